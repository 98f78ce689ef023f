import type { Clock } from '../../../engine/ports.ts';
import { broadcastStopped } from './broadcast-stopped.ts';
import type { DirectKind, DirectResult, FanOuts, WaitingDirect } from './ports.ts';

type Waiting = Pick<WaitingDirect, 'subject' | 'expiresAtMs'>;

/** How a message ends that is not to be sent any more; null: it is. */
type EndOf = (waiting: Waiting) => DirectResult | null;

/** Looks at the clock, and at what operators stopped, before messages of one kind are sent. */
export interface UnsentEnd {
  /** For messages read from the database. */
  ofRead(waiting: readonly Waiting[]): Promise<EndOf>;
  /** For one that was claimed before it waited for its slot, for a minute or more after a 429. */
  atSlot(claim: Waiting): Promise<DirectResult | null>;
}

/** An answer about a broadcast holds for so long: thirty messages a second do not ask thirty times. */
const STOPS_KNOWN_MS = 250;

export function createUnsentEnd(
  { fanOuts, clock }: { readonly fanOuts: Pick<FanOuts, 'find'>; readonly clock: Clock },
  kind: DirectKind,
): UnsentEnd {
  const known = new Map<string, { readonly isStopped: boolean; readonly untilMs: number }>();

  async function isStopped(subject: string): Promise<boolean> {
    return kind === 'broadcast' && (await fanOuts.find(subject))?.state === 'stopped';
  }

  return {
    async ofRead(waiting) {
      const nowMs = clock.nowMs();
      const subjects = [...new Set(waiting.map(({ subject }) => subject))];
      const stopped = new Set<string>();
      for (const subject of subjects) if (await isStopped(subject)) stopped.add(subject);
      return (each) => endOf(each, stopped.has(each.subject), nowMs);
    },
    async atSlot(claim) {
      const nowMs = clock.nowMs();
      let found = known.get(claim.subject);
      if (found === undefined || nowMs >= found.untilMs) {
        found = { isStopped: await isStopped(claim.subject), untilMs: nowMs + STOPS_KNOWN_MS };
        if (kind === 'broadcast') known.set(claim.subject, found);
      }
      return endOf(claim, found.isStopped, nowMs);
    },
  };
}

function endOf({ expiresAtMs }: Waiting, isStopped: boolean, nowMs: number): DirectResult | null {
  if (isStopped) return broadcastStopped(nowMs);
  return expiresAtMs < nowMs ? { type: 'expired', atMs: nowMs, error: 'outbox/too-old' } : null;
}
