import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import { createMongoUseCounts } from '../../../bot/adapters/mongo/counts/use-counts.ts';
import { type BacktestAsk, createBacktests } from '../../../bot/answers/backtest.ts';
import { type Use, type UseCounts, windowAt } from '../../../bot/limits/use-counts.ts';
import { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { DAY_MS, MINUTE_MS } from '../../../engine/time.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { createMemoryUseCounts } from '../../support/fakes/memory-use-counts.ts';
import { testedRule } from '../../support/models/tested-rule.ts';
import { openStage, type Stage, type StageParts } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const PER_MINUTE = TIER_RIGHTS.free.botPerMinute;
/** 18 s of a minute of wall time have gone. Of this day: the database deletes counts of days gone by, in the middle of a test. */
const START_MS = windowAt(Date.now(), DAY_MS).fromMs + 18_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

/** Another process over the same database; the stand-in's update ids begin anew with it. */
async function startProcess(replace: (parts: StageParts) => Partial<StageParts>): Promise<Stage> {
  await database.connection.collection('telegram_updates').deleteMany({});
  return await openStage(replace, { connection: database.connection, drop: async () => {} });
}

describe('the limits of the bot', () => {
  let wallMs = START_MS;
  let failures = 0;
  let stage: Stage;
  const replace = (parts: StageParts): Partial<StageParts> => ({
    wallNowMs: () => wallMs,
    predictor: async (request) => {
      if (failures === 0) return await parts.predictor(request);
      failures -= 1;
      throw new Error('the model is away');
    },
  });
  beforeAll(async () => {
    stage = await startProcess(replace);
  });
  afterAll(() => stage.close());

  async function started(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.reads(/Hi /);
    return person;
  }
  const told = (person: StagePerson, pattern: RegExp) => person.messages().filter(({ text }) => pattern.test(text));
  const asks = async (person: StagePerson, times: number): Promise<void> => {
    for (let asked = 0; asked < times; asked += 1) await person.write('/predict btc 1h');
    await stage.bot.idle();
  };

  it('say once when it goes on, are silent until then, and answer every press', async () => {
    const ada = await started('Ada');
    await asks(ada, PER_MINUTE);
    await ada.until(() => told(ada, /The candle 14:00/).length === PER_MINUTE);
    await asks(ada, 3);
    await ada.reads(/more than 10 questions in a minute\. I answer again in 42\u00a0s and stay silent/);
    await ada.write('/help');
    await ada.reads(/commands|\/signals/i);
    expect(told(ada, /questions in a minute/)).toHaveLength(1);
    expect(told(ada, /The candle 14:00/)).toHaveLength(PER_MINUTE);
    for (const _ of [1, 2])
      expect(await ada.press('Refresh')).toMatchObject({
        toast: 'That was fast. I answer again in 42\u00a0s.',
        alert: true,
      });
    expect(told(ada, /questions in a minute/)).toHaveLength(1);
    wallMs += 42_000;
    await ada.write('/predict btc 1h');
    await ada.until(() => told(ada, /The candle 14:00/).length === PER_MINUTE + 1);
  });

  it('are not forgotten by a restart, nor said again after it', async () => {
    const ben = await started('Ben');
    await asks(ben, PER_MINUTE - 1);
    await ben.until(() => told(ben, /The candle 14:00/).length === PER_MINUTE - 1);
    await stage.close();
    stage = await startProcess(replace);
    stage.person('Ada');
    const again = await started('Ben');
    expect(again.id).toBe(ben.id);
    await asks(again, 3);
    await again.reads(/questions in a minute/);
    expect(told(again, /The candle 14:00/)).toHaveLength(1);
    await stage.close();
    stage = await startProcess(replace);
    stage.person('Ada');
    const third = await started('Ben');
    await asks(third, 2);
    await third.write('/help');
    await third.reads(/\/signals/);
    expect(told(third, /questions in a minute/)).toEqual([]);
    expect(told(third, /The candle 14:00/)).toEqual([]);
  });

  it('give back what failed', async () => {
    for (const name of ['Ada', 'Ben']) stage.person(name);
    const cleo = await started('Cleo');
    failures = 4;
    await asks(cleo, PER_MINUTE + failures);
    await cleo.until(() => told(cleo, /The candle 14:00/).length === PER_MINUTE);
    expect(told(cleo, /questions in a minute/)).toEqual([]);
    expect(failures).toBe(0);
  });

  it('hold for the number of a chat too', async () => {
    for (const name of ['Ada', 'Ben', 'Cleo']) stage.person(name);
    const eli = await started('Eli');
    for (let written = 0; written < 70; written += 1) await eli.write('/chatid');
    await stage.bot.idle();
    await eli.reads(/more than 60 questions in a minute/);
    // /start was the first of the sixty.
    expect(told(eli, /number of this chat/)).toHaveLength(59);
  });

  it('never stand in the way of paying, however much somebody wrote before', async () => {
    for (const name of ['Ada', 'Ben', 'Cleo']) stage.person(name);
    const dan = await started('Dan');
    for (let written = 0; written < 60; written += 1) await dan.write('hello');
    await stage.bot.idle();
    await dan.reads(/more than 60 questions in a minute/);
    expect(told(dan, /more than 60 questions/)).toHaveLength(1);
    expect(told(dan, /Pro has more room/)).toEqual([]);
    await dan.write('/signals');
    await dan.write('/subscribe');
    await dan.reads(/Pro/);
    expect(told(dan, /Latest signals/)).toEqual([]);
    await dan.write('/start plan_pro-month');
    await dan.reads(/Pro/);
    await dan.write('/paysupport');
    await dan.reads(/payment|paid/i);
  });
});

describe.each([
  [
    'MongoDB, two processes',
    async (): Promise<readonly UseCounts[]> => {
      const other = await connectMongo(database.uri);
      others.push(() => other.close());
      return [createMongoUseCounts(database.connection), createMongoUseCounts(other)];
    },
  ],
  [
    'memory',
    async (): Promise<readonly UseCounts[]> => {
      const counts = createMemoryUseCounts();
      return [counts, counts];
    },
  ],
] as const)('counts of uses in %s', (_, open) => {
  const use: Use = { telegramId: 7, what: 'questions', window: windowAt(START_MS, MINUTE_MS) };

  it('let exactly as many through as there may be, and call one refusal the first', async () => {
    const both = await open();
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (__, index) => {
        const counts = both[index % 2];
        if (counts === undefined) throw new Error('expected two');
        return await counts.take(use, 25);
      }),
    );
    expect(answers.filter(({ type }) => type === 'counted')).toHaveLength(25);
    expect(answers.filter((answer) => answer.type === 'refused' && answer.isFirst)).toHaveLength(1);
    await both[0]?.giveBack(use);
    expect(await both[1]?.take(use, 25)).toEqual({ type: 'counted' });
    expect(await both[1]?.take(use, 25)).toEqual({ type: 'refused', isFirst: false });
    const next = { ...use, window: windowAt(use.window.untilMs, MINUTE_MS) };
    expect(await both[0]?.take(next, 1)).toEqual({ type: 'counted' });
  });
});

const others: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of others) await close();
});

describe('backtests of a day', () => {
  const ask: Omit<BacktestAsk, 'days'> = {
    ...({ tier: 'pro', telegramId: 9, nowMs: START_MS, languageCode: 'en' } as const),
    series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
  };
  const PER_DAY = TIER_RIGHTS.pro.backtestsPerDay;

  it('are counted across a restart, and one that broke is none', async () => {
    const useCounts = createMemoryUseCounts();
    let isBroken = false;
    const open = () =>
      createBacktests({
        ...{ useCounts, wallNowMs: () => START_MS, marketNote: () => null, onFailed: () => {} },
        renderBacktest: async () => Buffer.alloc(1),
        backtests: {
          versionOf: () => 'v1',
          run: async () => {
            if (isBroken) throw new Error('out of memory');
            return testedRule();
          },
        },
      });
    const run = async (backtests: ReturnType<typeof open>, days: number): Promise<string> => {
      const reply = await backtests.ask({ ...ask, days });
      if (reply.type !== 'accepted') return reply.type;
      return await reply.backtest.then(
        () => 'done',
        () => 'broken',
      );
    };
    const first = open();
    isBroken = true;
    for (const days of [7, 8, 9]) expect(await run(first, days)).toBe('broken');
    isBroken = false;
    for (let day = 1; day < PER_DAY; day += 1) expect(await run(first, 10 + day)).toBe('done');
    const second = open();
    expect(await run(second, 100)).toBe('done');
    expect(await second.ask({ ...ask, days: 101 })).toEqual({
      ...{ type: 'day-is-used-up', perDay: PER_DAY },
      waitMs: windowAt(START_MS, DAY_MS).untilMs - START_MS,
    });
    // What is known already costs none.
    expect(await run(second, 100)).toBe('done');
  });
});
