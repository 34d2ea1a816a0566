// What records say is text, whatever is in it.
import { test, is, holds, shot } from './tap.mjs';
import { hostile } from './records.mjs';

for (const [name, record] of Object.entries(hostile))
  test(`hostile text (${name}) is shown as text`, async (page) => {
    for (const path of [`/?q=${encodeURIComponent(record.title_zh.slice(0, 3))}`, `/documents/${record.id}`]) {
      await page.goto(path);
      const title = page.locator('.title').first();
      const shown = (await title.textContent()).trim();
      is(shown, record.title_zh, `title at ${path}`);
      is(await page.evaluate(() => window.hacked), undefined, 'nothing ran');
      is(await page.locator('main script, main img, main [onmouseover], main [onload], main a[href^=javascript]').count(), 0, 'markup');
      is(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'width');
    }
    await shot(page, `hostile-${name}`, false);
  });

test('a hostile query is text: in the field, the title, the notes', async (page) => {
  const query = '"><script>window.hacked=1</script>\u202e';
  await page.goto(`/?q=${encodeURIComponent(query)}`);
  is(await page.inputValue('#q'), query, 'the field');
  is(await page.evaluate(() => window.hacked), undefined, 'nothing ran');
});

test('signs that turn the direction of writing end with their text', async (page) => {
  await page.goto('/?q=恶意丙');
  const after = await page.locator('.hit .facts').first().evaluate((element) => getComputedStyle(element).direction);
  is(after, 'ltr', 'direction');
  holds(await page.locator('.hit bdi').count(), 'isolated');
});

test('a title as long as it may be takes few lines of a list', async (page) => {
  await page.goto('/?q=恶意丁');
  const height = await page.locator('.hit').first().evaluate((element) => element.getBoundingClientRect().height);
  holds(height < 400, `${height} px`);
});

test('no style or script but the site\'s own files', async (page) => {
  const answer = await page.goto('/?q=信息安全');
  const policy = answer.headers()['content-security-policy'];
  holds(policy.includes("default-src 'none'") && !policy.includes('unsafe'), policy);
  is(await page.locator('[style], style, script:not([src])').count(), 0, 'inline');
});
