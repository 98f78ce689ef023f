import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIER_RIGHTS, TIERS, type Tier } from '../billing/tiers.ts';
import { createAnswers } from '../bot/answers/answers.ts';
import { planDeliveries } from '../bot/broadcast/plan.ts';
import { ENGLISH } from '../bot/texts/language.ts';
import { createMongoSignals } from '../engine/adapters/mongo/signals.ts';
import { timeframeMs } from '../engine/market/timeframe.ts';
import type { SignalReader } from '../engine/ports.ts';
import { type Signal, signalId } from '../engine/signals/signal.ts';
import { HOUR_MS } from '../engine/time.ts';
import { openTestDatabase } from './support/database/database.ts';
import { trainedPredictor } from './support/models/trained-predictor.ts';
import { testServer } from './support/process/http-server.ts';
import { signalOf, swingOf } from './support/signal-fixtures.ts';
import { openStage, type Stage } from './support/stage/bot-stage.ts';
import type { StagePerson } from './support/stage/stage-person.ts';

const VERSION = 'logistic-2024-05-01-a1b2c3';

/** Chats of the tiers' channels, null for a tier without one: the set-ups an operator may choose. */
const SET_UPS = {
  'one channel each': { free: -1, pro: -2, elite: -3 },
  'free channel only': { free: -1, pro: null, elite: null },
  'free and elite, no pro': { free: -1, pro: null, elite: -3 },
  'pro and elite share one': { free: -1, pro: -2, elite: -2 },
  'pro channel only': { free: null, pro: -2, elite: null },
  'elite channel only': { free: null, pro: null, elite: -3 },
  'no channel at all': { free: null, pro: null, elite: null },
} as const;

/** Ages of a signal since its close, in candles; the free tier waits for half of one. */
const AGES = [1 / 60, 0.4999, 0.5, 0.9, 3] as const;
/** Of a swing: the free tier waits for three days, which are eighteen candles. */
const SWING_AGES = [1 / 60, 3, 17.9999, 18, 19] as const;
const MARKETS = [
  { word: 'btc', symbol: 'BTC/USDT', timeframe: '1h', family: 'next-candle', ages: AGES },
  { word: 'eth', symbol: 'ETH/USDT', timeframe: '4h', family: 'next-candle', ages: AGES },
  { word: 'sol', symbol: 'SOL/USDT', timeframe: '4h', family: 'swing', ages: SWING_AGES },
] as const;

function signalAged(nowMs: number, age: number, market: (typeof MARKETS)[number]): Signal {
  const closeTimeMs = nowMs - Math.round(age * timeframeMs(market.timeframe));
  const series = { exchange: 'binance', symbol: market.symbol, timeframe: market.timeframe };
  const at = { series, closeTimeMs, createdAtMs: closeTimeMs + 2_000 };
  return market.family === 'swing' ? swingOf(at) : signalOf({ ...at, modelVersion: VERSION });
}

/** What a reader of a tier should find, by the table of tiers alone. */
function isDue(tier: Tier, { age, signal }: { readonly age: number; readonly signal: Signal }): boolean {
  const { delayCandles, swingDelayDays } = TIER_RIGHTS[tier];
  return age >= (signal.family === 'swing' ? 6 * swingDelayDays : delayCandles);
}

async function paid(stage: Stage, person: StagePerson): Promise<void> {
  await stage.deps.payments.append({
    provider: 'grant',
    externalId: `surfaces-${person.id}`,
    telegramId: person.id,
    planId: 'pro-month',
    planVersion: 1,
    type: 'paid',
    amountMinor: 0,
    currency: 'XTR',
    ...{ order: null, subscriptionMs: null, code: null },
    atMs: stage.clock.nowMs() - HOUR_MS,
  });
}

async function reader(stage: Stage, name: string, tier: 'free' | 'pro'): Promise<StagePerson> {
  const person = stage.person(name);
  if (tier === 'pro') await paid(stage, person);
  await person.write('/start');
  await person.reads(/./);
  return person;
}

describe.each(Object.entries(SET_UPS))('with %s, every surface shows a signal from its time on', (name, chats) => {
  let stage: Stage;
  let signals: readonly { readonly signal: Signal; readonly age: number; readonly word: string }[] = [];
  let server: Awaited<ReturnType<typeof testServer>>;
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  beforeAll(async () => {
    database = await openTestDatabase();
    const ledger = createMongoSignals(database.connection);
    const series = MARKETS.map(({ symbol, timeframe }) => ({ exchange: 'binance', symbol, timeframe }));
    const swing = series.slice(-1);
    stage = await openStage(() => ({ signals: ledger, series, swing }));
    signals = MARKETS.flatMap((market) =>
      market.ages.map((age) => ({ age, word: market.word, signal: signalAged(stage.clock.nowMs(), age, market) })),
    );
    const of = (chatId: number | null) => (chatId === null ? null : { chatId });
    const channels = { free: of(chats.free), pro: of(chats.pro), elite: of(chats.elite) };
    for (const { signal } of signals) await ledger.open(signal, planDeliveries(signal, { channels }));
    server = await testServer({ signals: ledger, clock: stage.clock });
  });
  afterAll(async () => {
    await server?.app.close();
    await stage?.close();
    await database?.drop();
  });

  it.each(['free', 'pro'] as const)('in chat, to a reader of %s', async (tier) => {
    const person = await reader(stage, `${tier} of ${name}`, tier);
    const found: object[] = [];
    const expected: object[] = [];
    for (const { word, symbol, timeframe } of MARKETS) {
      await person.write(`/signals ${word}`);
      const list = (await person.reads(/📈/)).text;
      for (const { signal, age } of signals.filter(({ signal: { series } }) => series.symbol === symbol)) {
        const id = signal.id.slice(0, 10);
        await person.write(`/signal ${id}`);
        const one = await person.reads(new RegExp(`${id}|reaches Free|paid channel only`));
        await person.write(`/why ${id}`);
        const why = (await person.reads(/^🔎 Why|reaches Free|paid channel only|No signal/)).text;
        const due = isDue(tier, { age, signal });
        const row = { timeframe, age };
        found.push({
          ...row,
          list: list.includes(id),
          one: /BUY/.test(one.text),
          chart: one.photoUrl !== null,
          why: why.startsWith('🔎 Why'),
        });
        expected.push({ ...row, list: due, one: due, chart: due, why: due });
      }
    }
    expect(found).toEqual(expected);
  });

  it.each(['ask-inline', 'ask-guest'] as const)('in other chats by %s, as Free sees it', async (type) => {
    const person = await reader(stage, `${type} of ${name}`, 'pro');
    for (const { word, symbol } of MARKETS) {
      const shown = JSON.stringify(await person.act({ type, words: word }));
      const of = signals.filter(({ signal: { series } }) => series.symbol === symbol);
      const due = of.filter((each) => isDue('free', each)).slice(0, type === 'ask-guest' ? 1 : 9);
      expect(of.filter(({ signal }) => shown.includes(signal.id.slice(0, 10)))).toEqual(due);
    }
  });

  it.each(['none', 'free', 'pro', 'elite'] as const)('over HTTP, with a key of %s', async (key) => {
    const headers = key === 'none' ? {} : { authorization: `Bearer ${server.keyOf(key)}` };
    const listed = (await server.app.inject({ url: '/v1/signals', headers })).body;
    const found: object[] = [];
    for (const { signal, age } of signals) {
      const one = await server.app.inject({ url: `/v1/signals/${signal.id}`, headers });
      found.push({ age, list: listed.includes(signal.id), one: one.statusCode === 200 });
    }
    expect(found).toEqual(
      signals.map((each) => {
        const due = isDue(key === 'none' ? 'free' : key, each);
        return { age: each.age, list: due, one: due };
      }),
    );
  });

  it.each(TIERS)('in every answer, to a reader of %s', async (tier) => {
    const answers = createAnswers(stage.deps);
    const ask = { tier, nowMs: stage.clock.nowMs(), theme: null, languageCode: 'en' };
    const [{ csv }, page] = [await answers.history(ask), await answers.signals({ ...ask, limit: 50 })];
    expect(csv.match(/\b[0-9a-f]{64}\b/g)).toEqual(page.map(({ signal }) => signal.id));
    const listed = new Set(page.map(({ signal }) => signal.id));
    const found = await Promise.all(
      signals.map(async ({ signal: { id }, age }) => {
        const [one, chart, why] = [answers.signal, answers.chart, answers.explanation].map((question) =>
          question({ ...ask, id }),
        );
        return {
          age,
          list: listed.has(id),
          one: (await one)?.type === 'visible',
          chart: (await chart)?.type === 'chart',
          why: (await why)?.type === 'explained',
        };
      }),
    );
    const expected = signals.map((each) => ({ age: each.age, due: isDue(tier, each) }));
    expect(found).toEqual(expected.map(({ age, due }) => ({ age, list: due, one: due, chart: due, why: due })));
  });

  it('on the start page, as Free sees it', async () => {
    const { body } = await server.app.inject({ url: '/dashboard/live' });
    const rows = body.slice(body.indexOf('class="signals"')).match(/<tr><td>/g) ?? [];
    expect(rows).toHaveLength(signals.filter((each) => isDue('free', each)).length);
  });
});

describe('the prediction of a market that is followed', () => {
  const lastCloseMs = Date.UTC(2024, 0, 1) + 4_000 * HOUR_MS;
  let stage: Stage;
  let server: Awaited<ReturnType<typeof testServer>>;
  let rows: readonly (readonly (number | null)[])[];
  const clock = { nowMs: () => stage.clock.nowMs() };
  const at = (sinceCloseMs: number): void => stage.clock.advance(lastCloseMs + sinceCloseMs - stage.clock.nowMs());
  beforeAll(async () => {
    const trained = await trainedPredictor();
    rows = trained.rows;
    stage = await openStage(() => ({ predictor: trained.predictor }));
    at(0);
    server = await testServer({ predictor: trained.predictor, clock });
  });
  afterAll(async () => {
    await server.app.close();
    await stage.close();
  });

  const predict = async (key: Tier | 'none', more: object = {}): Promise<Record<string, unknown>> => {
    const headers = key === 'none' ? {} : { authorization: `Bearer ${server.keyOf(key)}` };
    const payload = { symbol: 'BTC/USDT', timeframe: '1h', ...more };
    return (await server.app.inject({ method: 'POST', url: '/predict', headers, payload })).json();
  };

  it.each([
    { sinceMs: 0, free: -1 },
    { sinceMs: 60_000, free: -1 },
    { sinceMs: HOUR_MS / 2 - 1, free: -1 },
    { sinceMs: HOUR_MS / 2, free: 0 },
    { sinceMs: HOUR_MS - 1, free: 0 },
  ])('is of the newest candle whose time has come, $sinceMs ms after a close', async ({ sinceMs, free }) => {
    at(sinceMs);
    const closeOf = (candles: number): string => new Date(lastCloseMs + candles * HOUR_MS).toISOString();
    for (const key of ['pro', 'elite'] as const)
      expect(await predict(key)).toMatchObject({ closeTime: closeOf(0), delayedByMs: 0 });
    for (const key of ['none', 'free'] as const)
      expect(await predict(key)).toMatchObject({ closeTime: closeOf(free), delayedByMs: HOUR_MS / 2 });
    const seen = { free: closeOf(free), pro: closeOf(0) };
    for (const tier of ['free', 'pro'] as const) {
      const person = await reader(stage, `${tier} ${sinceMs}`, tier);
      await person.write('/predict btc');
      const told = (await person.reads(/BTC\/USDT.*confidence/)).text;
      expect(told).toMatch(new RegExp(`The candle .*${seen[tier].slice(11, 16)}–`));
      expect(told.includes('30\u00a0min later')).toBe(tier === 'free');
    }
  });

  it('is what a key heard half a candle before, to the last digit', async () => {
    at(60_000);
    const later = await predict('none');
    const before = await predict('pro', { candles: rows.slice(0, -1).slice(-1_000) });
    for (const field of ['action', 'direction', 'closeTime', 'modelVersion']) expect(later[field]).toBe(before[field]);
    expect(later.probabilityUp).toBeCloseTo(Number(before.probabilityUp), 5);
    const newest = await predict('pro');
    expect(later.id).not.toBe(newest.id);
    expect(later.probabilityUp).not.toBe(newest.probabilityUp);
  });

  it('comes at once for candles that the caller brings', async () => {
    at(60_000);
    const answer = await predict('none', { candles: rows.slice(-1_000) });
    expect(answer).toMatchObject({ closeTime: new Date(lastCloseMs).toISOString(), delayedByMs: 0 });
  });
});

describe('an id that anybody can compute', () => {
  it('does not tell Free whether a signal came of the newest candle', async () => {
    const none: SignalReader = { latest: async () => [], byId: async () => null };
    const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
    const stages = [await openStage(), await openStage(() => ({ signals: none, series: [series] }))];
    const answers: string[] = [];
    for (const stage of stages) {
      const closeTimeMs = Math.floor(stage.clock.nowMs() / HOUR_MS) * HOUR_MS;
      const person = await reader(stage, 'Curious', 'free');
      await person.write(`/signal ${signalId(series, closeTimeMs, VERSION).slice(0, 12)}`);
      answers.push((await person.reads(/No signal|reaches Free|paid channel/)).text);
      await stage.close();
    }
    expect(answers[0]).toContain('reaches Free readers at 2024‑05‑12 14:30 UTC');
    expect(answers[1]).toBe(answers[0]);
  });

  it('does not tell Free whether a swing was entered in the last three days', async () => {
    const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '4h' } as const;
    const stage = await openStage(() => ({ series: [series], swing: [series] }));
    const person = await reader(stage, 'Curious', 'free');
    const closeTimeMs = (Math.floor(stage.clock.nowMs() / (4 * HOUR_MS)) - 5) * 4 * HOUR_MS;
    await person.write(`/signal ${signalId(series, closeTimeMs, 'swing-1').slice(0, 12)}`);
    const later = ENGLISH.format.minute(closeTimeMs + 72 * HOUR_MS);
    expect((await person.reads(/No signal|reaches Free|paid channel/)).text).toContain(
      `reaches Free readers at ${later}`,
    );
    await stage.close();
  });
});

describe('chat, API and pages', () => {
  it('read signals and predictions through bot/answers only', () => {
    const root = fileURLToPath(new URL('../bot/', import.meta.url));
    const files = ['telegram', 'http'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(root, folder, name)),
    );
    expect(files.length).toBeGreaterThan(50);
    const past = /\bsignals\.(?:latest|byId)\(|\bpredictor\(/;
    expect(files.filter((file) => past.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
