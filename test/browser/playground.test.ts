import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import { openProject } from '../../src/project/open-project.ts';
import { readRuleFile } from '../../src/project/read-rules.ts';
import { axeFindings, describePages, looks, overhang } from './browser.ts';

const root = resolve(import.meta.dirname, '..', '..');
const status = '#status';
const none: readonly string[] = [];

/** Every file that the page shows, by path, tabs that are closed included. */
async function shownFiles(page: Page): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const figure of await page.locator('#targets-title ~ div figure').all()) {
    const path = await figure.locator('figcaption code').textContent();
    files[path ?? ''] = (await figure.locator('pre').textContent()) ?? '';
  }
  return files;
}

/** Every file that the compiler makes of a rule on disk. */
function madeFiles(path: string): Record<string, string> {
  const project = openProject({ today: '2026-01-01' }, () => {});
  const { rule } = readRuleFile({ path: join(root, path), folder: '', sidecar: undefined, named: false }, false);
  if (rule === undefined) return {};
  const units = compileRule({ rule, folder: '' }, project.config.base, undefined, project.workspace);
  return Object.fromEntries(units.flatMap(({ artifacts }) => artifacts.map((one) => [one.path, one.content])));
}

/** The cell of the table of verdicts that says what a text answers. */
function verdictOf(page: Page, target: string): ReturnType<Page['locator']> {
  return page
    .locator('.verdicts tr', { has: page.getByRole('rowheader', { name: target }) })
    .locator('td')
    .last();
}

describePages(
  'the playground',
  () => join(root, 'lib', 'site'),
  (open) => {
    it('makes the same files as the command, and runs them on the event of a test', async () => {
      const { page, faults, requests } = await open('playground.html');
      await page
        .locator(status, { hasText: 'Okta.Support.Reset is there for 4 of 4 SIEMs. The event matches the rule.' })
        .waitFor();
      expect(await shownFiles(page)).toEqual(madeFiles('rules/okta/okta_support_reset.yml'));
      for (const target of ['Sigma', 'Splunk', 'YARA-L'])
        expect(await verdictOf(page, target).textContent()).toBe('It matches.');
      await page.locator('#example').selectOption({ label: 'Written in Python' });
      await page.locator(status, { hasText: 'GitHub.Team.Emptied is there' }).waitFor();
      expect(await shownFiles(page)).toEqual(madeFiles('src/playground/examples/github_team_emptied.yml'));
      const python = page.locator('#python');
      await python.fill((await python.inputValue()).replace('"team.remove_member", ', ''));
      await page.locator(status, { hasText: 'is not compiled: 1 error' }).waitFor();
      expect(await page.locator('.finding.error').textContent()).toContain('A person removes a member');
      expect(requests.filter((url) => url.includes('vendor-'))).toEqual(none);
      expect(faults).toEqual(none);
    });

    it('loads the KQL binder when it is asked for, without eval', async () => {
      const { page, faults, requests } = await open('playground.html');
      await verdictOf(page, 'KQL')
        .getByRole('button', { name: /loads \d+ MB/ })
        .click();
      await verdictOf(page, 'KQL').getByText('It matches.').waitFor();
      expect(requests.filter((url) => url.includes('vendor-'))).toHaveLength(1);
      expect(faults).toEqual(none);
    });

    it('answers a changed event, and tells what is wrong with a broken one', async () => {
      const { page, faults } = await open('playground.html');
      const event = page.locator('#event');
      await page.locator(status, { hasText: 'The event matches' }).waitFor();
      await event.fill((await event.inputValue()).replace('"unknown"', '"UNKNOWN"'));
      await page.locator(status, { hasText: 'The event does not match the rule.' }).waitFor();
      expect(await verdictOf(page, 'Splunk').textContent()).toBe('It does not match.');
      expect(await verdictOf(page, 'Sigma').textContent()).toBe(
        'It matches. The rule answers otherwise, as declared: case-insensitive.',
      );
      await event.fill('{"a": 1,}');
      await page.locator(status, { hasText: 'This is no JSON: line 1, column 9' }).waitFor();
      await page.getByRole('button', { name: 'Use its event: Reset by Company Admin' }).click();
      await page.locator(status, { hasText: 'The event does not match the rule.' }).waitFor();
      expect(faults).toEqual(none);
    });

    it('shows mistakes with their lines, and marks them in the text', async () => {
      const { page, faults } = await open('playground.html');
      await page.locator(status, { hasText: 'SIEMs' }).waitFor();
      await page.locator('#example').selectOption({ label: 'With mistakes' });
      await page.locator(status, { hasText: 'Okta.With.Mistakes is not compiled: 3 errors.' }).waitFor();
      const first = page.locator('.finding').first();
      expect(await first.locator('.frame').textContent()).toContain('> 12 |   actor.alternatId eq');
      expect(await first.textContent()).toContain('actor.alternateId');
      await first.getByRole('button', { name: 'line 12' }).click();
      const marked =
        'const { value, selectionStart, selectionEnd } = document.activeElement; value.slice(selectionStart, selectionEnd)';
      expect(await page.evaluate(`(() => { ${marked.replace('; value', '; return value')} })()`)).toBe(
        'actor.alternatId',
      );
      expect(faults).toEqual(none);
    });

    it('keeps the texts in its address, and hostile ones are text', async () => {
      const { page, faults } = await open('playground.html');
      await expect.poll(() => page.url()).toContain('#q=');
      const before = page.url();
      const hostile = '</textarea><img src=x onerror=alert(1)>{{constructor}}\u202e';
      const rule = readFileSync(join(root, 'rules/okta/okta_api_token_created.yml'), 'utf8');
      const title = `DisplayName: ${JSON.stringify(hostile)}`;
      await page.locator('#rule').fill(rule.replace(/^DisplayName:.*$/m, title));
      await page.getByRole('heading', { name: '<img src=x' }).waitFor();
      await expect.poll(() => page.url()).not.toBe(before);
      const shared = await open(`playground.html${new URL(page.url()).hash}`);
      await shared.page.getByRole('heading', { name: '<img src=x' }).waitFor();
      expect(await shared.page.locator('#rule').inputValue()).toContain(title);
      for (const one of [page, shared.page]) expect(await one.locator('img, main script, iframe').count()).toBe(0);
      expect([...faults, ...shared.faults]).toEqual(none);
    });

    it('is used with the keyboard: tabs, and what a tab copies', async () => {
      const { page, faults } = await open('playground.html');
      await page.getByRole('tab', { name: 'Sigma' }).focus();
      await page.keyboard.press('ArrowLeft');
      const yaral = page.getByRole('tab', { name: 'YARA-L' });
      expect(await yaral.getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.id')).toBe('panel-yaral');
      await page.getByRole('button', { name: /^Copy .*\.yaral$/ }).click();
      await page.locator(status, { hasText: 'Copied.' }).waitFor();
      await page.locator('#event').fill('');
      await page.locator('#event').press('Control+V');
      expect(await page.locator('#event').inputValue()).toContain('rule okta_support_reset {');
      expect(faults).toEqual(none);
    });

    it.each(looks)('is accessible and fits: $width pixels, $scheme', async (look) => {
      const { page, faults } = await open('playground.html', look);
      for (const [example, words] of [
        [undefined, 'The event matches'],
        ['With mistakes', 'not compiled'],
      ] as const) {
        if (example !== undefined) await page.locator('#example').selectOption({ label: example });
        await page.locator(status, { hasText: words }).waitFor();
        await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true');
        expect(await overhang(page)).toBe(0);
        expect(await axeFindings(page)).toEqual(none);
      }
      expect(faults).toEqual(none);
    });
  },
);
