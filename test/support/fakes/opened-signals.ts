import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { signalOf } from '../signal-fixtures.ts';
import type { BroadcastBench } from './broadcast-fakes.ts';

type Channels = Parameters<typeof planDeliveries>[1]['channels'];

export const CHANNELS: Channels = { free: { chatId: -1 }, pro: { chatId: -2 }, elite: { chatId: -3 } };
export const ONLY_PRO: Channels = { free: null, pro: { chatId: -2 }, elite: null };

/** Puts a signal into the bench's outbox, for one message in each of the channels. */
export function openSignal(bench: BroadcastBench, signal: Signal = signalOf(), channels = CHANNELS): Signal {
  bench.outbox.open(signal, planDeliveries(signal, { channels }));
  return signal;
}

/** How each delivery of the bench stands, in the order of their opening. */
export const deliveryStates = (bench: BroadcastBench): string[] => bench.outbox.deliveries().map(({ state }) => state);

/** A signal of a market of its own. */
export const nthSignal = (index: number): Signal =>
  signalOf({ series: { exchange: 'binance', symbol: `C${index}/USDT`, timeframe: '1h' } });
