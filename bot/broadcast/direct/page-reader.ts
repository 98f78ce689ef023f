import { directPage } from './order.ts';
import { prioritiesOf } from './plan-directs.ts';
import type { DirectKind, DirectOutbox, FanOut, FanOuts, WaitingDirect } from './ports.ts';

export interface PageReaderDeps {
  readonly directs: Pick<DirectOutbox, 'readPage' | 'waitingPages' | 'readPutOff'>;
  readonly fanOuts: Pick<FanOuts, 'open' | 'move'>;
}

/** Reads what waits of one kind, in the order in which it is sent. */
export interface PageReader {
  /** What was put off until now first, for it is the older; then the next page of the highest priority. Empty: nothing to be had now. */
  next(nowMs: number): Promise<readonly WaitingDirect[]>;
}

/**
 * One pass over the pages of a subject and priority. There is another one until a whole pass finds nothing: what was read and not
 * claimed, because the process lost the database or the lease, is still there.
 */
interface Pass {
  readonly page: number;
  readonly hasFound: boolean;
}

const FIRST_PASS: Pass = { page: 0, hasFound: false };
/** Behind an empty page so many are looked at in one question: after a restart those in front are empty. */
const LOOKED_AHEAD = 100;
/** Looks in vain before others get their turn. */
const MOST_IN_VAIN = 20;
const PUT_OFF_LIMIT = 100;

/** Nothing is read yet. */
export function createPageReader(deps: PageReaderDeps, kind: DirectKind): PageReader {
  const passes = new Map<string, Pass>();

  /** A subject whose pages were all empty is done; what was put off goes its own way. */
  async function finish(fanOut: FanOut): Promise<void> {
    const lanes = prioritiesOf(fanOut).map((priority) => laneOf(fanOut, priority));
    if (lanes.some((lane) => (passes.get(lane)?.page ?? 0) < fanOut.pages)) return;
    await deps.fanOuts.move(fanOut.subject, ['sending'], 'done');
    for (const lane of lanes) passes.delete(lane);
  }

  /** The next page where something waits, or where to look on from. */
  async function nextWaiting({ subject, pages }: FanOut, priority: number, from: number): Promise<number> {
    const count = Math.min(LOOKED_AHEAD, pages - from);
    const names = Array.from({ length: count }, (_, index) => directPage(subject, priority, from + index));
    if (count === 0) return from;
    const waiting = await deps.directs.waitingPages(names);
    const first = names.findIndex((name) => waiting.has(name));
    return first === -1 ? from + count : from + first;
  }

  return {
    async next(nowMs) {
      const again = await deps.directs.readPutOff({ kind, nowMs, limit: PUT_OFF_LIMIT });
      if (again.length > 0) return again;
      const open = (await deps.fanOuts.open()).filter((fanOut) => fanOut.kind === kind && fanOut.state === 'sending');
      let inVain = 0;
      for (const { fanOut, priority } of inOrder(open, nowMs).filter((each) => each.fanOut.dueAtMs <= nowMs)) {
        const lane = laneOf(fanOut, priority);
        for (let pass = passes.get(lane) ?? FIRST_PASS; pass.page < fanOut.pages; ) {
          const found = await deps.directs.readPage(directPage(fanOut.subject, priority, pass.page));
          const hasFound = pass.hasFound || found.length > 0;
          const next = found.length > 0 ? pass.page + 1 : await nextWaiting(fanOut, priority, pass.page + 1);
          pass = next === fanOut.pages && hasFound ? FIRST_PASS : { page: next, hasFound };
          passes.set(lane, pass);
          if (found.length > 0) return found;
          inVain += 1;
          if (inVain >= MOST_IN_VAIN) return [];
        }
      }
      for (const fanOut of open) await finish(fanOut);
      return [];
    },
  };
}

function laneOf({ subject }: FanOut, priority: number): string {
  return `${subject}|${priority}`;
}

/** What is too late for everybody comes last: to end ten thousand unsent takes minutes, in which nothing that is in time shall wait. */
function inOrder(
  open: readonly FanOut[],
  nowMs: number,
): readonly { readonly fanOut: FanOut; readonly priority: number }[] {
  const isLate = ({ expiresAtMs }: FanOut): number => Number(expiresAtMs < nowMs);
  return open
    .flatMap((fanOut) => prioritiesOf(fanOut).map((priority) => ({ fanOut, priority })))
    .toSorted(
      (a, b) => isLate(a.fanOut) - isLate(b.fanOut) || b.priority - a.priority || a.fanOut.dueAtMs - b.fanOut.dueAtMs,
    );
}
