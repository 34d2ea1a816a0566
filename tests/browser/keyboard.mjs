// The keyboard alone, and input methods.
import { test, is, holds, until } from './tap.mjs';

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);

test('/ goes to the search, arrows through suggestions, Esc closes them, Enter searches', async (page) => {
  await page.goto('/?q=密码');
  await page.keyboard.press('/');
  is(await focused(page), 'q', 'focus');
  await page.keyboard.type('云计算');
  await page.waitForSelector('[role=option]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const active = await page.getAttribute('#q', 'aria-activedescendant');
  is(await page.getAttribute(`#${active}`, 'aria-selected'), 'true', 'the second one is selected');
  await page.keyboard.press('Escape');
  is(await page.locator('#suggestions').isVisible(), false, 'closed');
  is(await page.inputValue('#q'), '云计算', 'what was typed stays');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.hit mark:has-text("云计算")');
});

test('Enter takes the suggestion that is chosen', async (page) => {
  await page.goto('/');
  await page.click('#q');
  await page.keyboard.type('云计算');
  await page.waitForSelector('[role=option]');
  await page.keyboard.press('ArrowDown');
  const text = await page.locator('[aria-selected=true] .text').textContent();
  await page.keyboard.press('Enter');
  await until(page, (wanted) => new URL(location).searchParams.get('q') === wanted, text);
  is(await page.inputValue('#q'), text, 'the field');
});

test('arrows go through the results, Enter opens, Esc goes back to the search', async (page) => {
  await page.goto('/?q=灾难恢复');
  await page.focus('#q');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const links = await page.locator('.hit h2 a').evaluateAll((all) => all.indexOf(document.activeElement));
  is(links, 1, 'the second hit');
  await page.keyboard.press('Escape');
  is(await focused(page), 'q', 'back');
  await page.keyboard.press('ArrowDown');
  const number = await page.evaluate(() => document.activeElement.querySelector('.number').textContent);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-view=document]');
  is(await page.locator('h1 .number').textContent(), number, 'the document');
});

test('Tab alone: past the head by the skip link, to a filter and its chip', async (page) => {
  await page.goto('/?q=信息安全');
  await page.keyboard.press('Tab');
  is(await focused(page), 'skip', 'first');
  await page.keyboard.press('Enter');
  await until(page, () => document.activeElement.id === 'main');
  const stop = async (wanted) => { // to the next stop that WANTED matches
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((selector) => document.activeElement.matches(selector), wanted)) return;
    }
    throw new Error(`no way to ${wanted}`);
  };
  await stop('.facet .value');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.chip');
  is(await focused(page), 'main', 'focus after it');
  await stop('.chip');
  await page.keyboard.press('Enter');
  await until(page, () => !document.querySelector('.chip'));
});

test('what stops the focus is seen', async (page) => {
  await page.goto('/?q=信息安全');
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    holds(outline !== 'none', `stop ${i + 1} has no outline`);
  }
});

test('composition: nothing is sent before it ends; Enter during it is the input method\'s', async (page, context) => {
  await page.goto('/');
  await page.click('#q');
  const asked = [];
  page.on('request', (request) => asked.push(decodeURIComponent(request.url())));
  const protocol = await context.newCDPSession(page);
  for (const text of ['y', 'yun', "yun'ji", "yun'ji'suan"])
    await protocol.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  is(await page.inputValue('#q'), "yun'ji'suan", 'being composed');
  await protocol.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
  // longer than both delays before a request, in the page's own time
  await page.evaluate(() => new Promise((resolve) => { let n = 0; const next = () => (++n < 30 ? requestAnimationFrame(next) : resolve()); next(); }));
  is(asked.length, 0, `requests during the composition: ${asked}`);
  is(new URL(page.url()).search, '', 'no search');
  await protocol.send('Input.insertText', { text: '云计算' });
  await page.waitForSelector('.hit mark:has-text("云计算")');
  await page.waitForSelector('[role=option]:has-text("云计算")');
  holds(!asked.some((url) => url.includes("yun'")), 'pinyin was never sent');
});
