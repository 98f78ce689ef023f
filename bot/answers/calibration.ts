import type { CalibrationReading, Evidence } from '../../engine/monitoring/create-evidence.ts';
import { named, type RecordAsk } from './track-record.ts';

/** Whether the stated probabilities mean what they say, over every candle scored, published or not. The same for every tier. */
export async function calibration(
  ask: RecordAsk & { readonly nowMs: number },
  sources: { readonly evidence: Pick<Evidence, 'read'> },
): Promise<CalibrationReading> {
  return await sources.evidence.read(named(ask), ask.nowMs);
}
