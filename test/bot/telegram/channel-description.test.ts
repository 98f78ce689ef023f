import { describe, expect, it } from 'vitest';
import { TIERS } from '../../../billing/tiers.ts';
import { type FamilyOfClass, unshownFamilies } from '../../../bot/answers/cost/unshown-families.ts';
import { channelDescription, MOST_DESCRIPTION } from '../../../bot/telegram/channels/channel-description.ts';
import { ENGLISH } from '../../../bot/texts/language.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { ShownGroup } from '../../../engine/signals/track-record.ts';
import { entryOf, signalOf, swingOf } from '../../support/signal-fixtures.ts';
import { sampleRecord } from '../../support/stage/stage-samples.ts';

const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '4h' };
const ETH: SeriesKey = { ...BTC, symbol: 'ETH/USDT' };
const EUR: SeriesKey = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' };
const SWING: FamilyOfClass = { family: 'swing', assetClass: 'crypto' };
const COINS: FamilyOfClass = { family: 'next-candle', assetClass: 'crypto' };
const CURRENCIES: FamilyOfClass = { family: 'next-candle', assetClass: 'forex' };

describe('the description of a channel', () => {
  it('says what is posted, when, at what cost and what is not shown', () => {
    const free = { tier: 'free', isInformed: true, costBps: null, unshown: [COINS, SWING] } as const;
    expect(channelDescription(ENGLISH, free)).toBe(
      'All signals, those for information too, losers included. Sent 0.5 candles after the close, swings 3 days. ' +
        'Cost: coins 0.10\u00a0% a side, currencies the spread. Not shown yet to earn its cost: coins, swing. Not advice.',
    );
    const pro = { tier: 'pro', isInformed: false, costBps: 5, unshown: [] } as const;
    expect(channelDescription(ENGLISH, pro)).toBe(
      'Signals worth trading after cost; all others are in the bot. Sent as the candle closes. Cost: 0.05\u00a0% a side. Not advice.',
    );
  });

  it('is never longer than Telegram takes', () => {
    const unshown = [COINS, CURRENCIES, { family: 'next-candle', assetClass: 'metal' }, SWING] as const;
    for (const tier of TIERS)
      for (const isInformed of [true, false])
        for (const costBps of [null, 99.99])
          expect(channelDescription(ENGLISH, { tier, isInformed, costBps, unshown }).length).toBeLessThanOrEqual(
            MOST_DESCRIPTION,
          );
  });
});

describe('what is followed and not shown', () => {
  const ask = async (groups: readonly ShownGroup[], swingWorth: boolean | null) =>
    await unshownFamilies({
      ...{ series: [BTC, ETH, EUR], swing: [BTC, ETH] },
      trackRecord: { read: async (query) => ({ ...(await sampleRecord.read(query)), groups }) },
      signals: {
        latest: async ({ family }) =>
          swingWorth === null || family !== 'swing' ? [] : [entryOf(swingOf({ worthTrading: swingWorth }))],
      },
    });
  const shown = (of: FamilyOfClass): ShownGroup => ({
    ...of,
    ...{ count: 90, averageNetBps: 4, interval: [1, 7], isShown: true },
  });

  it('is each family and class once: by the record, and a swing by its own past too', async () => {
    expect(await ask([], null)).toEqual([COINS, CURRENCIES, SWING]);
    expect(await ask([shown(COINS)], false)).toEqual([CURRENCIES, SWING]);
    expect(await ask([shown(COINS), { ...shown(CURRENCIES), isShown: false }], true)).toEqual([CURRENCIES]);
    expect(await ask([shown(COINS), shown(CURRENCIES), shown(SWING)], null)).toEqual([]);
  });

  it('agrees with the family that a signal is of', () => {
    expect([signalOf().family, swingOf().family]).toEqual([COINS.family, SWING.family]);
  });
});
