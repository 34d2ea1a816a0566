// 查新, 查重, 新动态.
import { test, is, holds, shot } from './tap.mjs';

const list = 'GB/T 22239-2008\nGB/T 20988-2007 信息系统灾难恢复规范\nGB/T 99999-2001\n';
const verdicts = (page) => page.locator('#report tbody .badge').allTextContents();
const words = (texts) => texts.map((text) => text.replace(/^\S /, '')).join();

for (const javaScriptEnabled of [true, false])
  test(`查新 of a list, ${javaScriptEnabled ? 'with' : 'without'} scripts`, { javaScriptEnabled }, async (page) => {
    await page.goto('/check');
    await page.fill('#text', list);
    await page.click('button.main');
    await page.waitForSelector('#report table');
    is(words(await verdicts(page)), '已被代替,现行有效,未收录', 'verdicts');
    is(await page.locator('#report tbody tr').first().locator('td').nth(1).locator('.number').textContent(), 'GB/T 22239-2019', 'now');
    is(await page.inputValue('#text'), list, 'the list stays');
    if (javaScriptEnabled) {
      is(await page.evaluate(() => document.activeElement.id), 'report', 'focus');
      await shot(page, 'check');
    }
  });

test('查新 with a file; its report as a workbook, the file still chosen', async (page) => {
  await page.goto('/check');
  await page.setInputFiles('#file', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('编号,名称\nGB/T 22239-2008,\nISO/IEC 27001:2013,\n') });
  await page.click('button.main');
  await page.waitForSelector('#report table');
  is(words(await verdicts(page)), '已被代替,已被代替', 'verdicts');
  holds((await page.locator('#report .place').first().textContent()).startsWith('list.csv'), 'the place names the file');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('button:has-text("XLSX")')]);
  holds(download.suggestedFilename().endsWith('.xlsx'), download.suggestedFilename());
});

test('查新: a file is dropped', async (page) => {
  await page.goto('/check');
  const files = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['GB/T 20988-2007\n'], 'dropped.txt', { type: 'text/plain' }));
    return transfer;
  });
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: files });
  await page.click('button.main');
  await page.waitForSelector('#report .place:has-text("dropped.txt")');
});

test('查新 of nothing, and of a file that nothing reads, says so beside the form', async (page) => {
  await page.goto('/check');
  await page.click('button.main');
  await page.waitForSelector('#report.problem');
  await page.setInputFiles('#file', { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1') });
  await page.click('button.main');
  await page.waitForSelector('#report.problem h1:has-text("读不了这个文件")');
  page.faults.length = 0;
});

test('查重: candidates side by side, and what is new', async (page) => {
  await page.goto('/duplicates');
  await page.fill('#title', '信息安全技术 网络安全等级保护基本要求');
  await page.fill('#scope', '本文件规定了茶叶采摘机器人的试验方法。');
  await page.click('button.main');
  const first = page.locator('.candidate').first();
  await first.waitFor();
  await shot(page, 'duplicates');
  is(await first.locator('h3 .number').textContent(), 'GB/T 22239-2019', 'the first');
  holds(await first.locator('.badge:has-text("名称相同")').count(), 'the same title');
  is(await first.locator('.pair').first().locator('> div').count(), 2, 'sides');
  holds((await page.locator('#report').textContent()).includes('茶叶采摘机器人'), 'what is new');
});

test('新动态: sections, and those of a query alone', async (page) => {
  await page.goto('/news?since=2024-01-01');
  await shot(page, 'news', false);
  const all = await page.locator('.item').count();
  holds(all > 10, `${all} items`);
  await page.fill('#only', '数据安全');
  await page.click('button.main');
  await page.waitForURL(/q=/);
  const some = await page.locator('.item .title').allTextContents();
  holds(some.length > 0 && some.length < all, `${some.length} of ${all}`);
});
