import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The browser that the tests drive; undefined where there is none. */
const browserPath = process.env['RULEGEN_BROWSER'] ?? usual.find((path) => existsSync(path));
/** CI says so: a browser that is missing is then a failure. */
const isRequired = process.env['RULEGEN_BROWSER_TESTS'] === 'required';

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** A desk by day and a phone by night: each width and each scheme once. */
export const looks: readonly Look[] = [
  { width: 1400, scheme: 'light' },
  { width: 390, scheme: 'dark' },
];

/** A page, and what went wrong on it so far. */
export interface Opened {
  readonly page: Page;
  /** Messages of its console, its errors, and requests that leave its folder. */
  readonly faults: readonly string[];
  readonly requests: readonly string[];
}

/** Opens a file of a folder. */
export type Open = (file: string, look?: Look) => Promise<Opened>;

/** Tests of pages in a folder, in a real browser. Whatever else they ask: no console message, no error, no request out of the folder. */
export function describePages(name: string, folder: () => string, tests: (open: Open) => void): void {
  if (browserPath === undefined) {
    const why = 'no browser: set RULEGEN_BROWSER, or install chromium';
    if (isRequired) describe(name, () => it('runs in a browser', () => expect.fail(why)));
    else describe.skip(`${name} (${why})`, () => it('runs in a browser', () => {}));
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
    });
    afterAll(() => browser?.close());
    afterEach(async () => {
      for (const context of browser?.contexts() ?? []) await context.close();
    });
    tests((file, look = { width: 1400, scheme: 'light' }) => {
      if (browser === undefined) throw new Error('the browser did not start');
      return openPage(browser, folder(), file, look);
    });
  });
}

async function openPage(browser: Browser, folder: string, file: string, { width, scheme }: Look): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  const base = pathToFileURL(`${folder}/`).href;
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    requests.push(request.url());
    if (!request.url().startsWith(base)) faults.push(`request: ${request.url()}`);
  });
  await page.goto(base + file);
  return { page, faults, requests };
}

/** What axe-core finds against accessibility, a line each. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  // Style sheets are not fetched again: the page's policy forbids that.
  const found = (await page.evaluate(
    'axe.run(document, { preload: false, resultTypes: ["violations"] })',
  )) as axe.AxeResults;
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
  );
}

/** How much wider than its window a page is, in pixels. */
export async function overhang(page: Page): Promise<number> {
  return (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
}
