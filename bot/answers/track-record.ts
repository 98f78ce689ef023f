import type { TrackRecord, TrackRecordReader } from '../../engine/signals/track-record.ts';

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

/** The filter of a question: what was not named is left out. */
export function named({ symbol, timeframe }: RecordAsk): { readonly symbol?: string; readonly timeframe?: string } {
  return { ...(symbol === undefined ? {} : { symbol }), ...(timeframe === undefined ? {} : { timeframe }) };
}
