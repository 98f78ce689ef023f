import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChooseMarketOptions } from '../../../../bot/sandbox/market/choose-market.ts';
import type { ChosenMarket } from '../../../../bot/sandbox/market/chosen-market.ts';
import { marketText, redatedText } from '../../../../bot/sandbox/market/market-text.ts';
import { ENGLISH } from '../../../../bot/texts/language.ts';
import { readCandlesFile } from '../../../../engine/adapters/files/read-candles-file.ts';
import { calendarOf, isOpenAt, unexplainedBefore } from '../../../../engine/market/calendar/gaps.ts';
import { sliceColumns } from '../../../../engine/market/candle.ts';
import { firstRowAt } from '../../../../engine/market/rows.ts';
import { seriesName } from '../../../../engine/market/series.ts';
import { timeframeMs } from '../../../../engine/market/timeframe.ts';
import { decideSwing } from '../../../../engine/swing/decide-swing.ts';
import { positionAfter, type SwingPosition } from '../../../../engine/swing/swing-rule.ts';
import { chooseOffline, chosenNames, marketsOf } from './offline-market.ts';

const DAY = 86_400_000;
const RECORDED = fileURLToPath(new URL('../../../../bot/sandbox/market/recorded/', import.meta.url));
const FILES = readdirSync(RECORDED).filter((name) => name.endsWith('.csv.gz'));

const SWING = ['coinbase:BTC/USD@4h', 'binance:ETH/USDT@4h'];
/** The market of starts before the years of a recording were chosen by their holes. */
const SIX_YEARS_ID = '61f4a51f8953';
/** Candles before the start that the swing family reads. */
const READ = 901;

let folder = '';
let told: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const choose = (options: Partial<ChooseMarketOptions> = {}): Promise<ChosenMarket> =>
  chooseOffline({ cacheFolder: folder, log: (line) => told.push(line), recordedFolder: RECORDED, ...options });

describe('the recorded candles of the repository', () => {
  it('are small, readable, and named with source and licence', () => {
    const sizes = FILES.map((name) => statSync(join(RECORDED, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
    const readme = readFileSync(join(RECORDED, 'README.md'), 'utf8');
    expect(readme).toContain("Test data: the venue's own terms may be narrower");
    for (const name of FILES) {
      expect(readCandlesFile(join(RECORDED, name)).length, name).toBeGreaterThan(5_000);
      const line = readme.split('\n').find((each) => each.includes(`\`${name.replace('.csv.gz', '')}\``));
      expect(line, name).toMatch(/\b(?:MIT|Apache-2\.0)\b/);
    }
  });

  it('stay out of the production image, with the rest of the sandbox', () => {
    const ignored = readFileSync(new URL('../../../../.dockerignore', import.meta.url), 'utf8').split('\n');
    expect(ignored).toContain('bot/sandbox');
  });

  it('are what a clone replays without a network: coins by the hour and by 4 h, and a currency pair, on one clock', async () => {
    const chosen = await choose();
    expect(chosen.source).toBe('recorded');
    expect(chosenNames(chosen)).toEqual(['binance:BTC/USDT@1h', ...SWING, 'oanda:EUR/USD@1h']);
    expect(chosen.swing.map(seriesName)).toEqual(SWING);
    expect((chosen.endMs - chosen.startMs) / DAY).toBeGreaterThan(75);
    expect(
      (chosen.startMs - Math.max(...chosen.series.map(({ columns }) => columns.openTimeMs[0] ?? 0))) / DAY,
    ).toBeGreaterThan(90);
    for (const { key, columns } of chosen.series.filter((each) => each.isSwing === true))
      expect(firstRowAt(columns, chosen.startMs), seriesName(key)).toBeGreaterThanOrEqual(READ);
    expect(told).toEqual([]);
  });

  it('have swing entries and an exit in the days that are fast-forwarded at the first start', async () => {
    const { series, swing, startMs } = await choose();
    const firstDays = series.filter(({ key }) => swing.includes(key));
    const steps = firstDays.map(({ key, columns }) => {
      let position: SwingPosition | null = null;
      const taken: string[] = [];
      const from = firstRowAt(columns, startMs) - 1;
      for (let row = from; (columns.openTimeMs[row] ?? 0) < startMs + 10 * DAY; row += 1) {
        const decided = decideSwing(sliceColumns(columns, row + 1 - READ, row + 1), position);
        position = positionAfter(position, decided.step, decided.reading.close);
        if (decided.step.type !== 'nothing') taken.push(decided.step.type);
      }
      return [seriesName(key), taken];
    });
    // The second one is still held when the visitor arrives.
    expect(steps).toEqual([
      ['coinbase:BTC/USD@4h', ['enter', 'leave', 'enter']],
      ['binance:ETH/USDT@4h', ['enter', 'leave', 'enter', 'leave']],
    ]);
  });

  it('say that the currency pair is dated seven years later, and keep its weekends closed', async () => {
    const chosen = await choose();
    expect(redatedText(chosen.redated, ENGLISH)).toBe('EUR/USD is of 2017, dated 7 years later');
    expect(marketText(chosen, ENGLISH)).toContain(
      '. EUR/USD is of 2017, dated 7 years later, so that all markets share one clock',
    );
    const euro = chosen.series.find(({ key }) => key.symbol === 'EUR/USD')?.columns;
    const calendar = calendarOf('EUR/USD');
    const closed = [...(euro?.openTimeMs ?? [])].filter((timeMs) => !isOpenAt(calendar, timeMs));
    expect(euro?.length).toBeGreaterThan(4_000);
    expect(closed).toEqual([]);
  });

  it('are whole in the weeks before and after a visitor arrives: no market is late and none amber for a hole', async () => {
    const { series, startMs } = await choose();
    const visitMs = startMs + 10 * DAY;
    for (const { key, columns } of series) {
      const stepMs = timeframeMs(key.timeframe);
      const last = firstRowAt(columns, visitMs) - 1;
      const calendar = calendarOf(key.symbol);
      const missing = unexplainedBefore(columns, stepMs, calendar);
      const [from, to] = [firstRowAt(columns, startMs - 7 * DAY), firstRowAt(columns, visitMs + 14 * DAY)];
      expect(
        [...missing.subarray(from, to)].reduce((sum, count) => sum + count, 0),
        seriesName(key),
      ).toBe(0);
      const isNewest = (columns.openTimeMs[last] ?? 0) + stepMs > visitMs - stepMs;
      expect(isNewest || !isOpenAt(calendar, visitMs - stepMs), seriesName(key)).toBe(true);
    }
  });

  it('go on with the dates of an earlier start, whose world they are', async () => {
    const earlier = { source: 'recorded', id: '', startMs: 0, wanted: 'usual', markets: [] };
    const chosen = await choose();
    const notePath = join(folder, readdirSync(folder).find((name) => name.endsWith('.json')) ?? '');
    const note = { ...earlier, ...JSON.parse(readFileSync(notePath, 'utf8')) };
    writeFileSync(notePath, JSON.stringify({ ...note, id: SIX_YEARS_ID }));
    const again = await choose();
    expect([again.id, redatedText(again.redated, ENGLISH)]).toEqual([
      SIX_YEARS_ID,
      'EUR/USD is of 2018, dated 6 years later',
    ]);
    expect(again.id).not.toBe(chosen.id);
  });

  it('keep their own dates where they overlap, 4 hours beside an hour', async () => {
    const chosen = await choose({
      markets: marketsOf('coinbase:BTC/USD@4h', 'coinbase:ETH/USD@4h', 'oanda:EUR/USD@1h'),
    });
    expect(chosen.redated).toEqual([]);
    expect(new Date(chosen.endMs).getUTCFullYear()).toBe(2018);
    const alone = await choose({ markets: marketsOf('coinbase:BTC/USD@4h') });
    expect(new Date(alone.endMs).getUTCFullYear()).toBe(2025);
    const coarser = await choose({ markets: marketsOf('binance:BTC/USDT@4h', 'binance:ETH/USDT@4h') });
    expect(chosenNames(coarser)).toEqual(['binance:BTC/USDT@4h', 'binance:ETH/USDT@4h']);
    expect((coarser.startMs - (coarser.series[0]?.columns.openTimeMs[0] ?? 0)) / DAY).toBeGreaterThan(90);
  });
});

describe('MARKET_DATA as the name of a source', () => {
  it.each(['simulated', 'recorded', 'Recorded'])('%s is taken', async (marketData) => {
    expect((await choose({ marketData })).source).toBe(marketData.toLowerCase());
  });

  it.each([
    ['live', RECORDED, 'MARKET_DATA=live: no live market can be had now'],
    ['recorded', null, 'MARKET_DATA=recorded: there are no recorded candles that fit'],
  ])('%s is refused where it cannot serve', async (marketData, recordedFolder, message) => {
    await expect(choose({ marketData, recordedFolder })).rejects.toThrow(message);
  });

  it('does not change what a start without it goes on with', async () => {
    const first = await choose();
    const note = readFileSync(join(folder, 'market-choice.json'), 'utf8');
    await choose({ marketData: 'simulated' });
    expect(readFileSync(join(folder, 'market-choice.json'), 'utf8')).toBe(note);
    expect((await choose()).id).toBe(first.id);
  });
});

describe('the note of what was chosen', () => {
  it.each([
    {
      source: 'recorded',
      id: 'ea6f8c5df634',
      startMs: 1_718_449_200_000,
      markets: ['binance:BTC/USDT@1h', 'binance:ETH/USDT@1h', 'oanda:EUR/USD@1h'],
    },
    {
      source: 'simulated',
      id: 'a1eef47fc5a4',
      startMs: 1_724_947_200_000,
      markets: ['simulated:BTC/USDT@1h', 'simulated:ETH/USDT@1h', 'simulated:EUR/USD@1h'],
    },
  ])('of the version before the swing family goes on as it was: $source', async ({ source, id, startMs, markets }) => {
    const path = join(folder, 'market-choice.json');
    // As that version wrote it.
    writeFileSync(path, JSON.stringify({ wanted: 'usual', source, id, startMs, markets }));
    const recordedFolder = source === 'recorded' ? RECORDED : null;
    for (const start of ['first', 'second']) {
      const chosen = await choose({ recordedFolder });
      expect([start, chosen.id, chosen.startMs, chosenNames(chosen)]).toEqual([start, id, startMs, markets]);
      expect(chosen.swing).toEqual([]);
    }
    expect(told).toEqual([]);
  });

  it.each(['', '{"wanted":"us', '\0\0\0\0', '[]'])(
    'damaged as "%s" is told in one line and written anew',
    async (text) => {
      const { id } = await choose();
      writeFileSync(join(folder, 'market-choice.json'), text);
      expect((await choose()).id).toBe(id);
      expect(told).toEqual(['the note of which market the sandbox replays is damaged: the market is chosen anew']);
      expect((await choose()).id).toBe(id);
      expect(told).toHaveLength(1);
    },
  );
});
