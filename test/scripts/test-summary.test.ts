import { describe, expect, it } from 'vitest';
import { summarise } from '../../scripts/test/test-summary.ts';

const file = (status: string, ...tests: readonly string[]) => ({
  name: 'some.test.ts',
  status,
  assertionResults: tests.map((test, index) => ({ fullName: `test ${index}`, status: test, duration: 1 })),
});

describe('summarise', () => {
  it.each([
    { what: 'a good run', report: [file('passed', 'passed', 'passed')], exit: 0, line: '2 passed, 0 failed' },
    { what: 'a failure', report: [file('failed', 'passed', 'failed')], exit: 1, line: '1 passed, 1 failed' },
    {
      what: 'skipped ones',
      report: [file('passed', 'passed', 'skipped', 'pending', 'todo')],
      exit: 0,
      line: '1 passed, 0 failed, 3 skipped',
    },
    {
      what: 'a file that does not load',
      report: [file('passed', 'passed'), file('failed')],
      exit: 1,
      line: '1 passed, 1 failed',
    },
    {
      what: 'a hook that fails after its tests',
      report: [file('failed', 'passed')],
      exit: 1,
      line: '1 passed, 1 failed',
    },
    { what: 'an error outside any test', report: [file('passed', 'passed')], exit: 1, line: '1 passed, 1 failed' },
    { what: 'a run stopped by a signal', report: [file('passed', 'passed')], exit: null, line: '1 passed, 1 failed' },
  ])('says "$line" of $what', ({ report, exit, line }) => {
    const summary = summarise({ success: true, testResults: report }, exit);
    expect(summary.line).toBe(line);
    expect(summary.exitCode).toBe(summary.failed === 0 ? 0 : 1);
  });

  it.each([null, {}, { testResults: 'none' }])('counts a run without a report as failed (%j)', (report) => {
    expect(summarise(report, 0)).toMatchObject({ line: '0 passed, 1 failed', exitCode: 1 });
  });
});
