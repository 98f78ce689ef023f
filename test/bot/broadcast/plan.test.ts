import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIERS, type Tier } from '../../../billing/tiers.ts';
import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import { TIMEFRAMES, timeframeMs } from '../../../engine/market/timeframe.ts';
import { deliveryId } from '../../../engine/signals/delivery.ts';
import { CLOSE_TIME_MS, signalOf } from '../../support/signal-fixtures.ts';

const channels = { free: { chatId: -1 }, pro: { chatId: -2 }, elite: { chatId: -3 } };

describe('planDeliveries', () => {
  it('plans one delivery per tier channel, highest tier first', () => {
    const signal = signalOf();
    const planned = planDeliveries(signal, { channels });
    expect(planned.map(({ audience, chatId }) => [audience, chatId])).toEqual([
      ['elite', -3],
      ['pro', -2],
      ['free', -1],
    ]);
    expect(planned.map(({ id }) => id)).toEqual([-3, -2, -1].map((chatId) => deliveryId(signal.id, chatId)));
  });

  it.each(TIMEFRAMES)('makes free wait longer than those who pay, and never past expiry, at %s', (timeframe) => {
    const signal = signalOf({ series: { exchange: 'x', symbol: 'A/B', timeframe } });
    const [elite, pro, free] = planDeliveries(signal, { channels });
    expect([elite?.dueAtMs, pro?.dueAtMs]).toEqual([CLOSE_TIME_MS, CLOSE_TIME_MS]);
    expect(free?.dueAtMs).toBeGreaterThan(CLOSE_TIME_MS);
    expect(free?.dueAtMs).toBeLessThan(free?.expiresAtMs ?? 0);
    expect(free?.expiresAtMs).toBe(CLOSE_TIME_MS + timeframeMs(timeframe));
  });

  it('posts what is worth trading everywhere, and information where the operator lets it: to the free tier unless told', () => {
    const to = (worthTrading: boolean, informed?: readonly Tier[]) =>
      planDeliveries(signalOf({ worthTrading }), { channels, ...(informed === undefined ? {} : { informed }) }).map(
        ({ audience }) => audience,
      );
    expect(to(true, [])).toEqual(['elite', 'pro', 'free']);
    expect(to(false)).toEqual(['free']);
    expect(to(false, ['free', 'pro'])).toEqual(['pro', 'free']);
    expect(to(false, [])).toEqual([]);
  });

  it('gives the same deliveries whenever it is asked', () => {
    const late = signalOf({ createdAtMs: CLOSE_TIME_MS + 10 * 3_600_000 });
    expect(planDeliveries(late, { channels })).toEqual(planDeliveries(signalOf(), { channels }));
  });

  it('gives a signal that was found too late nothing that could still be posted', () => {
    const foundAtMs = CLOSE_TIME_MS + 3_600_001;
    const planned = planDeliveries(signalOf({ createdAtMs: foundAtMs }), { channels });
    expect(planned).toHaveLength(3);
    expect(planned.every(({ expiresAtMs }) => expiresAtMs < foundAtMs)).toBe(true);
  });

  it('skips tiers without a channel, and posts once where tiers share one', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -3, max: -1 })), { minLength: 3, maxLength: 3 }), (chatIds) => {
        const [free = null, pro = null, elite = null] = chatIds.map((chatId) => (chatId === null ? null : { chatId }));
        const planned = planDeliveries(signalOf(), { channels: { free, pro, elite } });
        expect(new Set(planned.map(({ chatId }) => chatId))).toEqual(new Set(chatIds.filter((id) => id !== null)));
        expect(new Set(planned.map(({ id }) => id)).size).toBe(planned.length);
        const order = planned.map(({ audience }) => TIERS.findIndex((tier) => tier === audience));
        expect(planned.map(({ priority }) => priority)).toEqual(order);
        expect(order).toEqual(order.toSorted((a, b) => b - a));
      }),
    );
  });
});
