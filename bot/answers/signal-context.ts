import type { SignalReader } from '../../engine/ports.ts';
import type { Side, Signal } from '../../engine/signals/signal.ts';
import { isShown, type ShownReader } from '../../engine/signals/track-record.ts';

/** What a reader should know of a signal besides itself. */
export interface SignalContext {
  /** Whether signals of its class and family are shown to earn their cost. */
  readonly isShown: boolean;
  /** Sides of the other signals of the same close: together they are one bet. */
  readonly sameClose: readonly Side[];
}

/** More signals than come at one close. */
const NEWEST = 50;

/** The context of a signal, as far as it is known by now. */
export async function signalContext(
  signal: Signal,
  sources: { readonly shown: ShownReader; readonly signals: Pick<SignalReader, 'latest'> },
): Promise<SignalContext> {
  const [groups, newest] = await Promise.all([sources.shown.groups(), sources.signals.latest({ limit: NEWEST })]);
  const { symbol } = signal.series;
  return {
    isShown: isShown({ groups }, { symbol, family: signal.family }),
    sameClose: newest
      .filter((entry) => entry.signal.closeTimeMs === signal.closeTimeMs && entry.signal.id !== signal.id)
      .map((entry) => entry.signal.side),
  };
}
