// Firefox for the page's tests, by WebDriver BiDi.

import { createRequire } from 'node:module';
import { SOON } from './harness.mjs';

const puppeteer = createRequire(new URL('../../web/package.json', import.meta.url))('puppeteer-core');

/** Empty where there is none: then the tests that need it are skipped. */
export const firefox = process.env.WEFT_FIREFOX ?? '';

export const launchFirefox = () =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    timeout: SOON,
    protocolTimeout: 300_000,
  });

/** A page of its own, with what went wrong on it in `errors`. @param {any} browser @param {string} url */
export async function open(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(SOON);
  const errors = [];
  page.on('console', (message) => {
    if (['error', 'warn', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url, { timeout: SOON });
  return { page, errors, close: () => context.close() };
}

/** Types into a field as a person does who replaces what is there. @param {any} page @param {string} id @param {unknown} value */
export async function fill(page, id, value) {
  await page.$eval(`#${id}`, (field) => field.select());
  await page.type(`#${id}`, String(value));
}
