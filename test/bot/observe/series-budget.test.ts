import { describe, expect, it } from 'vitest';
import { createObserve } from '../../../bot/observe/observe.ts';
import { EVENT_SAMPLES } from '../../support/event-samples.ts';
import { CLOSE_TIME_MS } from '../../support/signal-fixtures.ts';

/** Lines of the text format that are a time series. */
const seriesIn = (text: string): readonly string[] => text.split('\n').filter((line) => /^[a-z]/.test(line));

const SYMBOLS = Array.from({ length: 50 }, (_, at) => `C${at}/USDT`);
const TIMEFRAMES = ['15m', '1h', '4h'] as const;
/** What a process that walks nothing learns of a market and does itself: of candles it hears only that another process has stored them. */
const FOLLOWED = [
  ...Object.values(EVENT_SAMPLES).filter((event) => !('series' in event) && !('signal' in event)),
  { ...EVENT_SAMPLES['candles-stored'], count: 0 },
];

/** The series of one process of an installation that follows these symbols, after each of its events for each of them. */
async function seriesOf(role: 'engine' | 'other'): Promise<readonly string[]> {
  const { exchange } = EVENT_SAMPLES['walk-failed'].series;
  const followed = SYMBOLS.flatMap((symbol) => TIMEFRAMES.map((timeframe) => ({ exchange, symbol, timeframe })));
  const walked = role === 'engine' ? followed : [];
  const observe = createObserve({ level: 'silent', clock: { nowMs: () => CLOSE_TIME_MS }, walked });
  for (const symbol of SYMBOLS) {
    for (const timeframe of TIMEFRAMES) {
      const text = JSON.stringify(Object.values(role === 'engine' ? EVENT_SAMPLES : FOLLOWED))
        .replaceAll('"BTC/USDT"', JSON.stringify(symbol))
        .replaceAll('"timeframe":"1h"', `"timeframe":"${timeframe}"`);
      // JSON keeps what is counted of these samples; errors become empty objects.
      for (const event of JSON.parse(text)) observe.log(event);
      observe.log({
        ...EVENT_SAMPLES.evidence,
        ...JSON.parse(JSON.stringify({ series: { exchange: 'binance', symbol, timeframe } })),
        drift: Array.from({ length: 59 }, (_, at) => ({ feature: `f${at}`, stabilityIndex: at / 100 })),
      });
    }
  }
  return seriesIn(await observe.metricsText());
}

describe('the number of time series', () => {
  const observe = createObserve({ level: 'silent', clock: { nowMs: () => CLOSE_TIME_MS } });

  it('stays within 5,000 for an engine, a bot and three api with 50 symbols in 3 timeframes', async () => {
    const engine = await seriesOf('engine');
    const other = await seriesOf('other');
    expect(other.filter((line) => line.includes('series="'))).toEqual([]);
    expect(engine.length).toBeGreaterThan(3_000);
    expect(engine.length + 4 * other.length).toBeLessThanOrEqual(5_000);
  });

  it('counts the worst features of a market only, and forgets one that recovers', async () => {
    const drift = (stabilityIndex: number) => [{ feature: 'recovers', stabilityIndex }];
    const others = Array.from({ length: 3 }, (_, at) => ({ feature: `worse${at}`, stabilityIndex: 0.5 }));
    observe.log({ ...EVENT_SAMPLES.evidence, drift: drift(0.9) });
    expect(await observe.metricsText()).toContain('feature="recovers"');
    observe.log({ ...EVENT_SAMPLES.evidence, drift: [...others, ...drift(0.01)] });
    expect(await observe.metricsText()).not.toContain('feature="recovers"');
  });

  it('has the counters of alerts from the start, at 0', async () => {
    const text = await createObserve({ level: 'silent', clock: { nowMs: () => 0 } }).metricsText();
    for (const line of [
      'analyser_deliveries_total{tier="pro",side="BUY",outcome="unknown"} 0',
      'analyser_direct_messages_total{kind="alert",tier="elite",outcome="expired"} 0',
      'analyser_close_to_post_seconds_bucket{le="30",tier="pro"} 0',
      'analyser_payment_to_entitlement_seconds_count{provider="stripe"} 0',
      'analyser_silent_duplicates_total{kind="post"} 0',
      'analyser_silent_duplicates_total{kind="direct"} 0',
      'analyser_webhook_events_total{source="telegram",outcome="bad-signature"} 0',
      'analyser_payments_total{provider="stars",what="paid",result="unmatched"} 0',
    ])
      expect(text).toContain(line);
  });
});
