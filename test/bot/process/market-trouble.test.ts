import { afterEach, describe, expect, it } from 'vitest';
import type { StrikingFault } from '../../../bot/sandbox/exchange/faults.ts';
import { ENGLISH } from '../../../bot/texts/language.ts';
import { stateReasonText } from '../../../bot/texts/state-reason-text.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { feedFacts } from '../../../engine/walk/feed-facts.ts';
import { FIRST_MS, someCandles } from '../../support/candles/sandbox-candles.ts';
import { type MarketStage, openMarketStage } from '../../support/stage/market-stage.ts';
import { openVenueBench, type VenueBench } from '../../support/venues/venue-bench.ts';

const HOUR = 3_600_000;
const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ETH: SeriesKey = { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' };
const columns = someCandles({ count: 80, candleMs: HOUR });
const at = (row: number): number => FIRST_MS + row * HOUR;
const ALWAYS = { path: 'klines', times: Number.POSITIVE_INFINITY };

let bench: VenueBench;
let stage: MarketStage;
const time = { nowMs: 0 };

/** Real ccxt against the stand-in, one clock for all; what the adapter waits for passes at once, on that clock. */
async function open(series: readonly SeriesKey[] = [BTC]): Promise<void> {
  time.nowMs = at(40) + 2_000;
  const markets = series.map(({ symbol, timeframe }) => ({ symbol, timeframe, columns }));
  bench = await openVenueBench({
    markets,
    nowMs: time.nowMs,
    venue: {
      timeoutMs: 150,
      wallNowMs: () => time.nowMs,
      wait: async (ms) => moveTo(time.nowMs + ms),
      onEvent: (event) => stage?.onEvent(event),
    },
  });
  stage = openMarketStage({ venue: bench.venue, clock: { nowMs: () => time.nowMs }, series });
}
afterEach(() => bench?.close());

function moveTo(nowMs: number): void {
  time.nowMs = nowMs;
  bench.setNow(nowMs);
}

/** A beat every second of the market's time; slower than that when a wait of the adapter took longer. */
async function runUntil(untilMs: number): Promise<void> {
  while (time.nowMs < untilMs) {
    await stage.turn();
    moveTo(time.nowMs + 1_000);
  }
}

const asked = (): number => bench.sandbox.requests().get('/api/v3/klines') ?? 0;
const types = (): readonly string[] => stage.events.map((event) => event.type);
const count = (type: string): number => types().filter((each) => each === type).length;
const lastOf = <T extends EngineEvent['type']>(type: T) => stage.events.findLast((event) => event.type === type);
const status = async (symbol = 'BTC/USDT') => (await stage.board.read()).find((each) => each.symbol === symbol);
/** Candles decided upon; without a model the decision is that there is none. */
const walked = (): number => count('undecided');

const SHORT: readonly { readonly name: string; readonly fault: StrikingFault }[] = [
  { name: 'a hang', fault: { type: 'hang', ...ALWAYS } },
  { name: 'a body that never ends', fault: { type: 'stall', ...ALWAYS } },
  { name: 'reset connections', fault: { type: 'reset', ...ALWAYS } },
  { name: 'HTTP 500', fault: { type: 'server-error', status: 500, ...ALWAYS } },
  { name: 'HTTP 502', fault: { type: 'server-error', status: 502, ...ALWAYS } },
  { name: 'HTTP 503', fault: { type: 'server-error', status: 503, ...ALWAYS } },
  { name: 'HTTP 504', fault: { type: 'server-error', status: 504, ...ALWAYS } },
  { name: 'maintenance', fault: { type: 'maintenance', ...ALWAYS } },
  { name: 'HTML instead of JSON', fault: { type: 'html', status: 200, ...ALWAYS } },
  { name: 'truncated JSON', fault: { type: 'truncated', ...ALWAYS } },
  { name: 'empty answers', fault: { type: 'empty', ...ALWAYS } },
  { name: 'HTTP 429', fault: { type: 'rate-limited', status: 429, retryAfterSeconds: 20, ...ALWAYS } },
  { name: 'HTTP 418', fault: { type: 'rate-limited', status: 418, retryAfterSeconds: 50, ...ALWAYS } },
];

describe('trouble at a venue', { timeout: 60_000 }, () => {
  it.each(SHORT)(
    '$name: late is said, nothing decided, the operator told once, and all is well after it',
    async ({ fault }) => {
      await open();
      await runUntil(at(40) + 60_000);
      expect(walked()).toBe(1);
      const heal = bench.sandbox.inject(fault);
      await runUntil(at(41) + 205_000);
      expect(walked()).toBe(1);
      expect(count('data-late')).toBe(1);
      expect((await status())?.state).toMatch(/late|paused/);
      expect((await status())?.dataQuality).toMatchObject({ stamp: 'red' });
      expect(await stage.metric('analyser_data_late')).toContain('} 1');
      expect(stage.notices.filter((text) => text.includes('Data late'))).toHaveLength(1);
      // However often it failed, the log says so once.
      expect(stage.logLines.filter((line) => line.includes('"event.action":"walk-failed"'))).toHaveLength(1);
      heal();
      await runUntil(at(41) + 500_000);
      expect(walked()).toBe(2);
      expect(feedFacts(stage.walk, BTC)?.lateMs).toBeGreaterThan(200_000);
      expect(await status()).toMatchObject({ state: 'ok', dataQuality: { stamp: 'amber' } });
      expect(await stage.metric('analyser_data_late')).toContain('} 0');
      expect(await stage.metric('analyser_venue_up{')).not.toContain('} 0');
      expect(stage.notices.filter((text) => text.includes('has candles again'))).toHaveLength(1);
      await runUntil(at(42) + 5_000);
      expect(walked()).toBe(3);
      expect(feedFacts(stage.walk, BTC)).toEqual({ lateMs: 0, revisedCandles: 0, staleMs: 0 });
    },
  );

  it('HTTP 451 disables the venue: nobody asks for hours, everything says so, and it is tried again', async () => {
    await open([BTC, ETH]);
    bench.sandbox.inject({ type: 'geo-blocked', path: 'klines' });
    await runUntil(at(40) + 10_000);
    const before = asked();
    await runUntil(at(41) + 90_000);
    expect(asked()).toBe(before);
    expect(await status('BTC/USDT')).toMatchObject({
      state: 'disabled',
      stateReason: {
        code: 'venue-failed',
        params: { failure: 'venue/geo-blocked', detail: expect.stringContaining('restricted') },
      },
    });
    expect(await status('ETH/USDT')).toMatchObject({ state: 'disabled' });
    expect(stage.notices.filter((text) => text.includes('binance shuts us out'))).toHaveLength(1);
    expect(await stage.metric('analyser_venue_up{')).toContain('} 0');
    expect(await stage.metric('analyser_venue_errors_total')).toContain('venue/geo-blocked');
    moveTo(at(46) + 10_000);
    await runUntil(at(46) + 200_000);
    expect([await status('BTC/USDT'), await status('ETH/USDT')].map((each) => each?.state)).toEqual(['ok', 'ok']);
    expect(stage.notices.filter((text) => text.includes('binance answers again'))).toHaveLength(1);
    expect(await stage.metric('analyser_venue_up{')).not.toContain('} 0');
  });

  it.each([
    { name: 'bad symbol', fault: { type: 'bad-symbol', path: 'klines' } },
    { name: 'HTTP 400', fault: { type: 'refused', status: 400, code: -1120, message: 'No.', path: 'klines' } },
  ] as const)('one $name puts a market aside for a quarter of an hour, and no other', async ({ fault }) => {
    await open([BTC, ETH]);
    await runUntil(at(40) + 10_000);
    bench.sandbox.inject(fault);
    await runUntil(at(41) + 10_000);
    const states = async () => [await status('BTC/USDT'), await status('ETH/USDT')].map((each) => each?.state).sort();
    expect(await states()).toEqual(['disabled', 'ok']);
    expect(stage.notices.filter((text) => text.includes('is refused by its venue'))).toHaveLength(1);
    expect(walked()).toBe(3);
    await runUntil(at(41) + 1_000_000);
    expect(await states()).toEqual(['ok', 'ok']);
    expect(stage.notices.filter((text) => text.includes('is answered again'))).toHaveLength(1);
    expect(walked()).toBe(4);
  });

  it('a clock six seconds off stops the reading and is over when the clocks agree', async () => {
    await open();
    await runUntil(at(40) + 10_000);
    const heal = bench.sandbox.inject({ type: 'clock-skew', byMs: 6_000 });
    await runUntil(at(41) + 60_000);
    const skewed = await status();
    expect(skewed?.state).toBe('paused');
    expect(skewed?.stateReason && stateReasonText(skewed.stateReason, ENGLISH)).toBe('the clocks are 6.0 s apart');
    expect(await stage.metric('analyser_venue_clock_skew_seconds')).toContain('} 6');
    expect(walked()).toBe(1);
    heal();
    await runUntil(at(41) + 150_000);
    expect(await status()).toMatchObject({ state: 'ok' });
    expect(walked()).toBe(2);
    expect(stage.notices.map((text) => [...text][0])).toEqual(['🕰', '⏳', '✅', '✅']);
  });

  it('a candle that comes 12 s late is decided upon as soon as it is there, and nobody is bothered', async () => {
    await open();
    await runUntil(at(40) + 10_000);
    const heal = bench.sandbox.inject({ type: 'late', byMs: 12_000 });
    await runUntil(at(41) + 19_000);
    expect(walked()).toBe(1);
    await runUntil(at(41) + 22_000);
    expect(walked()).toBe(2);
    expect(count('data-late')).toBe(0);
    expect(stage.notices).toEqual([]);
    heal();
  });

  it('an absurd candle is asked for again at the next poll, and decided upon when it was true', async () => {
    await open();
    await runUntil(at(40) + 10_000);
    bench.sandbox.inject({ type: 'absurd', openTimeMs: at(40), factor: 0.5 });
    await runUntil(at(41) + 1_500);
    expect(walked()).toBe(1);
    expect(lastOf('candle-held')).toMatchObject({ candle: { openTimeMs: at(40) } });
    await runUntil(at(41) + 5_000);
    expect(walked()).toBe(2);
    expect(count('candle-confirmed')).toBe(1);
    expect((await status())?.dataQuality?.stamp).not.toBe('green');
    expect(await stage.metric('analyser_candles_suspect_total')).toMatch(/what="confirmed".*} 1|what="confirmed"} 1/);
  });

  it('an absurd candle that was a slip of one answer never gets in', async () => {
    await open();
    await runUntil(at(40) + 10_000);
    const heal = bench.sandbox.inject({ type: 'absurd', openTimeMs: at(40), factor: 10 });
    await runUntil(at(41) + 1_500);
    heal();
    await runUntil(at(41) + 5_000);
    const stored = await stage.candles.readNewest(BTC, 1);
    expect([stored.openTimeMs[0], stored.close[0]]).toEqual([at(40), columns.close[40]]);
    expect(walked()).toBe(2);
    expect((await status())?.dataQuality?.stamp).toBe('green');
  });

  it('revisions are counted, shown, and make the stamp amber when there are several', async () => {
    await open();
    await runUntil(at(40) + 10_000);
    for (const row of [36, 37, 38])
      bench.sandbox.inject({ type: 'revised', openTimeMs: at(row), close: (columns.close[row] ?? 0) * 1.001 });
    await runUntil(at(41) + 5_000);
    expect(count('candle-revised')).toBe(3);
    expect(await status()).toMatchObject({
      revisions: 3,
      dataQuality: { stamp: 'amber', reasons: [{ code: 'candles-revised', params: { share: 3 / 168 } }] },
    });
    expect(await stage.metric('analyser_candles_revised_total')).toContain('} 3');
  });

  it('a missing candle is waited for, then walked past, and leaves a gap that is counted', async () => {
    await open();
    await runUntil(at(40) + 10_000);
    bench.sandbox.inject({ type: 'missing', openTimeMs: at(40) });
    await runUntil(at(42) + 10_000);
    expect(count('data-late')).toBe(1);
    expect(walked()).toBe(2);
    expect(await status()).toMatchObject({ gaps: 1, state: 'ok' });
  });
});
