// axe finds nothing on any page, light and dark, wide and narrow; landmarks; print.
import { test, is, holds, shot, faultsOf } from './tap.mjs';

const pages = {
  start: '/', results: '/?q=信息安全&kind=gb&year=2010..2019', nothing: '/?q=xinxianquan', relaxed: '/?q=云计算 茶叶 灾难恢复',
  document: '/documents/GB/T 22239-2008', relations: '/documents/T/RELATED 1-2024', plan: '/documents/20231926-T-469',
  check: '/check', duplicates: '/duplicates', news: '/news?since=2024-01-01', problem: '/?q=year:abc', missing: '/nowhere',
};

async function examine(page, name, rules) {
  const faults = await faultsOf(page, rules);
  holds(faults.length === 0, `${name}:\n${faults.join('\n')}`);
}

// In the dark, what can differ are colours.
for (const [colorScheme, rules] of [['light'], ['dark', ['color-contrast', 'link-in-text-block']]])
  test(`axe: every page, ${colorScheme}`, { colorScheme }, async (page) => {
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await examine(page, name, rules);
      if (colorScheme === 'dark') await shot(page, `dark-${name}`, false);
    }
    await page.goto('/check');
    await page.fill('#text', 'GB/T 22239-2008\nGB/T 99999-2001 某标准');
    await page.click('button.main');
    await page.waitForSelector('#report table');
    await examine(page, 'report', rules);
    await page.goto('/duplicates');
    await page.fill('#title', '网络安全等级保护基本要求');
    await page.click('button.main');
    await page.waitForSelector('.candidate');
    await examine(page, 'duplicates found', rules);
    await page.goto('/');
    await page.locator('#q').pressSequentially('云计算');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('ArrowDown');
    await examine(page, 'suggestions', rules);
    page.faults.length = 0; // the statuses of problems
  });

test('axe: narrow, in English', { viewport: { width: 360, height: 740 }, locale: 'en' }, async (page) => {
  for (const name of ['start', 'results', 'document', 'check']) {
    await page.goto(pages[name]);
    await examine(page, name);
  }
});

test('what changed is said to who hears the page', async (page) => {
  await page.goto('/?q=信息安全');
  await page.click('.facet a.value:has-text("被代替")');
  await page.waitForSelector('.chip');
  is(await page.locator('#said').textContent(), (await page.locator('main h1').textContent()).replace('检索结果', '').trim(), 'said');
});

test('print: what is found, without what is to be pressed', async (page) => {
  await page.emulateMedia({ media: 'print' });
  await page.goto('/?q=信息安全');
  for (const selector of ['#search', '.filters', '.exports', '.foot'])
    is(await page.locator(selector).first().isVisible(), false, selector);
  holds(await page.locator('.hit').first().isVisible(), 'hits');
  await page.goto('/documents/GB/T 22239-2008');
  await shot(page, 'print');
});
