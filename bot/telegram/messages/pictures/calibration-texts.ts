import type { LiveCalibration } from '../../../../engine/monitoring/live-calibration.ts';
import type { Language } from '../../../texts/language.ts';

/** The coverage that is named: the rest is in the picture and the API. */
const NAMED_SHARE = 0.1;

/** Whether the stated chances hold. */
export function calibrationTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    calibration(
      found: LiveCalibration,
      { market, note }: { readonly market: string | null; readonly note: string | null },
    ): string {
      const title = t('calibration-title', { market: market ?? plain('calibration-all') });
      const noted = note === null ? [] : [t('market-note', { note })];
      if (found.rows === 0) return [title, t('calibration-empty'), ...noted].join('\n');
      const { fromMs, toMs, rows } = found;
      const span = { from: format.day(fromMs ?? 0), to: format.day(toMs ?? 0) };
      return [
        title,
        t('calibration-rows', { rows, ...span }),
        ...errorLines(language, found),
        ...accuracyLines(language, found),
        ...noted,
        t('calibration-explained'),
      ].join('\n');
    },
  };
}

/** The error beside what chance alone makes of it: a bare number of a few hundred candles says nothing. */
function errorLines({ t, format }: Language, found: LiveCalibration): readonly string[] {
  const { calibrationError, calibrationNoise } = found;
  if (calibrationError === null || calibrationNoise === null) return [];
  const verdict = calibrationError <= calibrationNoise.upper ? 'within' : 'beyond';
  return [
    t('calibration-error', { error: format.percent(calibrationError) }),
    t('calibration-chance', { upper: format.percent(calibrationNoise.upper), verdict }),
  ];
}

function accuracyLines({ t, format }: Language, found: LiveCalibration): readonly string[] {
  const { accuracy, accuracyInterval, reversalAccuracy, coverage } = found;
  if (accuracy === null || accuracyInterval === null) return [];
  const called = { accuracy: format.percent(accuracy), interval: format.interval(accuracyInterval) };
  const confident = coverage.find(({ share }) => share === NAMED_SHARE);
  return [
    reversalAccuracy === null
      ? t('calibration-accuracy-alone', called)
      : t('calibration-accuracy', { ...called, reversal: format.percent(reversalAccuracy) }),
    ...(confident === undefined || confident.accuracy === null || confident.interval === null
      ? []
      : [
          t('calibration-confident', {
            ...{ share: format.percent(confident.share, 0), accuracy: format.percent(confident.accuracy) },
            ...{ interval: format.interval(confident.interval), count: confident.count },
          }),
        ]),
  ];
}
