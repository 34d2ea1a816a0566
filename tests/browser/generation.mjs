// A new generation comes into use while a page is open.
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { test, is, holds } from './tap.mjs';

test('a page that is open finds what a new generation has, and says which it is', { alone: true }, async (page) => {
  await page.goto('/?q=信息安全');
  const foot = await page.locator('.foot').textContent();
  const folder = await mkdtemp(path.join(tmpdir(), 'biaosou-'));
  const file = path.join(folder, 'new.jsonl');
  await writeFile(file, JSON.stringify({ id: 'T/SWAP 1-2024', kind: 'group', title_zh: '换代期间的新文件' }) + '\n');
  await promisify(execFile)(process.env.BIAOSOU, ['index', 'update', file]);
  await rm(folder, { recursive: true });
  while (!(await (await page.request.get('/?q=换代期间&fragment=1')).text()).includes('T/SWAP 1-2024')); // the server looks each second
  await page.fill('#q', '换代期间的新文件');
  await page.waitForSelector('.hit .number:has-text("T/SWAP 1-2024")');
  holds((await page.locator('.foot').textContent()) !== foot, 'the foot tells the new generation');
  is(await page.locator('[data-view=results]').count(), 1, 'the page');
});
