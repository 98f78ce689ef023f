import type { TrackRecord, TrackRecordReader } from '../../../engine/signals/track-record.ts';
import type { AnswerFailure } from '../chart.ts';
import type { EquityDrawing } from '../drawings.ts';

/** Whose record: of every market where neither is named. */
export interface RecordAsk {
  readonly symbol?: string | undefined;
  readonly timeframe?: string | undefined;
}

/** How the signals did, losers included, with intervals and the simplest rule beside them. The same for every tier. */
export async function trackRecord(
  ask: RecordAsk,
  sources: { readonly trackRecord: TrackRecordReader },
): Promise<TrackRecord> {
  return await sources.trackRecord.read(named(ask));
}

/** A record and the look of its picture. */
export type EquityPictureAsk = RecordAsk & Pick<EquityDrawing, 'theme' | 'languageCode'>;

/** The same with its picture; png is null when nothing worth trading was settled or drawing failed. */
export async function equityPicture(
  ask: EquityPictureAsk,
  sources: {
    readonly trackRecord: TrackRecordReader;
    readonly renderEquity: (picture: EquityDrawing) => Promise<Buffer>;
    readonly onFailed: (failure: AnswerFailure) => void;
  },
): Promise<{ readonly record: TrackRecord; readonly png: Buffer | null }> {
  const { theme, languageCode, ...of } = ask;
  const record = await trackRecord(of, sources);
  const { netSums } = record;
  if (netSums.length === 0) return { record, png: null };
  try {
    return { record, png: await sources.renderEquity({ netSums, market: ask.symbol ?? null, theme, languageCode }) };
  } catch (error) {
    sources.onFailed({ type: 'drawing-failed', of: 'equity', error });
    return { record, png: null };
  }
}

/** The filter of a question: what was not named is left out. */
export function named({ symbol, timeframe }: RecordAsk): { readonly symbol?: string; readonly timeframe?: string } {
  return { ...(symbol === undefined ? {} : { symbol }), ...(timeframe === undefined ? {} : { timeframe }) };
}
