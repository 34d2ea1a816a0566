// Tests with a page each, as TAP; and what they share.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.BROWSER_PACKAGES, 'package.json'));
const { chromium } = require('playwright-core');
const { source: axe } = require('axe-core');

export const address = process.env.ADDRESS;
const only = new RegExp(process.env.BROWSER_TESTS ?? ''); // of those whose names have it
const tests = [];

// test(NAME, CONTEXT, FUNCTION): FUNCTION gets a page at no address yet, in a context of its own: Chinese, wide, light; with
// CONTEXT.alone while no other test runs, after the others.
export function test(name, ...rest) {
  const run = rest.pop();
  if (only.test(name)) tests.push({ name, options: rest[0] ?? {}, run });
}

export function is(got, wanted, what = 'value') {
  if (got !== wanted) throw new Error(`${what}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
}

export function holds(condition, what) {
  if (!condition) throw new Error(what);
}

export const shot = (page, name, whole = true) =>
  page.screenshot({ path: path.join(process.env.BROWSER_SHOTS, `${name}.png`), fullPage: whole });

// Waits until FUNCTION, run in the page with ARGUMENT, is true.
export const until = (page, condition, argument) => page.waitForFunction(condition, argument, { polling: 'raf' });

// What is on the page when all is quiet: the hits' numbers.
export const numbers = (page) => page.locator('.hit h2 .number').allTextContents();

// What axe finds wrong with the page, in its words; by its RULES, or all of them. Not through a script of the page, which its
// policy does not let in.
export async function faultsOf(page, rules) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((only) => window.axe.run(document, only ? { runOnly: only } : {}), rules);
  return violations.map((fault) => `${fault.id}: ${fault.help}\n  ${fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join('\n  ')}`);
}

async function one(browser, { options: { alone, ...options }, run }) {
  const context = await browser.newContext({
    baseURL: address, locale: 'zh-CN', viewport: { width: 1280, height: 900 }, colorScheme: 'light', ...options });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error}`));
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) faults.push(`a request to ${request.url()}`);
  });
  page.faults = faults;
  try {
    await run(page, context);
    if (faults.length) throw new Error(faults.join('\n'));
    return null;
  } catch (error) {
    return error;
  } finally {
    await context.close();
  }
}

// Runs TESTS, some at a time; their errors, null where there is none.
async function runSome(browser, some, atOnce) {
  const errors = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < some.length; i = next++) errors[i] = await one(browser, some[i]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return errors;
}

export async function runAll() {
  const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  let failed = 0;
  console.log(`1..${tests.length}`);
  tests.sort((a, b) => !!a.options.alone - !!b.options.alone);
  const together = tests.filter((each) => !each.options.alone);
  const errors = [...await runSome(browser, together, 3), ...await runSome(browser, tests.slice(together.length), 1)];
  for (const [i, each] of tests.entries()) {
    const error = errors[i];
    console.log(`${error ? 'not ok' : 'ok'} ${i + 1} - ${each.name}`);
    if (error) {
      failed++;
      console.log(String(error.stack ?? error).replace(/^/gm, '# '));
    }
  }
  await browser.close();
  return failed;
}
