import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, CALLBACK_MAX_BYTES, decodeAction, encodeAction } from '../../../bot/telegram/views/action.ts';

const ACTIONS: readonly Action[] = [
  { type: 'home' },
  { type: 'help' },
  { type: 'signals', symbol: null, page: 0 },
  { type: 'signals', symbol: 'BTC/USDT', page: 19 },
  { type: 'signals', symbol: '1234567890ABCDE/1234567890ABCDE:1234567890', page: 19, pairsPage: 999 },
  { type: 'predict-menu', page: 7 },
  { type: 'backtest-menu', page: 999 },
  { type: 'status', page: 3 },
  { type: 'track', symbol: 'BTC/USDT', pairsPage: 8 },
  { type: 'signal', id: 'a1b2c3d4e5' },
  { type: 'predict-menu' },
  { type: 'predict', symbol: 'EUR/USD', timeframe: '1h' },
  { type: 'predict', symbol: 'BTC/USDT:USDT', timeframe: '15m' },
  { type: 'track', symbol: null },
  { type: 'track', symbol: 'BTC/USDT' },
  { type: 'chart', symbol: 'EUR/USD', timeframe: '4h' },
  { type: 'chart-menu', page: 2 },
  { type: 'equity', symbol: null },
  { type: 'equity', symbol: 'BTC/USDT', pairsPage: 2 },
  { type: 'calibration', symbol: null },
  { type: 'calibration', symbol: 'BTC/USDT', pairsPage: 1 },
  { type: 'admin', page: 'overview' },
  { type: 'admin', page: 'models', at: 3 },
  { type: 'tickets' },
  { type: 'ticket', id: '0123456789' },
  { type: 'close-ticket', id: '0123456789' },
  { type: 'people' },
  { type: 'person', telegramId: 9_007_199_254 },
  { type: 'team' },
  { type: 'role', telegramId: 9_007_199_254, role: 'support', isSure: false },
  { type: 'role', telegramId: 9_007_199_254, role: null, isSure: true },
  {
    ...{ type: 'operate', what: 'promote', symbol: '1000000BABYDOGE/USDT:USDT', timeframe: '15m' },
    ...{ model: 'a1b2c3d4', isSure: true },
  },
  { type: 'payout', telegramId: 9_007_199_254_740_991, currency: 'XTR', amountMinor: 999_999_999_999, isSure: true },
  { type: 'claim', slug: 'a-broker-of-ours', uid: 'A'.repeat(32), isOurs: true },
  { type: 'channel-tier', tier: 'elite', chatId: -1_009_007_199_254, isSure: true },
  { type: 'broadcast-draft', step: 'start', key: '0123456789abcdef' },
  { type: 'removals', tier: 'elite', verdict: 'remove', most: 9_999_999, day: 999_999 },
  { type: 'subscription', what: 'ask-cancel', order: `sub_${'A'.repeat(30)}` },
  { type: 'set-zone', timeZone: 'America/Argentina/ComodRivadavia' },
  { type: 'watch', change: 'side' },
  { type: 'watch', change: 'look', page: 4 },
  { type: 'watch-pair', symbol: 'BTC/USDT', page: 1 },
  { type: 'plan' },
  { type: 'cost', choice: null },
  { type: 'cost', choice: 'kraken' },
  { type: 'channel', tier: 'pro' },
  { type: 'subscribe' },
  { type: 'accept-terms', version: '2026-08-01', planId: 'pro-month' },
  { type: 'buy', planId: 'pro-month' },
  { type: 'gift', planId: 'elite-for-good', terms: '2026-11-27c' },
  { type: 'redeem', planId: 'elite-for-good', code: 'A234567890BCDEFG', terms: '2026-11-27c' },
  { type: 'redeem', planId: 'pro-month', code: 'SUMMER', terms: null },
  { type: 'terms' },
  { type: 'privacy' },
  { type: 'ask-support', topic: 'payment' },
  { type: 'cancel' },
];

describe('callback data', () => {
  it.each(ACTIONS)('comes back as it went in: $type', (action) => {
    const data = encodeAction(action);
    expect(decodeAction(data)).toEqual(action);
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(CALLBACK_MAX_BYTES);
  });

  it.each([
    '',
    'gone',
    'home|',
    'signals',
    'signals|BTC/USDT|20',
    'signals|btc|0',
    'signals||0|0',
    'track||1000',
    'predict-menu|0',
    'predict-menu|x',
    'home|1',
    'signals||-1',
    'signal|xyz',
    'predict|BTC/USDT|2h',
    'ask-support|other',
    'buy|$gt',
    'channel|gold',
    'admin|users',
    'admin|overview|0',
    'ticket|xyz',
    'role|1|owner',
    'role|1|support|yes',
    'person|-1',
    'watch|everything',
    'watch-pair|btc',
    '__proto__',
    'constructor|x',
  ])('is nothing when it is not ours: %j', (data) => {
    expect(decodeAction(data)).toBeNull();
  });

  it('is never misread: what decodes encodes to the same text', () => {
    const near = fc
      .tuple(fc.constantFrom(...ACTIONS), fc.string({ maxLength: 6 }), fc.nat(40))
      .map(([action, noise, at]) => {
        const data = encodeAction(action);
        return data.slice(0, at) + noise + data.slice(at);
      });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ maxLength: 64 })), (data) => {
        const action = decodeAction(data);
        // "signals||00" and the like name the same page in another spelling.
        if (action !== null && !/\|0\d$/.test(data)) expect(encodeAction(action)).toBe(data);
      }),
    );
  });

  it('refuses to write a button that Telegram would refuse', () => {
    expect(() => encodeAction({ type: 'signal', id: 'f'.repeat(64) })).toThrow(/expected an action that fits/);
  });
});
