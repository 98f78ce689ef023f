import type { SendShareEvent } from '../../lease-event.ts';
import type { SendPart, SendShareStore, SendTable } from '../../send-share-store.ts';
import type { StartTimer } from '../../telegram/deadline.ts';
import { type SendBudget, TELEGRAM_LIMITS } from '../../telegram/sending/send-budget.ts';
import { LEASE_MS } from '../lease.ts';
import { type Beat, changeDivision, createBeat, MOST_ATTEMPTS } from './beat.ts';
import { dealSends, leaveSends, SENDS } from './deal-sends.ts';

const BEAT_MS = 1_000;
/** After it has sent less for so long, the rest is free: a window of Telegram's, and a second for calls that were on their way. */
const KEPT_MS = TELEGRAM_LIMITS.bot.windowMs + 1_000;
/** A want is kept up for so many beats: people come in waves, and whenever a part changes hands nobody has it for two seconds. */
const WANTS_KEPT = 6;
/**
 * What answers need in one beat is wanted at once up to so much, and beyond that as far as it lasts: it would be answered before so large a
 * part had changed hands, and if each wave claimed one, alerts to thousands would stand still for seconds.
 */
const WAVE = 12;
const USES_KEPT = 4;
const SPARE = 1.1;
/** What has waited for a second is to be answered within so many. */
const CLEARED_S = 3;
/** The rest wants so many times what it used; where it waited, nobody knows how much more there would be use for. */
const HEADROOM = 1.5;
const WANT_STEP = 3;
/** Longer than a beat, so that it is worth telling the others. */
const STOP_TOLD_MS = 2_000;

export interface SendShareDependencies {
  readonly store: SendShareStore;
  readonly budget: Pick<SendBudget, 'limitTo' | 'readUse' | 'stoppedForMs' | 'stopFor'>;
  /** The same after a restart of this installation, and no other's. */
  readonly holder: string;
  /** The machine's time, which the store keeps. */
  readonly nowMs: () => number;
  /** Monotonic. */
  readonly wallNowMs: () => number;
  readonly startTimer: StartTimer;
  readonly onEvent: (event: SendShareEvent) => void;
  readonly onFailed: (error: unknown) => void;
}

interface Limit {
  readonly sends: number;
  readonly sinceWallMs: number;
}

/** What answers needed between two beats. */
interface Use {
  readonly aSecond: number;
  /** The most that waited at once. */
  readonly waiting: number;
}

interface Sharing {
  readonly deps: SendShareDependencies;
  /** What the budget was limited to, and since when: the last is now, and the first lasted until a window ago or longer. */
  limits: readonly Limit[];
  /** Of the timer that ends this process's part where no beat prolongs it. */
  cancelLapse: () => void;
  readWallMs: number;
  /** Of the last beats. */
  uses: readonly Use[];
  wants: readonly SendPart['wants'][];
  told: string;
}

/**
 * All processes of an installation send with one token, and Telegram counts them together. Each says once a second what it has use for,
 * and the limit is divided by that; what one gives away another has no sooner than a window later. A process that has said nothing for a
 * lease keeps to one send a second, because others have taken its part by then. Telegram's 429 to one stops all.
 */
export function createSendShares(deps: SendShareDependencies): Beat {
  const nowWallMs = deps.wallNowMs();
  const sharing: Sharing = {
    ...{ deps, readWallMs: nowWallMs, uses: [], wants: [], told: '', cancelLapse: () => {} },
    limits: [{ sends: 0, sinceWallMs: nowWallMs }],
  };
  keepTo(sharing, 0);
  const { store, holder, nowMs, startTimer, onFailed } = deps;
  return createBeat({
    ...{ everyMs: BEAT_MS, startTimer, onFailed },
    beat: () => beat(sharing),
    async leave() {
      sharing.cancelLapse();
      await changeDivision(store, (table) => leaveSends(table, holder, nowMs()));
    },
  });
}

async function beat(sharing: Sharing): Promise<void> {
  const { deps } = sharing;
  noteUse(sharing);
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const askedWallMs = deps.wallNowMs();
      const table = await deps.store.read();
      obeyStop(sharing, table);
      const next = deal(sharing, table);
      if (next.isNews && !(await deps.store.replace(next.table))) continue;
      keepTo(sharing, next.sends);
      lapseAt(sharing, askedWallMs + leftMs(next.table, deps));
      return tell(sharing, next.table);
    }
  } catch (error) {
    deps.onFailed(error);
  }
}

const leftMs = ({ parts }: SendTable, { holder, nowMs }: SendShareDependencies): number =>
  Math.min(LEASE_MS, (parts.find((part) => part.holder === holder)?.untilMs ?? 0) - nowMs());

/** By a timer, because a database that is away may hold up the next beat for as long. */
function lapseAt(sharing: Sharing, wallMs: number): void {
  const { startTimer, wallNowMs } = sharing.deps;
  sharing.cancelLapse();
  sharing.cancelLapse = startTimer(Math.max(0, wallMs - wallNowMs()), () => keepTo(sharing, 0));
}

/** What this process had use for in the last second. */
function noteUse(sharing: Sharing): void {
  const { budget, wallNowMs } = sharing.deps;
  const nowMs = wallNowMs();
  const seconds = Math.max(0.1, (nowMs - sharing.readWallMs) / 1_000);
  sharing.readWallMs = nowMs;
  const { answers, rest, answersWaiting, hasRestWaited } = budget.readUse();
  const inSteps = (aSecond: number): number => Math.min(SENDS, WANT_STEP * Math.ceil(aSecond / WANT_STEP));
  sharing.uses = [...sharing.uses, { aSecond: answers / seconds, waiting: answersWaiting }].slice(-USES_KEPT);
  const now = answers / seconds + answersWaiting;
  const staying = Math.min(...[0, ...sharing.uses.map(({ waiting }) => waiting)].slice(-2));
  const mean = sharing.uses.reduce((sum, { aSecond }) => sum + aSecond, 0) / sharing.uses.length;
  const wants = {
    answers: inSteps(Math.max(Math.min(WAVE, now), SPARE * mean + staying / CLEARED_S)),
    rest: hasRestWaited ? SENDS : inSteps((rest / seconds) * HEADROOM),
  };
  sharing.wants = [...sharing.wants, wants].slice(-WANTS_KEPT);
}

/** The table with this process's part; it is news where anything but the time has changed, or the time is half over. */
function deal(sharing: Sharing, found: SendTable) {
  const { deps, wants } = sharing;
  const nowMs = deps.nowMs();
  const most = (of: 'answers' | 'rest'): number => Math.max(0, ...wants.map((each) => each[of]));
  const dealt = dealSends(found, {
    ...{ holder: deps.holder, nowMs, lengthMs: LEASE_MS, wants: { answers: most('answers'), rest: most('rest') } },
    keptTo: keptTo(sharing),
  });
  const stoppedForMs = deps.budget.stoppedForMs(nowMs);
  const stoppedUntilMs = stoppedForMs > STOP_TOLD_MS ? nowMs + stoppedForMs : 0;
  const isNewStop = stoppedUntilMs > found.stoppedUntilMs + STOP_TOLD_MS;
  const table = isNewStop ? { ...dealt.table, stoppedUntilMs } : dealt.table;
  const untimed = ({ parts, stoppedUntilMs: stopped }: SendTable): string =>
    JSON.stringify([stopped, parts.map(({ untilMs: _, ...part }) => part)]);
  const before = found.parts.find(({ holder }) => holder === deps.holder);
  const isOld = (before?.untilMs ?? 0) < nowMs + LEASE_MS / 2;
  const isNews = isOld || untimed(found) !== untimed(table);
  return { table: isNews ? table : found, sends: dealt.sends, isNews };
}

function obeyStop({ deps }: Sharing, { stoppedUntilMs }: SendTable): void {
  const nowMs = deps.nowMs();
  const waitMs = stoppedUntilMs - nowMs;
  if (waitMs > deps.budget.stoppedForMs(nowMs)) deps.budget.stopFor(waitMs, nowMs);
}

/** The most it has kept to in the last window; null where that is not known yet, because the process began in it. */
function keptTo({ deps, limits }: Sharing): number | null {
  const fromMs = deps.wallNowMs() - KEPT_MS;
  return (limits[0]?.sinceWallMs ?? 0) > fromMs ? null : Math.max(...limits.map(({ sends }) => sends));
}

function keepTo(sharing: Sharing, sends: number): void {
  const { budget, wallNowMs } = sharing.deps;
  budget.limitTo(sends / SENDS);
  const nowMs = wallNowMs();
  const limits = sends === mayNow(sharing) ? sharing.limits : [...sharing.limits, { sends, sinceWallMs: nowMs }];
  const hadUntilMs = (index: number): number => limits[index + 1]?.sinceWallMs ?? Number.POSITIVE_INFINITY;
  sharing.limits = limits.filter((_, index) => hadUntilMs(index) > nowMs - KEPT_MS);
}

const mayNow = ({ limits }: Sharing): number => limits.at(-1)?.sends ?? 0;

function tell(sharing: Sharing, { parts }: SendTable): void {
  const event: SendShareEvent = { type: 'send-share', sends: mayNow(sharing), processes: parts.length };
  const text = JSON.stringify(event);
  if (text === sharing.told) return;
  sharing.told = text;
  sharing.deps.onEvent(event);
}
