import { randomUUID } from 'node:crypto';
import type { Tier } from '../../../billing/tiers.ts';
import type { Clock } from '../../../engine/ports.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { BroadcastProgress, Broadcasts } from '../../telegram/sending/broadcasts.ts';
import { broadcastStopped } from './broadcast-stopped.ts';
import { pagesFor } from './order.ts';
import type { PlanDeps } from './plan-directs.ts';
import type { DirectOutbox, FanOut, FanOuts } from './ports.ts';
import { broadcastRecipients } from './recipients.ts';

export interface BroadcastsDeps {
  readonly fanOuts: FanOuts;
  readonly directs: Pick<DirectOutbox, 'count' | 'stop'>;
  readonly accounts: Pick<PlanDeps['accounts'], 'pages'> & { count(): Promise<number> };
  readonly tiersOf: (telegramIds: readonly number[], nowMs: number) => Promise<ReadonlyMap<number, Tier>>;
  readonly clock: Clock;
  /** Whether broadcasts are sent for Stars, 1,000 a second; absent: no. */
  readonly isPaid?: boolean;
  /** Something was stored that the sender may take. */
  readonly onStored?: () => void;
}

/** What nobody could be sent within this time is not sent any more. */
const KEPT_MS = 3 * DAY_MS;
const PAGE_SIZE = 500;
/** Telegram takes a tenth of a Star for each paid message. */
const MESSAGES_FOR_A_STAR = 10;

/** Broadcasts over the same stores that the sender takes them from (direct-work.ts). */
export function createBroadcasts(deps: BroadcastsDeps): Broadcasts {
  const { fanOuts, accounts, clock } = deps;
  return {
    async preview(broadcast) {
      let receivers = 0;
      const meant = { broadcast, expiresAtMs: clock.nowMs() + KEPT_MS };
      for await (const page of accounts.pages(null, PAGE_SIZE))
        receivers += (await broadcastRecipients(deps, meant, page)).length;
      return { receivers, mostStars: deps.isPaid === true ? Math.ceil(receivers / MESSAGES_FOR_A_STAR) : null };
    },
    async start({ key = randomUUID(), ...broadcast }) {
      const id = broadcastId(key);
      const nowMs = clock.nowMs();
      const isNew = await fanOuts.begin({
        ...{ subject: id, kind: 'broadcast', dueAtMs: nowMs, expiresAtMs: nowMs + KEPT_MS },
        pages: pagesFor(await accounts.count()),
        broadcast,
      });
      deps.onStored?.();
      return { id, isNew };
    },
    async stop(id) {
      // First, so that nobody plans or reads another page; what is claimed at this moment is still sent.
      const isMoved = await fanOuts.move(id, ['planning', 'sending'], 'stopped');
      const ended = await deps.directs.stop(id, broadcastStopped(clock.nowMs()));
      // All pages are read, and some messages wait for the end of quiet hours or for another attempt.
      if (ended > 0) await fanOuts.move(id, ['done'], 'stopped');
      return isMoved || ended > 0;
    },
    async progress(id) {
      const fanOut = await fanOuts.find(id);
      return fanOut === null ? null : await progressOf(deps, fanOut);
    },
    async latest(limit) {
      const found: BroadcastProgress[] = [];
      for (const fanOut of await fanOuts.latestBroadcasts(limit)) {
        const progress = await progressOf(deps, fanOut);
        if (progress !== null) found.push(progress);
      }
      return found;
    },
  };
}

/** The subject of a broadcast: never a signal's id, which is hexadecimal. */
function broadcastId(key: string): string {
  return `broadcast:${key}`;
}

async function progressOf(
  { directs }: Pick<BroadcastsDeps, 'directs'>,
  { subject, broadcast, state, dueAtMs, planned, counts }: FanOut,
): Promise<BroadcastProgress | null> {
  if (broadcast === null) return null;
  const byState: Record<string, number> = {};
  for (const states of Object.values(counts ?? (await directs.count(subject))))
    for (const [name, count] of Object.entries(states)) byState[name] = (byState[name] ?? 0) + count;
  const { segment, html, by } = broadcast;
  return {
    ...{ id: subject, by, segment, html, startedAtMs: dueAtMs, planned, byState },
    state: shownState(state, byState.pending ?? 0),
  };
}

/** A broadcast is sent until nobody waits for it: "done" of an expansion says only that each page was read. */
function shownState(state: FanOut['state'], pending: number): BroadcastProgress['state'] {
  if (state === 'folded') return 'done';
  return state === 'done' && pending > 0 ? 'sending' : state;
}
