import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { Timeframe } from '../../../engine/market/timeframe.ts';
import { MARKET } from '../../support/process/http-server.ts';
import { venueFailed } from '../../support/reasons.ts';
import { RECORD } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

/** Names as long as venues have them. */
function seriesOf(pairs: number, timeframes: readonly Timeframe[]): readonly SeriesKey[] {
  return Array.from({ length: pairs }, (_, at) => (at % 10 === 3 ? `1000COIN${at}/USDT:USDT` : `P${at}/USDT`)).flatMap(
    (symbol) => timeframes.map((timeframe) => ({ exchange: 'binance', symbol, timeframe })),
  );
}

const labels = (message: WorldMessage): readonly string[] => message.keyboard.flat().map(({ text }) => text);

/** What stands on all pages, leafed through with the arrow in one message. */
async function leafThrough(person: StagePerson, says: RegExp): Promise<readonly string[]> {
  let shown = await person.reads(says);
  const seen = new Set(labels(shown));
  const count = person.messages().length;
  const pages = Number(/^1 \/ (\d+)$/.exec(labels(shown).find((text) => / \/ /.test(text)) ?? '')?.[1] ?? 1);
  // There is a limit to what one person may ask in a minute.
  for (let page = 2; page <= Math.min(pages, 50); page += 1) {
    expect(await person.press('›')).toMatchObject({ type: 'done' });
    shown = await person.until(() => {
      const last = person.messages().at(-1);
      return last !== undefined && labels(last).includes(`${page} / ${pages}`) ? last : null;
    });
    for (const text of labels(shown)) seen.add(text);
  }
  expect(person.messages()).toHaveLength(count);
  return [...seen];
}

describe.each([
  { pairs: 1, timeframes: ['1h'] },
  { pairs: 34, timeframes: ['15m', '1h', '4h'] },
  { pairs: 91, timeframes: ['1h'] },
  { pairs: 97, timeframes: ['1h'] },
  { pairs: 300, timeframes: ['1h', '4h'] },
] as const)('$pairs pairs at $timeframes', ({ pairs, timeframes }) => {
  const series = seriesOf(pairs, timeframes);
  const symbols = [...new Set(series.map(({ symbol }) => symbol))];
  let stage: Stage;
  let person: StagePerson;
  beforeAll(async () => {
    stage = await openStage((base) => ({
      series,
      markets: async () =>
        series.map(({ symbol, timeframe }) => ({
          ...MARKET,
          symbol,
          timeframe,
          state: 'late',
          stateReason: venueFailed('x'.repeat(90)),
        })),
      trackRecord: {
        read: async (query) => ({
          ...(await base.trackRecord.read(query)),
          perSeries: series
            .filter(({ symbol }) => query.symbol === undefined || query.symbol === symbol)
            .map((one) => ({ series: seriesName(one), published: RECORD, allScored: RECORD })),
        }),
      },
    }));
  });
  // Somebody new each time: there is a limit to what one person may ask in a minute.
  beforeEach(async () => {
    person = stage.person('Ann');
    await person.write('/start');
    await person.reads(/Hi Ann/);
  });
  afterAll(() => stage.close());

  it('are all on the buttons of /predict', async () => {
    await person.write('/predict');
    const seen = await leafThrough(person, /Pick a market/);
    for (const { symbol, timeframe } of series) expect(seen).toContain(`${symbol} ${timeframe}`);
  });

  it('keep their page when somebody comes back from one', async () => {
    const last = series.at(-1);
    await person.write(`/predict ${last?.symbol} ${last?.timeframe}`);
    await person.reads(/HOLD/);
    await person.press('Other pair');
    expect(labels(await person.reads(/Pick a market/))).toContain(`${last?.symbol} ${last?.timeframe}`);
  });

  it.each([
    ['/signals', /Signals/],
    ['/track', /Track record/],
    ['/status', /Markets and their data/],
  ] as const)('fit %s', async (command, says) => {
    await person.write(command);
    const seen = (await leafThrough(person, says)).map((text) => text.replace(/^· | ·$/g, ''));
    if (command !== '/status' && pairs > 1) for (const symbol of symbols) expect(seen).toContain(symbol);
  });

  it('fit what names them: /help, and an unknown pair', async () => {
    await person.write('/help');
    await person.reads(/What I can do/);
    for (const command of ['/track', '/signals', '/predict']) {
      await person.write(`${command} zzz`);
      await person.reads(/I do not follow “zzz”/);
    }
    await person.write('/why zzz');
    await person.reads(/No signal/);
  });
});

describe('a list of signals', () => {
  it('keeps the page of its pairs while somebody leafs through it, and the pair while they leaf through pairs', async () => {
    const stage = await openStage(() => ({ series: seriesOf(40, ['1h']) }));
    try {
      const bob = stage.person('Bob');
      await bob.write('/start');
      await bob.write('/signals');
      await bob.reads(/newest first/);
      await bob.press('›');
      await bob.until(() => labels(bob.messages().at(-1) as WorldMessage).includes('2 / 4'));
      await bob.press('Older');
      expect(labels(await bob.reads(/page 2/))).toContain('2 / 4');
      await bob.press('P14/USDT');
      const chosen = await bob.reads(/Signals · P14\/USDT/);
      expect(labels(chosen)).toEqual(expect.arrayContaining(['· P14/USDT ·', '2 / 4']));
      await bob.press('›');
      await bob.until(() => labels(bob.messages().at(-1) as WorldMessage).includes('3 / 4'));
      expect(bob.messages().at(-1)?.text).toContain('Signals · P14/USDT');
    } finally {
      await stage.close();
    }
  });
});
