import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasJq, runScript, workflowCalled } from './run-script.ts';

const { jobs, defaults } = workflowCalled('nightly');
const commandsOf = (job: string): string => jobs[job]?.steps.map((each) => each.run).join('\n') ?? '';

describe('nightly.yml', () => {
  it('holds what takes too long for a build: faults, soak, histories of money', () => {
    expect(commandsOf('faults')).toContain('npm run faults -- --json');
    expect(commandsOf('soak')).toContain('npm run --silent soak -- --json');
    expect(commandsOf('money')).toContain('npm run --silent money-histories -- --json');
    // What is piped into the summary must not pass because tee did.
    expect(defaults?.run.shell).toBe('bash');
  });
});

describe.skipIf(!hasJq)('the leak check (skipped: no jq)', () => {
  const step = jobs.leaks?.steps.find((each) => each.name === 'Leak check')?.run ?? '';
  const check = (ending: string) =>
    runScript(step, {
      // A program that reads what it is not given must not eat the list of markets.
      npm: `cat > /dev/null; case "$*" in *evaluate*) echo '{"ok":true,"findings":[{"ok":true}]}'; ${ending};; esac`,
    });

  it('reads every committed market that it names', () => {
    const { status, calls } = check('true');
    expect(status).toBe(0);
    const checked = calls.filter((call) => call.includes('--leak-check'));
    expect(checked).toHaveLength(3);
    for (const call of checked) {
      const [, path = ''] = /--data \S+=(\S+)/.exec(call) ?? [];
      expect(existsSync(join(import.meta.dirname, '../..', path)), path).toBe(true);
    }
  });

  it('fails at the first leak', () => {
    const { status, calls, stderr } = check('exit 1');
    expect(status).toBe(1);
    expect(calls.filter((call) => call.includes('--leak-check'))).toHaveLength(1);
    expect(stderr).toContain('a leak on BTC/USDT');
  });
});
