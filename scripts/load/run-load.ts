import { setTimeout as sleep } from 'node:timers/promises';
import { DIRECT_DELIVERIES } from '../../bot/adapters/mongo/direct-deliveries.ts';
import { FAN_OUTS } from '../../bot/adapters/mongo/fan-outs.ts';
import { parseEntry, SIGNALS } from '../../engine/adapters/mongo/signal-document.ts';
import type { LedgerEntry } from '../../engine/ports.ts';
import { DAY_MS, HOUR_MS } from '../../engine/time.ts';
import type { LoadMeasured, Pace } from './load-figures.ts';
import { permittedNow, sampleRoles, snapshot } from './load-samples.ts';
import type { LoadStage } from './load-stage.ts';
import { FIRST_SPEED, nextSpeed } from './next-speed.ts';
import { type Arrivals, watchArrivals } from './watch-arrivals.ts';

/** Jobs that became due while time was skipped are done before the candle closes. */
const LEAD_MS = 24_000;
/** From here on the clock runs as fast as the machine's: what is measured at a close takes as long as it takes. */
const BEFORE_CLOSE_MS = 1_000;
/** An engine that has not decided a close by then is stuck. */
const DECIDED_MS = 600_000;
/** A close without a signal needs no longer look. */
const QUIET_CLOSE_MS = 10_000;
const LOOK_MS = 50;
/** Over so long it is measured whether the machine keeps up. */
const PACE_MS = 1_500;
const ENDED = ['done', 'folded', 'stopped'];
const UNDER_WAY = ['pending', 'claimed'];
const LONGEST_WAIT_HOURS = 48;

export interface LoadOptions {
  readonly hours: number;
  /** How many times as fast as the machine's the clock may run while messages to persons go out. */
  readonly fastest: number;
  /** Questions of each subscriber a day, whoever asks them. */
  readonly askedADay: number;
  readonly onHour: (hour: number) => void;
}

/**
 * Lets so many hours pass from the close of the first signal on. Between two closes, when nothing is left to send, the clock leaps: what
 * is measured is all that the hours bring, and not the waiting. Around a close, until the first message to a person, it runs as the
 * machine's does; while the rest goes out it runs as many times as fast as the machine keeps up with, a part of its own pace where that
 * is too much, and Telegram's limits with it.
 */
export async function runLoad(
  stage: LoadStage,
  { hours, fastest, askedADay, onHour }: LoadOptions,
): Promise<LoadMeasured> {
  const { clock, people, subscribers } = stage;
  const arrivals = watchArrivals(people, subscribers, { nowMs: clock.nowMs, wallNowMs: () => performance.now() });
  const sampling = sampleRoles(stage);
  const asking = startAsking(stage, arrivals, askedADay);
  try {
    clock.release();
    const wait = firstCloseMs(stage);
    let [before, firstMs, speed] = [await snapshot(stage), Number.POSITIVE_INFINITY, FIRST_SPEED];
    const paces: Pace[] = [];
    for (
      let closeMs = wait;
      closeMs < Math.min(firstMs, wait + LONGEST_WAIT_HOURS * HOUR_MS) + hours * HOUR_MS;
      closeMs += HOUR_MS
    ) {
      clock.leapTo(closeMs - LEAD_MS);
      clock.runAt(fastest);
      await passed(stage, closeMs - BEFORE_CLOSE_MS);
      if (closeMs < firstMs) {
        before = await snapshot(stage);
        sampling.restart();
        arrivals.restart();
      }
      clock.runAt(1);
      await decided(stage, closeMs);
      const signals = (await entriesFrom(stage, closeMs)).map(({ signal }) => signal.id);
      if (signals.length > 0) firstMs = Math.min(firstMs, closeMs);
      // The next close begins at the pace that this one came to.
      speed = await allSent(stage, arrivals, { closeMs, signals, fastest, speed, onPace: (pace) => paces.push(pace) });
      onHour(Math.max(0, (closeMs - firstMs) / HOUR_MS + 1));
    }
    if (!Number.isFinite(firstMs))
      throw new Error(`expected a signal within ${LONGEST_WAIT_HOURS} hours, there was none`);
    const entries = await entriesFrom(stage, firstMs);
    return {
      ...{ hours, before, after: await snapshot(stage), samples: sampling.samples() },
      ...{ subscribers: subscribers.size, arrived: arrivals.closes(), delaysMs: arrivals.delaysMs() },
      ...{ duplicates: arrivals.duplicates(), answersMs: arrivals.answersMs(), isDatabaseOurs: stage.database.isOurs },
      ...{ entries, planned: await plannedFor(stage, entries), paces },
    };
  } finally {
    await Promise.all([sampling.stop(), asking.stop()]);
    arrivals.stop();
  }
}

const firstCloseMs = ({ clock }: LoadStage): number => Math.ceil((clock.nowMs() + LEAD_MS) / HOUR_MS) * HOUR_MS;

async function passed({ clock, roles }: LoadStage, timeMs: number): Promise<void> {
  while (clock.nowMs() < timeMs) {
    for (const [role, { child, output }] of Object.entries(roles))
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${role} ended:\n${output()}`);
    await sleep(LOOK_MS);
  }
}

async function entriesFrom({ database }: LoadStage, closeMs: number): Promise<readonly LedgerEntry[]> {
  const found = await database.connection
    .collection(SIGNALS)
    .find({ closeTimeMs: { $gte: closeMs } })
    .toArray();
  return found.map(parseEntry);
}

/** Resolves when the engine has decided every market at this close: its signals are stored then. */
async function decided(stage: LoadStage, closeMs: number): Promise<void> {
  const watermarks = stage.database.connection.collection('watermarks');
  const hasPassed = async (): Promise<boolean> =>
    (await watermarks.countDocuments({ closeTimeMs: { $gte: closeMs } })) === stage.markets;
  while (!(await hasPassed())) {
    if (stage.clock.nowMs() > closeMs + DECIDED_MS)
      throw new Error('expected the engine to decide a close within ten minutes');
    await passed(stage, stage.clock.nowMs() + LOOK_MS);
  }
}

interface Close {
  readonly closeMs: number;
  readonly signals: readonly string[];
  readonly fastest: number;
  readonly speed: number;
  readonly onPace: (pace: Pace) => void;
}

/** Resolves when every message of the close's signals was sent or has expired, with the pace that the machine kept up with. */
async function allSent(
  stage: LoadStage,
  arrivals: Arrivals,
  { closeMs, signals, fastest, speed: firstSpeed, onPace }: Close,
): Promise<number> {
  const { clock, database } = stage;
  const hasBegun = (): boolean => arrivals.closes().some((each) => each.closeMs === closeMs);
  const areEnded = async (): Promise<boolean> => {
    const ended = { _id: { $in: [...signals] }, state: { $in: ENDED } };
    const fanOuts = database.connection.collection<{ _id: string; state: string }>(FAN_OUTS);
    if ((await fanOuts.countDocuments(ended)) < signals.length) return false;
    // A signal is done when all of it was taken up: the last messages may be on their way.
    const underWay = { subject: { $in: [...signals] }, state: { $in: UNDER_WAY } };
    const directs = database.connection.collection<{ subject: string; state: string }>(DIRECT_DELIVERIES);
    return (await directs.findOne(underWay, { projection: { _id: 1 } })) === null;
  };
  const endMs = closeMs + HOUR_MS - LEAD_MS;
  while (signals.length > 0 && !hasBegun() && clock.nowMs() < endMs) await passed(stage, clock.nowMs() + LOOK_MS);
  let speed = firstSpeed;
  clock.runAt(signals.length === 0 ? fastest : speed);
  if (signals.length === 0) await passed(stage, closeMs + QUIET_CLOSE_MS);
  let permitted = await permittedNow(stage);
  while (!(await areEnded()) && clock.nowMs() < endMs) {
    const [sentBefore, fromMs, permittedBefore] = [arrivals.delaysMs().length, clock.nowMs(), permitted];
    // At a slow clock a stretch takes longer, so that it holds a second's messages.
    await sleep(Math.max(PACE_MS, 1_000 / speed));
    const [sent, marketMs] = [arrivals.delaysMs().length - sentBefore, clock.nowMs() - fromMs];
    permitted = await permittedNow(stage);
    // The bot's part of the token's limit changes with how many people ask it something; the rest is the sender's.
    const pace = { speed, marketMs, permitted: (permittedBefore + permitted) / 2 };
    onPace(pace);
    speed = nextSpeed(speed, sent / ((marketMs / 1_000) * pace.permitted), fastest);
    clock.runAt(speed);
  }
  return speed;
}

/** How many messages to persons these signals were planned to be. */
async function plannedFor({ database }: LoadStage, entries: readonly LedgerEntry[]): Promise<number> {
  const found = await database.connection
    .collection<{ _id: string; planned: number }>(FAN_OUTS)
    .find({ _id: { $in: entries.map(({ signal }) => signal.id) } })
    .toArray();
  return found.reduce((sum, { planned }) => sum + planned, 0);
}

/** Subscribers ask something now and then, by the product's clock, whatever else the bot sends. */
function startAsking(
  { clock, writers, subscribers }: LoadStage,
  arrivals: Pick<Arrivals, 'ask'>,
  askedADay: number,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const everyMs = DAY_MS / (askedADay * Math.max(1, subscribers.size));
  const asking = (async (): Promise<void> => {
    let [turn, nextMs] = [0, clock.nowMs() + everyMs];
    while (!stopping.signal.aborted) {
      // After a leap nothing is made up for.
      for (nextMs = Math.max(nextMs, clock.nowMs() - LEAD_MS); nextMs <= clock.nowMs(); nextMs += everyMs) {
        await arrivals.ask(writers[turn % writers.length] ?? 0);
        turn += 1;
      }
      await sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await asking;
    },
  };
}
