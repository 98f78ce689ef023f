import { FREE_TIER, TIERS, type Tier } from '../../billing/tiers.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import { deliveryId, type PlannedDelivery } from '../../engine/signals/delivery.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { DAY_MS } from '../../engine/time.ts';
import { signalVisibleFromMs } from '../answers/visible-signals.ts';

/** The channel of each tier, null for a tier without one. */
export type TierChannels = Readonly<Record<Tier, { readonly chatId: number } | null>>;

/** Where signals are posted, and which tiers' channels get what is information only; absent: DEFAULT_INFORMED. */
export interface PostSettings {
  readonly channels: TierChannels;
  readonly informed?: readonly Tier[];
}

/** A channel that people pay for posts what is worth trading; the free one shows the others as information too. */
export const DEFAULT_INFORMED: readonly Tier[] = [FREE_TIER];

/** All decisions are stored and scored; this is about posting alone. */
function isPosted({ worthTrading }: Signal, tier: Tier, { informed = DEFAULT_INFORMED }: PostSettings): boolean {
  return worthTrading || informed.includes(tier);
}

/** A signal about the next candle is news for one candle: at the next close it is settled. */
const MAXIMUM_AGE_CANDLES = 1;
/** An entry that is held for days is worth nine tenths a day later. */
const SWING_MAXIMUM_AGE_MS = DAY_MS;

/** Until when a signal is news for a tier. */
export function expiresAtMs(tier: Tier, signal: Signal): number {
  const { family, closeTimeMs, series } = signal;
  return family === 'swing'
    ? signalVisibleFromMs(tier, signal) + SWING_MAXIMUM_AGE_MS
    : closeTimeMs + MAXIMUM_AGE_CANDLES * timeframeMs(series.timeframe);
}

/**
 * One delivery per tier channel, highest tier first; the same signal always gives the same deliveries, so a repeated plan
 * adds nothing. Due when the tier may see it, by the candle's close (not by the time of finding, or a late free post would expire
 * unsent); expires one candle after the close, a swing a day after it was due. A signal found later than that gets deliveries
 * that only expire: the ledger shows that it was not sent. Tiers that share a channel share the best tier's delivery.
 */
export function planDeliveries(signal: Signal, settings: PostSettings): PlannedDelivery[] {
  const taken = new Set<number>();
  const planned: PlannedDelivery[] = [];
  for (const tier of TIERS.toReversed()) {
    const chatId = settings.channels[tier]?.chatId ?? null;
    if (chatId === null || taken.has(chatId) || !isPosted(signal, tier, settings)) {
      continue;
    }
    taken.add(chatId);
    planned.push({
      id: deliveryId(signal.id, chatId),
      audience: tier,
      priority: TIERS.indexOf(tier),
      chatId,
      dueAtMs: signalVisibleFromMs(tier, signal),
      expiresAtMs: expiresAtMs(tier, signal),
    });
  }
  return planned;
}
