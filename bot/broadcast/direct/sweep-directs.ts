import type { BroadcastEvent } from '../event.ts';
import type { SendCounts } from '../work-source.ts';
import type { DirectOutbox } from './ports.ts';

interface SweepDeps {
  readonly directs: Pick<DirectOutbox, 'sweep'>;
  readonly onEvent: (event: BroadcastEvent) => void;
}

/** Ends what a process that died had claimed, and reports each message: nobody knows whether it was sent. */
export async function sweepDirects({ directs, onEvent }: SweepDeps, nowMs: number, counts: SendCounts): Promise<void> {
  for (const { kind, audience: tier, count } of await directs.sweep(nowMs)) {
    counts.unknown += count;
    for (let each = 0; each < count; each += 1)
      onEvent({ type: 'direct', kind, tier, outcome: 'unknown', sinceDueMs: null, error: 'outbox/lease-ran-out' });
  }
}
