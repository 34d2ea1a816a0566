// Searching: with and without scripts, as one types, filters, the way back.
import { test, is, holds, shot, until, numbers } from './tap.mjs';

const hits = (page) => page.locator('.hit').count();
const typed = (page) => page.locator('#q').inputValue();
const here = (page) => decodeURIComponent(page.url().replaceAll('+', ' '));

test('without scripts: the form, a filter, its chip, sorting, the next page', { javaScriptEnabled: false }, async (page) => {
  await page.goto('/');
  await shot(page, 'start');
  await page.fill('#q', '信息安全');
  await page.click('#search button');
  is(await hits(page), 20, 'hits of a page');
  const before = await page.locator('main h1').textContent();
  await page.click('.facet a.value:has-text("被代替")');
  holds(here(page).includes('status=被代替'), 'the filter is in the address');
  holds((await page.locator('main h1').textContent()) !== before, 'another total');
  is(await page.locator('.hit .badge:has-text("被代替")').count(), await hits(page), 'badges of the filter');
  await page.click('#search button'); // filters stay with the form
  holds(here(page).includes('status=被代替'), 'the filter stays');
  await page.click('.chip');
  is(await page.locator('main h1').textContent(), before, 'total without the filter');
  await page.click('.pages a[rel=next]');
  is(await page.locator('.hits').getAttribute('start'), '21', 'the first of the second page');
  await page.click('.orders a:has-text("编号")');
  holds(here(page).includes('sort=number') && !here(page).includes('offset'), 'sorted, from the first');
});

test('without scripts: years from and to', { javaScriptEnabled: false }, async (page) => {
  await page.goto('/?q=信息安全');
  await page.fill('[name=from]', '2018');
  await page.fill('[name=to]', '2020');
  await page.click('.span button');
  holds(here(page).endsWith('year=2018..2020'), here(page));
  const years = await page.locator('.facts').allTextContents();
  holds(years.every((text) => /发布 20(18|19|20)/.test(text)), 'years of the hits');
});

test('results and suggestions come as one types, and the address with them', async (page) => {
  await page.goto('/');
  await page.locator('#q').pressSequentially('云计算');
  await page.waitForSelector('[role=option]:has-text("云计算")');
  await page.waitForSelector('.hit mark:has-text("云计算")');
  is(await page.getAttribute('#q', 'aria-expanded'), 'true', 'expanded');
  await until(page, () => new URL(location).searchParams.get('q') === '云计算');
  await shot(page, 'typing', false);
  const live = await numbers(page);
  await page.goto(page.url());
  is(JSON.stringify(await numbers(page)), JSON.stringify(live), 'the same from its address');
});

test('pinyin suggests; a suggestion that is a document opens it', async (page) => {
  await page.goto('/');
  await page.locator('#q').pressSequentially('wangluoanquandengji');
  const title = page.locator('[role=option]:has-text("网络安全等级保护")').filter({ has: page.locator('.about') }).first();
  await title.waitFor();
  await title.click();
  await page.waitForSelector('[data-view=document] h1:has-text("网络安全等级保护")');
  holds(here(page).includes('/documents/GB/T '), here(page));
});

test('what was typed last counts, though an answer before it comes later', async (page) => {
  await page.goto('/');
  let free;
  const held = new Promise((resolve) => (free = resolve));
  await page.route(/q=%E5%AF%86.*fragment/, async (route) => {
    await held;
    await route.continue().catch(() => {}); // it was given up
  });
  const slow = page.waitForRequest(/q=%E5%AF%86.*fragment/);
  await page.fill('#q', '密码');
  await slow;
  await page.fill('#q', '灾难恢复');
  await page.waitForSelector('.hit mark:has-text("灾难恢复")');
  free();
  await page.waitForLoadState('networkidle');
  is(await page.locator('.hit mark:has-text("密码")').count(), 0, 'hits of the former');
  is(new URL(page.url()).searchParams.get('q'), '灾难恢复', 'address');
});

test('filters, several of one field, chips, back and forward', async (page) => {
  await page.goto('/?q=信息安全');
  const total = () => page.locator('main h1').textContent();
  const all = await total();
  await page.click('.facet a.value:has-text("国家标准")');
  await page.waitForSelector('.chip:has-text("国家标准")');
  const gb = await total();
  holds(gb !== all, 'fewer');
  await page.click('.facet a.value:has-text("国际标准")');
  await until(page, () => document.querySelectorAll('.chip').length === 2);
  await shot(page, 'filters', false);
  const both = await total();
  await page.goBack();
  await until(page, () => document.querySelectorAll('.chip').length === 1);
  is(await total(), gb, 'one back');
  await page.goBack();
  await until(page, () => document.querySelectorAll('.chip').length === 0);
  is(await total(), all, 'two back');
  await page.goForward();
  await page.goForward();
  await until(page, () => document.querySelectorAll('.chip').length === 2);
  is(await total(), both, 'forward again');
  await page.click('.clear');
  await until(page, () => document.querySelectorAll('.chip').length === 0);
  is(await total(), all, 'all removed');
});

test('a year of the histogram is a filter', async (page) => {
  await page.goto('/?q=信息安全');
  const bar = page.locator('.years a[aria-label^="2022"]');
  const count = (await bar.getAttribute('aria-label')).match(/(\d+) 件/)[1];
  await bar.click();
  await page.waitForSelector('.chip:has-text("2022")');
  holds((await page.locator('main h1').textContent()).includes(` ${count} `), 'as many as the bar says');
});

test('nothing found: what else may be meant', async (page) => {
  await page.goto('/?q=xinxianquanjishu');
  await page.click('.help a:has-text("信息安全技术")');
  await page.waitForSelector('.hit');
  is(await typed(page), '信息安全技术', 'the field');
});

test('a query that cannot be read says where', async (page) => {
  const answer = await page.goto('/?q=year:abc');
  is(answer.status(), 400, 'status');
  await page.waitForSelector('[data-view=problem] h1');
  is(await typed(page), 'year:abc', 'the query can be corrected');
  await shot(page, 'problem');
  page.faults.length = 0; // the browser's own note of the status
});

test('exports have the hits', async (page) => {
  await page.goto('/?q=灾难恢复');
  const [csv] = await Promise.all([page.waitForEvent('download'), page.click('.exports a:has-text("CSV")')]);
  holds(csv.suggestedFilename().endsWith('.csv'), csv.suggestedFilename());
  const href = await page.locator('.exports a:has-text("XLSX")').getAttribute('href');
  const xlsx = await page.request.get(href);
  is((await xlsx.body()).subarray(0, 2).toString(), 'PK', 'a workbook');
});

test('phone: nothing is wider than it, filters fold', { viewport: { width: 360, height: 740 } }, async (page) => {
  for (const [name, path] of [['start', '/'], ['results', '/?q=信息安全&kind=gb&year=2019'], ['document', '/documents/GB/T 22239-2008'],
    ['check', '/check'], ['duplicates', '/duplicates'], ['news', '/news?since=2024-01-01'], ['long', '/?q=恶意丁']]) {
    await page.goto(path);
    await shot(page, `phone-${name}`);
    is(await page.evaluate(() => document.documentElement.scrollWidth), 360, `width of ${path}`);
  }
  await page.goto('/?q=信息安全');
  holds(!(await page.locator('.facet').first().isVisible()), 'folded');
  await page.click('.fold > summary');
  await page.locator('.facet a.value:has-text("被代替")').click();
  await page.waitForSelector('.chip');
});

test('both languages: by what the browser asks, by the switch, remembered', { locale: 'en-GB' }, async (page, context) => {
  await page.goto('/?q=信息安全');
  is(await page.getAttribute('html', 'lang'), 'en', 'asked for');
  holds((await page.locator('.badge').first().textContent()).includes('in force'), 'badge');
  await shot(page, 'english', false);
  await page.locator('#q').fill('22239');
  await page.waitForSelector('[role=option] .about:has-text("in force")');
  await page.click('.language');
  is(await page.getAttribute('html', 'lang'), 'zh-CN', 'switched');
  holds(here(page).includes('q=22239'), 'the same search');
  await page.goto('/news');
  is(await page.getAttribute('html', 'lang'), 'zh-CN', 'remembered');
});
