import type { CalibrationReading, Evidence } from '../../engine/monitoring/create-evidence.ts';
import type { AnswerFailure } from './chart.ts';
import type { CalibrationDrawing } from './drawings.ts';
import { named, type RecordAsk } from './record/track-record.ts';

/** Stated against realised probability, over every candle scored, published or not. The same for every tier. */
export async function calibration(
  ask: RecordAsk & { readonly nowMs: number },
  sources: { readonly evidence: Pick<Evidence, 'read'> },
): Promise<CalibrationReading> {
  return await sources.evidence.read(named(ask), ask.nowMs);
}

/** A calibration and the look of its picture. */
export type CalibrationPictureAsk = RecordAsk & { readonly nowMs: number } & Pick<
    CalibrationDrawing,
    'theme' | 'languageCode'
  >;

/** The same with its picture; png is null when nothing was scored or drawing failed. */
export async function calibrationPicture(
  ask: CalibrationPictureAsk,
  sources: {
    readonly evidence: Pick<Evidence, 'read'>;
    readonly renderCalibration: (picture: CalibrationDrawing) => Promise<Buffer>;
    readonly onFailed: (failure: AnswerFailure) => void;
  },
): Promise<{ readonly reading: CalibrationReading; readonly png: Buffer | null }> {
  const { theme, languageCode, nowMs, ...of } = ask;
  const reading = await calibration({ ...of, nowMs }, sources);
  if (reading.overall.rows === 0) return { reading, png: null };
  const market = ask.symbol ?? null;
  try {
    const picture = { calibration: reading.overall, market, theme, languageCode };
    return { reading, png: await sources.renderCalibration(picture) };
  } catch (error) {
    sources.onFailed({ type: 'drawing-failed', of: 'calibration', error });
    return { reading, png: null };
  }
}
