import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';
import { root } from '../support/project.ts';

const seed = readFileSync(join(root, 'rules/okta/okta_support_reset.yml'), 'utf8');
const hostileTitle = `"><script>alert(1)</script><img src=x onerror=alert(2)> '{{x}}' \u202eabc --><!--/same-->`;

const folder = scratch({
  'rulegen.yml': '{}\n',
  'rules/okta/okta_support_reset.yml': seed,
  'rules/okta/mfa_reset.yml': ruleText(
    'Okta.MFA.Reset',
    'eventType in ["user.mfa.factor.update", "user.account.reset_password"]\nactor.alternateId eq "system@okta.com"',
  ),
  'rules/okta/mfa_narrow.yml': ruleText(
    'Okta.MFA.Narrow',
    'eventType eq "user.mfa.factor.update"\nactor.alternateId eq "system@okta.com"\noutcome.result eq "SUCCESS"',
  ),
  'rules/hostile.yml': ruleText(
    'Hostile.Rule',
    `displayMessage eq ${JSON.stringify(hostileTitle)}\neventType ne "</script>"`,
    `DisplayName: ${JSON.stringify(hostileTitle)}\nDescription: ${JSON.stringify(`${hostileTitle} javascript:alert(3)`)}\nReference: "javascript:alert(4)"\nTags: ["</title>"]\nTests:\n  - Name: ${JSON.stringify(hostileTitle)}\n    ExpectedResult: true\n    Log: { displayMessage: ${JSON.stringify(hostileTitle)} }\n`,
  ),
  'rules/broken.yml':
    'AnalysisType: rule\nRuleID: Broken.Rule\nLogTypes: [Okta.SystemLog]\nSeverity: High\nCondition: "a eq"\n',
});
const page = (name: string): string => folder.read(`site/rules/${name}.html`);
/** The text of one section of a page, without tags. */
function section(html: string, id: string): string {
  const [, body = ''] = new RegExp(`<section id="${id}"[^]*?>([^]*?)</section>`).exec(html) ?? [];
  return textOf(body);
}
function textOf(html: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => names[name] ?? '')
    .replace(/\s+/g, ' ');
}

let said = { code: null as number | null, out: '', err: '' };
beforeAll(() => {
  said = folder.run(['catalog']);
}, 60_000);

describe("the seed rule's page", () => {
  it('shows what the published page shows, section by section', () => {
    expect(said, said.err).toMatchObject({ code: 0 });
    const html = page('okta-support-reset');
    expect(textOf(html)).toContain('A Password or MFA factor was reset by Okta Support');
    expect(section(html, 'attack')).toContain('Initial Access T1199 Trusted Relationship');
    expect(html).toContain('https://attack.mitre.org/techniques/T1199/');
    expect(section(html, 'same-action')).toContain(
      'Okta.MFA.Reset Okta.SystemLog: user.account.reset_password, user.mfa.factor.update',
    );
    expect(section(html, 'body').replace(/\s/g, '')).toContain(seed.replace(/\s/g, '').slice(0, 2000));
    expect(section(html, 'tests')).toMatch(/Support Reset Credential match passed match match not run match/);
    const logic = section(html, 'logic');
    expect(logic).toContain('Whole. The rows below are the whole rule');
    for (const row of [
      'actor.alternateId eq "system@okta.com"',
      'transaction.id eq "unknown"',
      'client.geographicalContext.country is_null',
    ])
      expect(logic).toContain(row);
    const indicators = section(html, 'indicators');
    expect(indicators).toMatch(/actor\.alternateId eq system@okta\.com 2 other rules/);
    expect(indicators).toMatch(/transaction\.id eq unknown 0/);
    expect(indicators).toMatch(
      /eventType in user\.account\.reset_password 1 other rule .* system\.mfa\.factor\.deactivate 0/,
    );
    for (const row of ['event_type eventType', 'ips p_any_ip_addresses', 'actor_user udm("actor_user")'])
      expect(section(html, 'outputs')).toContain(row);
    const targets = section(html, 'targets');
    for (const text of [
      'okta_support_reset.spl',
      'okta_support_reset.yaral',
      'okta_support_reset.kql',
      'okta_support_reset.yml',
    ])
      expect(targets).toContain(text);
    expect(targets).toContain('It may match more than the rule. The target compares text ignoring case.');
    expect(section(html, 'exceptions')).toContain('null-test-on-enriched client.geographicalContext.country');
  });

  it('is small, runs nothing inline, and loads nothing from elsewhere', () => {
    for (const path of folder
      .list('site')
      .filter((name) => name.endsWith('.html') && !name.endsWith('/playground.html'))) {
      const html = folder.read(path);
      expect(statSync(folder.path(path)).size, path).toBeLessThan(150_000);
      expect(html).toContain('default-src &#39;none&#39;; script-src &#39;self&#39;; style-src');
      expect(html.match(/<(script|link|img)\b[^>]*(src|href)="(https?:|\/\/)/g), path).toBeNull();
      expect(html.match(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+="/g), path).toBeNull();
    }
  });
});

describe('the site', () => {
  it('says which rules nearly duplicate each other, and what several look for', () => {
    expect(textOf(folder.read('site/overlaps.html'))).toContain(
      'Okta.MFA.Narrow matches nothing beyond Okta.MFA.Reset',
    );
    expect(section(page('okta-mfa-reset'), 'same-action')).toContain(
      'Okta.MFA.Narrow matches nothing that this rule does not.',
    );
    expect(textOf(folder.read('site/indicators.html'))).toContain('actor.alternateId eq "system@okta.com" 3');
    const layer = JSON.parse(folder.read('site/attack-layer.json'));
    expect(layer.techniques).toEqual([
      expect.objectContaining({ techniqueID: 'T1199', tactic: 'initial-access', score: 1 }),
    ]);
  });

  it('has the files that its pages load, and the playground', () => {
    for (const name of ['catalog.js', 'style.css', 'index-data.js', 'playground.html'])
      expect(folder.list('site')).toContain(`site/${name}`);
    expect(folder.read('site/index.html')).toContain('<a href="playground.html">Playground</a>');
  });

  it('shows hostile texts as texts', () => {
    const html = page('hostile-rule');
    expect(html).not.toMatch(/<script>|<img|href="javascript:|\u202e/);
    expect(html.match(/<!--\/?same-->/g)).toHaveLength(2);
    expect(textOf(/<h1>.*<\/h1>/.exec(html)?.[0] ?? '')).toContain('<script>alert(1)</script>');
    const data = folder.read('site/index-data.js');
    expect(data).not.toContain('<');
    expect(folder.read('site/index.html')).not.toMatch(/<script>|<img/);
  });

  it('gives a rule that cannot be read a page with the reason', () => {
    const html = page('broken-rule');
    expect(section(html, 'logic')).toMatch(/could not be read/);
    expect(section(html, 'body')).toContain('Condition : "a eq"');
  });

  it('renders anew only what changed, removes pages of rules that are gone, and leaves foreign files alone', () => {
    const before = new Map(folder.list('site').map((path) => [path, folder.read(path)]));
    expect(folder.run(['catalog']).out).toContain('0 rendered anew');
    folder.write({ 'site/notes.html': 'mine', 'site/rules/okta-new.html': 'mine too' });
    folder.write({
      'rules/okta/mfa_reset.yml': ruleText('Okta.MFA.Reset', 'eventType eq "user.mfa.factor.activate"'),
      'rules/new.yml': ruleText('Okta.New'),
    });
    folder.remove('rules/hostile.yml');
    const ran = folder.run(['catalog']);
    expect(ran.out).toContain('2 rendered anew');
    expect(ran.err).toContain('site/rules/okta-new.html was not written by a catalogue');
    expect(ran.code).toBe(1);
    expect(folder.read('site/rules/okta-new.html')).toBe('mine too');
    expect(folder.read('site/notes.html')).toBe('mine');
    expect(folder.list('site')).not.toContain('site/rules/hostile-rule.html');
    // The page of a rule that did not change no longer names the one that did.
    expect(section(page('okta-support-reset'), 'same-action')).not.toContain('Okta.MFA.Reset');
    expect(section(page('okta-support-reset'), 'indicators')).toMatch(
      /actor\.alternateId eq system@okta\.com 1 other rule/,
    );
    // Back as it was: the same bytes as at first, and as a run from nothing.
    folder.remove('rules/new.yml');
    folder.write({
      'rules/okta/mfa_reset.yml': ruleText(
        'Okta.MFA.Reset',
        'eventType in ["user.mfa.factor.update", "user.account.reset_password"]\nactor.alternateId eq "system@okta.com"',
      ),
    });
    folder.run(['catalog']);
    for (const [path, text] of before)
      if (path !== 'site/rules/hostile-rule.html' && /rules\/.*html$/.test(path))
        expect(folder.read(path), path).toBe(text);
    folder.run(['catalog', '--out', 'other']);
    for (const path of folder.list('other').filter((name) => !name.endsWith('.json')))
      expect(folder.read(path.replace('other/', 'site/')), path).toBe(folder.read(path));
  }, 60_000);
});
