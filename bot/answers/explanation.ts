import type { Explainer, WhyAnswer } from '../../engine/explainer.ts';
import { shortSignalId } from '../../engine/signals/signal.ts';
import type { AnswerFailure } from './chart.ts';
import type { Look, WhyDrawing } from './drawings.ts';
import type { ReaderSignal } from './reader-signal.ts';
import { type SignalAsk, type SignalSources, type VisibleSignal, visibleSignal } from './visible-signals.ts';

/** Why a signal came, for a reader who may see it. */
export type Explanation =
  | Exclude<VisibleSignal, { type: 'visible' }>
  | {
      readonly type: 'explained';
      readonly shown: ReaderSignal;
      readonly why: WhyAnswer;
      /** Bars; null where nothing is explained or drawing failed. */
      readonly png: Buffer | null;
    };

/** A signal, and how its picture is to look. */
export type ExplanationAsk = SignalAsk & Look;

export interface ExplanationSources extends SignalSources {
  readonly explain: Explainer;
  /** Draws a PNG. */
  readonly renderWhy: (picture: WhyDrawing) => Promise<Buffer>;
  readonly onFailed: (failure: AnswerFailure) => void;
}

/** What moved a signal. The model is read again and the market's past is counted, which may take seconds. */
export async function explanation(ask: ExplanationAsk, sources: ExplanationSources): Promise<Explanation> {
  const found = await visibleSignal(ask, sources);
  if (found.type !== 'visible') return found;
  const { signal } = found.shown;
  const { theme, languageCode } = ask;
  const why = await sources.explain(signal);
  const png = why.type === 'why' ? await drawn({ answer: why, signal, theme, languageCode }, sources) : null;
  return { type: 'explained', shown: found.shown, why, png };
}

async function drawn(
  picture: Parameters<ExplanationSources['renderWhy']>[0],
  { renderWhy, onFailed }: ExplanationSources,
): Promise<Buffer | null> {
  try {
    return await renderWhy(picture);
  } catch (error) {
    onFailed({ type: 'chart-failed', signalId: shortSignalId(picture.signal.id), error });
    return null;
  }
}
