import type { Explainer, WhyAnswer } from '../../engine/explainer.ts';
import type { ReaderSignal } from './reader-signal.ts';
import { type SignalAsk, type SignalSources, type VisibleSignal, visibleSignal } from './visible-signals.ts';

/** Why a signal came, for a reader who may see it. */
export type Explanation =
  | Exclude<VisibleSignal, { type: 'visible' }>
  | { readonly type: 'explained'; readonly shown: ReaderSignal; readonly why: WhyAnswer };

/** Which features moved a signal. The model is read again, which may take seconds. */
export async function explanation(
  ask: SignalAsk,
  sources: SignalSources & { readonly explain: Explainer },
): Promise<Explanation> {
  const found = await visibleSignal(ask, sources);
  if (found.type !== 'visible') return found;
  return { type: 'explained', shown: found.shown, why: await sources.explain(found.shown.signal) };
}
