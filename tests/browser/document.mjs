// A document's page.
import { test, is, holds, shot } from './tap.mjs';

test('a document: what is in force first, editions, timeline, details, similar ones', async (page) => {
  await page.goto('/documents/GB/T 22239-2008');
  await shot(page, 'document');
  const first = page.locator('.life p').first();
  holds((await first.textContent()).startsWith('当前有效') && (await first.locator('.number').textContent()) === 'GB/T 22239-2019',
    'what is in force');
  is(await page.locator('.editions li').count(), 2, 'editions');
  is(await page.locator('.editions .itself .number').textContent(), 'GB/T 22239-2008', 'itself');
  holds((await page.locator('.timeline time').first().textContent()) === '2008-06-19', 'the first day');
  await first.locator('a').click();
  await page.waitForSelector('.life.valid');
  is(await page.locator('h1 .number').textContent(), 'GB/T 22239-2019', 'the one in force');
});

test('any spelling of a number goes to the document\'s own address', async (page) => {
  await page.goto('/documents/gbt22239');
  is(decodeURIComponent(new URL(page.url()).pathname), '/documents/GB/T 22239-2019', 'address');
});

test('relations as a drawing whose nodes are links, and as a list', async (page) => {
  await page.goto('/documents/T/RELATED 1-2024');
  const drawn = await page.locator('.graph a').count(), listed = await page.locator('.relations li').count();
  is(drawn, 4, 'drawn');
  is(listed, 4, 'listed');
  await shot(page, 'relations');
  const name = await page.locator('.graph a').first().getAttribute('aria-label');
  await page.locator('.graph a').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('1-2024'));
  holds(name.endsWith(await page.locator('h1 .number').textContent()), name);
});

test('citations are copied', async (page, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/documents/GB/T 22239-2019');
  await page.click('.citation summary:has-text("BibTeX")');
  const citation = page.locator('.citation', { hasText: 'BibTeX' });
  await citation.locator('.copy').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  is(copied, await citation.locator('pre').textContent(), 'what was copied');
  holds(copied.startsWith('@standard'), copied);
  is(await page.locator('#said').textContent(), '已复制', 'said');
});

test('no such document: what to search for', async (page) => {
  const answer = await page.goto('/documents/GB/T 99999-2001');
  is(answer.status(), 404, 'status');
  await page.click('.ways a');
  is(await page.inputValue('#q'), 'GB/T 99999-2001', 'searched for');
  page.faults.length = 0;
});
