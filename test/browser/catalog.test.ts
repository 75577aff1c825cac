import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';
import { root } from '../support/project.ts';
import { axeFindings, describePages, looks, overhang } from './browser.ts';

const none: readonly string[] = [];
const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)> '{{x}}' \u202e`;
const rule = (name: string): string => readFileSync(join(root, 'rules', name), 'utf8');

const site = scratch({
  'rulegen.yml': '{}\n',
  'rules/okta/okta_support_reset.yml': rule('okta/okta_support_reset.yml'),
  'rules/okta/okta_mfa_reset_for_other_user.yml': rule('okta/okta_mfa_reset_for_other_user.yml'),
  'rules/aws/aws_console_login_failures.yml': rule('aws/aws_console_login_failures.yml'),
  'rules/github/github_repo_made_public.yml': rule('github/github_repo_made_public.yml'),
  'rules/hostile.yml': ruleText(
    'Hostile.Rule',
    `displayMessage eq ${JSON.stringify(hostile)}`,
    `DisplayName: ${JSON.stringify(hostile)}\nDescription: ${JSON.stringify(hostile)}\nTests:\n  - Name: ${JSON.stringify(hostile)}\n    ExpectedResult: true\n    Log: { displayMessage: ${JSON.stringify(hostile)} }\n`,
  ),
  'rules/broken.yml':
    'AnalysisType: rule\nRuleID: Broken.Rule\nLogTypes: [Okta.SystemLog]\nSeverity: High\nCondition: "a eq"\n',
});
const seed = 'rules/okta-support-reset.html';

beforeAll(() => {
  const { err } = site.run(['catalog']);
  expect(existsSync(site.path('site/index.html')), err).toBe(true);
}, 60_000);

it('every link of the site leads to a page and a place that are there', () => {
  const pages = site.list('site').filter((path) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(10);
  const broken = pages.flatMap((path) => {
    const links = [...site.read(path).matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
    return links
      .filter((link) => !/^(https?:|mailto:)/.test(link))
      .filter((link) => !leads(path, link))
      .map((link) => `${path}: ${link}`);
  });
  expect(broken).toEqual(none);
});

function leads(from: string, link: string): boolean {
  const [path = '', hash = ''] = link.split('#');
  const to = path === '' ? site.path(from) : resolve(dirname(site.path(from)), decodeURIComponent(path));
  if (!existsSync(to)) return false;
  // The index reads its filters from there.
  return (
    hash === '' || to.endsWith('index.html') || readFileSync(to, 'utf8').includes(`id="${decodeURIComponent(hash)}"`)
  );
}

describePages(
  'the catalogue',
  () => site.path('site'),
  (open) => {
    it('shows every section of the published page of the seed rule, and its contents lead there', async () => {
      const { page, faults } = await open(seed);
      const named = await page.getByRole('heading', { level: 2 }).allTextContents();
      const wanted = [
        'MITRE ATT&CK coverage',
        'Rules detecting the same action',
        'Rule body',
        'Tests',
        'Detection logic',
        'Indicators',
        'Output fields',
        'In each SIEM',
        'Exceptions and waivers',
      ];
      expect(named).toEqual(wanted);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Okta Support Reset Credential');
      await page.getByRole('link', { name: 'Output fields' }).click();
      expect(new URL(page.url()).hash).toBe('#outputs');
      expect(faults).toEqual(none);
    });

    it('opens a tab with the keyboard, and copies what it holds', async () => {
      const { page, faults } = await open(seed);
      await page.getByRole('tab', { name: 'Sigma' }).focus();
      await page.keyboard.press('End');
      const tab = page.getByRole('tab', { name: 'Google SecOps' });
      expect(await tab.getAttribute('aria-selected')).toBe('true');
      const panel = page.locator(`#${await tab.getAttribute('aria-controls')}`);
      expect(await panel.isVisible()).toBe(true);
      await panel.getByRole('button', { name: /copy/i }).first().click();
      await page.goto(new URL('../playground.html', page.url()).href);
      const area = page.locator('#event');
      await area.fill('');
      await area.press('Control+V');
      expect(await area.inputValue()).toContain('rule okta_support_reset {');
      expect(faults).toEqual(none);
    });

    it('searches and filters, and keeps both in the address', async () => {
      const { page, faults } = await open('index.html');
      const shown = page.locator('#rules > li:visible');
      const all = await shown.count();
      expect(all).toBe(6);
      await page.getByRole('searchbox').fill('system@okta.com');
      await expect.poll(() => shown.count()).toBe(1);
      expect(await page.locator('#found').textContent()).toBe('1 of 6 rules');
      await page.getByRole('button', { name: 'Clear all' }).click();
      expect(await shown.count()).toBe(all);
      await page.getByLabel('Log type').selectOption('GitHub.Audit');
      expect(await shown.count()).toBe(1);
      const shared = await open(`index.html${new URL(page.url()).hash}`);
      expect(await shared.page.locator('#rules > li:visible').count()).toBe(1);
      await page.getByLabel('Severity').selectOption('Medium');
      expect(await page.getByText('No rule fits.').isVisible()).toBe(true);
      expect([...faults, ...shared.faults]).toEqual(none);
    });

    it('shows hostile titles and values as text', async () => {
      const { page, faults } = await open('rules/hostile-rule.html');
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(hostile.replace('\u202e', '⟨U+202E⟩'));
      expect(await page.locator('img, main script').count()).toBe(0);
      expect(faults).toEqual(none);
    });

    it('leads to the playground, which stands in the same frame', async () => {
      const { page, faults } = await open('index.html');
      await page.getByRole('link', { name: 'Playground' }).click();
      await page.locator('#status', { hasText: 'The event matches the rule.' }).waitFor();
      expect(await page.getByRole('navigation').getByRole('link', { name: 'Overlaps' }).isVisible()).toBe(true);
      expect(faults).toEqual(none);
    });

    it.each(looks)('is accessible and fits: $width pixels, $scheme', async (look) => {
      for (const path of [
        seed,
        'rules/broken-rule.html',
        'index.html',
        'attack.html',
        'indicators.html',
        'overlaps.html',
        'support.html',
      ]) {
        const { page, faults } = await open(path, look);
        expect({ path, wider: await overhang(page), found: await axeFindings(page), faults }).toEqual({
          path,
          wider: 0,
          found: [],
          faults: [],
        });
      }
    });
  },
);
