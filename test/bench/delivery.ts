import { Api } from 'grammy';
import type { IsCloseComplete } from '../../bot/broadcast/close-hold.ts';
import { createDeliverer, type Deliverer } from '../../bot/broadcast/deliver.ts';
import { createDirectWork } from '../../bot/broadcast/direct/direct-work.ts';
import { directPage, pageOf, pagesFor, rotationOf } from '../../bot/broadcast/direct/order.ts';
import { type PlanDeps, planDirects } from '../../bot/broadcast/direct/plan-directs.ts';
import { createAnsweredCloses } from '../../bot/process/sharing/answered-closes.ts';
import { createChannelSender } from '../../bot/telegram/channels/channel-sender.ts';
import { createTelegramApi } from '../../bot/telegram/create-bot.ts';
import { pause, startRealTimer } from '../../bot/telegram/deadline.ts';
import { createSendBudget, TELEGRAM_LIMITS } from '../../bot/telegram/sending/send-budget.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import { signalId } from '../../engine/signals/signal.ts';
import { outcomeOf } from '../support/signal-fixtures.ts';
import type { Bench, BenchResult } from './bench.ts';
import {
  addPeople,
  CHANNELS,
  freshSignal,
  openInChannels,
  openTelegram,
  planDepsOf,
  type Stores,
  type Telegram,
  TOKEN,
  withDatabase,
} from './delivery-stage.ts';

/** 5,000 messages take three minutes; a smaller number for a quick look. */
const PERSONS = Number(process.env.BENCH_PERSONS ?? 5_000);
const PLANNED = Number(process.env.BENCH_PLANNED ?? 100_000);

const alone = (ours: number): BenchResult => ({ ours, reference: null, referenceName: null });

/** The sender with the real database and the Bot API stand-in in a process of its own. More in standard error. */
export const DELIVERY_BENCHES: readonly Bench[] = [
  ...[0, 100, 400].map((delayMs) => ({
    name: `send: share of the permitted rate, answers after ${delayMs} ms`,
    unit: 'share',
    run: () => measureSending(delayMs),
  })),
  { name: 'claims: a second with 100,000 pending, beside 1,000', unit: 'claims/s', run: measureClaims },
  { name: 'send: processor time of planning 100,000 messages', unit: 's', run: measurePlan },
  { name: 'send: close to first posts, 50 symbols × 3 timeframes', unit: 's', run: measureClose },
];

/** The product's sender, with the bot's answers beside it in the same budget. */
function openSender(
  stores: Stores,
  { apiRoot }: Telegram,
  about: { readonly onSent?: (tier: string) => void; readonly isCloseComplete?: IsCloseComplete },
) {
  const { onSent = () => {}, isCloseComplete = () => true } = about;
  const clock = createSystemClock();
  const budget = createSendBudget();
  const sender = createChannelSender({ token: TOKEN, apiRoot });
  const api = createTelegramApi({ token: TOKEN, apiRoot }, { budget, clock, startTimer: startRealTimer });
  const deliverer = createDeliverer({
    ...{ outbox: stores.outbox, messages: stores.messages, sender, clock, budget, botUsername: () => 'bench_bot' },
    record: async () => null,
    picture: async () => null,
    isCloseComplete,
    pause: (ms) => pause(ms, startRealTimer),
    onEvent: (event) => {
      if (event.type === 'direct' && event.outcome === 'sent') onSent(event.tier);
    },
    more: (parts) =>
      createDirectWork({
        ...{ ...parts, ...planDepsOf(stores), signals: onlyFirst(stores), clock },
        send: (chatId, html) => sender.post(chatId, html),
        textOf: async ({ subject }) => `Signal ${subject.slice(0, 10)}`,
        onBlocked: (chatId) => stores.accounts.markUnreachable(chatId),
        onEvent: (event) => {
          if (event.type === 'direct' && event.outcome === 'sent') onSent(event.tier);
        },
      }),
  });
  return { api, deliverer };
}

/** Answers whoever writes; how long each waited, in milliseconds. */
function answerPeople(api: Api, apiRoot: string, isOver: () => boolean): Promise<readonly number[]> {
  const listening = new Api(TOKEN, { apiRoot });
  const waits: number[] = [];
  const under = new Set<Promise<unknown>>();
  const listen = async (): Promise<readonly number[]> => {
    for (let offset = 0; !isOver(); ) {
      const updates = await listening.getUpdates({ offset, timeout: 1, limit: 100 });
      for (const { update_id, message } of updates) {
        offset = update_id + 1;
        const at = /^at (\d+)$/.exec(message?.text ?? '')?.[1];
        if (message === undefined || at === undefined) continue;
        const answered = api.sendMessage(message.chat.id, 'here').then(() => void waits.push(Date.now() - Number(at)));
        under.add(answered);
      }
    }
    await Promise.all(under);
    return waits;
  };
  return listen();
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

async function measureSending(delayMs: number): Promise<BenchResult> {
  return await withDatabase(async (stores) => {
    const telegram = await openTelegram(PERSONS, delayMs);
    await addPeople(stores, telegram.people);
    const tiers: string[] = [];
    const { api, deliverer } = openSender(stores, telegram, { onSent: (tier) => tiers.push(tier) });
    for (let index = 0; index < 3; index += 1) await openInChannels(stores, freshSignal(index));
    // The last signal is the one that persons are told of: the others are too many for one run.
    await planDirects({ ...planDepsOf(stores), signals: onlyFirst(stores) }, () => false);
    let isOver = false;
    const answering = answerPeople(api, telegram.apiRoot, () => isOver);
    telegram.press();
    const startedMs = performance.now();
    const before = await telegram.stats();
    while (tiers.length < PERSONS) await deliverer.drain();
    const elapsedS = (performance.now() - startedMs) / 1_000;
    const after = await telegram.stats();
    isOver = true;
    const waits = (await answering).toSorted((a, b) => a - b);
    await deliverer.stop();
    await telegram.close();
    const calls = after.calls - before.calls - after.tooManyRequests;
    const share = calls / (elapsedS * TELEGRAM_LIMITS.bot.count);
    const firstPro = tiers.indexOf('pro');
    note(
      `answers after ${delayMs} ms: ${calls} calls in ${elapsedS.toFixed(1)} s, ${after.tooManyRequests} × 429; ` +
        `${tiers.slice(firstPro).filter((tier) => tier === 'elite').length} of Elite after the first of Pro; ` +
        `${waits.length} answers, p50 ${at(waits, 0.5)} ms, p95 ${at(waits, 0.95)} ms`,
    );
    return { ours: share, reference: 1, referenceName: 'what Telegram permits' };
  });
}

/** One signal to tell persons of. */
function onlyFirst({ signals }: Stores): PlanDeps['signals'] {
  return {
    byId: signals.byId,
    latest: async (query) => (await signals.latest(query)).slice(-1),
    settledSince: async () => [],
  };
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function addPending({ directs }: Stores, subject: string, count: number): Promise<number> {
  const pages = pagesFor(count);
  const times = { dueAtMs: 0, expiresAtMs: Number.MAX_SAFE_INTEGER };
  for (let from = 0; from < count; from += 1_000)
    await directs.add(
      Array.from({ length: Math.min(1_000, count - from) }, (_, index) => {
        const chatId = from + index;
        const rotation = rotationOf(subject, chatId);
        const page = directPage(subject, 1, pageOf(rotation, pages));
        const who = { chatId, audience: 'pro', priority: 1, languageCode: 'en' };
        return { subject, kind: 'alert' as const, ...who, ...times, page, rotation };
      }),
    );
  return pages;
}

const LEASE = { nowMs: 1, leaseMs: 60_000 };

async function claimsPerSecond({ directs }: Stores, subject: string, pages: number): Promise<number> {
  const startedMs = performance.now();
  let claimed = 0;
  for (let page = 0; page < Math.min(10, pages); page += 1)
    claimed += (await directs.claim(await directs.readPage(directPage(subject, 1, page)), LEASE)).length;
  return claimed / ((performance.now() - startedMs) / 1_000);
}

async function measureClaims(): Promise<BenchResult> {
  return await withDatabase(async (stores) => {
    const few = await addPending(stores, 'few', 1_000);
    const reference = await claimsPerSecond(stores, 'few', few);
    const many = await addPending(stores, 'many', PLANNED);
    const ours = await claimsPerSecond(stores, 'many', many);
    return { ours, reference, referenceName: 'with 1,000 pending' };
  });
}

async function measurePlan(): Promise<BenchResult> {
  return await withDatabase(async (stores) => {
    await addPeople(
      stores,
      Array.from({ length: PLANNED }, (_, index) => index + 1),
    );
    await stores.signals.open(freshSignal(0), []);
    globalThis.gc?.();
    const before = { rss: process.memoryUsage().rss, cpu: process.cpuUsage() };
    let most = before.rss;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 100);
    await planDirects(planDepsOf(stores), () => false);
    clearInterval(watch);
    const { user, system } = process.cpuUsage(before.cpu);
    const [fanOut] = await stores.fanOuts.open();
    note(`planned ${fanOut?.planned}: RSS + ${Math.round((most - before.rss) / 1e6)} MB at most`);
    return alone((user + system) / 1e6);
  });
}

/** Seconds; the last post of a channel is due when its limit lets it: so many messages at one a second. */
const TIMEFRAMES_OF_CLOSE = ['15m', '1h', '4h'] as const;
const SYMBOLS_OF_CLOSE = 50;

/** Every series answers at once with a signal; then every signal has its outcome. */
async function measureClose(): Promise<BenchResult> {
  return await withDatabase(async (stores) => {
    const telegram = await openTelegram(0, 100);
    const series = TIMEFRAMES_OF_CLOSE.flatMap((timeframe) =>
      Array.from({ length: SYMBOLS_OF_CLOSE }, (_, index) => freshSignal(index, timeframe)),
    );
    const closes = createAnsweredCloses(series.map((signal) => signal.series));
    const { deliverer } = openSender(stores, telegram, { isCloseComplete: closes.isComplete });
    // As a process that has run before: its channels were posted to a while ago, and its series are known to the record.
    await openInChannels(stores, freshSignal(SYMBOLS_OF_CLOSE, '1h'));
    await drainUntil(deliverer, async () => (await postsOf(stores)).length === CHANNELS.length);
    for (const signal of series) {
      const closeTimeMs = signal.closeTimeMs - 100 * timeframeMs(signal.series.timeframe);
      const before = { ...signal, closeTimeMs, id: signalId(signal.series, closeTimeMs, signal.modelVersion) };
      await stores.signals.open(before, []);
      await stores.signals.close(before.id, outcomeOf());
    }
    const startedMs = Date.now();
    const drains: Promise<unknown>[] = [];
    await Promise.all(
      series.map(async (signal) => {
        await closes.answering(signal.series, startedMs, async () => {
          await openInChannels(stores, { ...signal, createdAtMs: Date.now() });
          return 'decided';
        });
        drains.push(deliverer.drain());
      }),
    );
    await Promise.all(drains);
    const isSent = async (): Promise<boolean> =>
      (await postsOf(stores)).length === (series.length + 1) * CHANNELS.length;
    await drainUntil(deliverer, isSent);
    const posts = await postsOf(stores);
    const afterS = (chatId: number): readonly number[] =>
      [
        ...new Set(
          posts.filter((post) => post.chatId === chatId && post.sentAtMs > startedMs).map(({ sentAtMs }) => sentAtMs),
        ),
      ]
        .map((sentAtMs) => (sentAtMs - startedMs) / 1_000)
        .toSorted((a, b) => a - b);
    const channels = CHANNELS.map(afterS);
    const first = Math.max(...channels.map((times) => times[0] ?? Number.POSITIVE_INFINITY));
    const last = Math.max(...channels.map((times) => times.at(-1) ?? Number.POSITIVE_INFINITY));
    const settledAtMs = Date.now();
    await Promise.all(series.map(({ id }) => stores.signals.close(id, outcomeOf({ settledAtMs }))));
    await drainUntil(deliverer, async () =>
      (await postsOf(stores)).every(({ outcomeShown, sentAtMs }) => outcomeShown || sentAtMs < startedMs),
    );
    const outcomesS = (Date.now() - settledAtMs) / 1_000;
    const { tooManyRequests, calls } = await telegram.stats();
    note(
      `${series.length} signals in ${CHANNELS.length} channels: first post of the slowest ${first.toFixed(2)} s after ` +
        `the venue's answer, last ${last.toFixed(1)} s after ${channels.map((times) => times.length).join(', ')} messages; ` +
        `all outcomes ${outcomesS.toFixed(1)} s; ${calls} calls, ${tooManyRequests} × 429`,
    );
    await deliverer.stop();
    await telegram.close();
    return alone(first);
  });
}

/** As the product's scheduler does: at the time that the drain before said. */
async function drainUntil({ drain }: Pick<Deliverer, 'drain'>, isOver: () => Promise<boolean>): Promise<void> {
  while (!(await isOver())) {
    const { nextAtMs } = await drain();
    await pause(Math.min(1_000, Math.max(1, (nextAtMs ?? 0) - Date.now())), startRealTimer);
  }
}

interface SentPost {
  readonly chatId: number;
  readonly sentAtMs: number;
  readonly outcomeShown: boolean;
}

async function postsOf({ signals }: Stores): Promise<readonly SentPost[]> {
  return (await signals.latest({ limit: 1_000 })).flatMap(({ deliveries }) =>
    deliveries.flatMap(({ chatId, sentAtMs, outcomeShown }) =>
      sentAtMs === null ? [] : [{ chatId, sentAtMs, outcomeShown }],
    ),
  );
}
