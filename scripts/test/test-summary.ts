import { z } from 'zod';

/** What we read of vitest's JSON report; it carries more. */
const reportShape = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  /** "N passed, N failed" or "N passed, N failed, N skipped". */
  readonly line: string;
  readonly exitCode: 0 | 1;
}

/**
 * Counts of a vitest run from its JSON report. A file that could not be loaded counts as one failure, and so does a run
 * that ended badly although no test failed, or that left no report at all (`report` null).
 */
export function summarise(report: unknown, vitestExitCode: number | null): TestSummary {
  const parsed = reportShape.safeParse(report);
  const files = parsed.success ? parsed.data.testResults : [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const skipped = tests
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName);
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const counted = tests.filter((test) => test.status === 'failed').length + brokenFiles.length;
  const failed = vitestExitCode === 0 && parsed.success ? counted : Math.max(counted, 1);
  const line = `${passed} passed, ${failed} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`;
  return { passed, failed, skipped, line, exitCode: failed === 0 ? 0 : 1 };
}
