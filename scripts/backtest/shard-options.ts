/** Options by which a sweep is divided over machines. */
export const SHARD_OPTIONS = {
  shard: {
    value: 'I/N',
    help: 'with --sweep: only part I of N, from 0 on, into --out; /N takes I from AWS_BATCH_JOB_ARRAY_INDEX',
  },
  out: { value: 'F', help: 'with --shard: the file of the part' },
  merge: {
    value: 'F',
    many: true,
    help: 'with --sweep and the same files and options: its parts instead of running it',
  },
} as const;
