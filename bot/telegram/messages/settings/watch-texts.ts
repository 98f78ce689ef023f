import type { Language } from '../../../texts/language.ts';
import type { AlertPreference } from '../../ports.ts';

/** Which signals come directly. */
export function watchTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    watchOffer: t('watch-offer'),
    watch(preference: AlertPreference | null): string {
      if (preference === null) return [t('watch-title'), t('watch-off')].join('\n');
      const { pairs, side, minimumConfidence, onlyWorthTrading } = preference;
      return [
        t('watch-title'),
        pairs === null ? t('watch-all') : t('watch-pairs', { pairs: format.some(pairs, 12) }),
        ...(side === null ? [] : [t('watch-side', { side: plain('action', { action: side }) })]),
        ...(minimumConfidence === 0
          ? []
          : [t('watch-confidence', { confidence: format.percent(minimumConfidence, 0) })]),
        ...(onlyWorthTrading ? [t('watch-worth')] : []),
        t('watch-hint'),
      ].join('\n');
    },
    buttonWatchSide: (side: AlertPreference['side']) =>
      side === null
        ? plain('button-watch-sides')
        : plain('button-watch-side', { side: plain('action', { action: side }) }),
    buttonWatchConfidence: (least: number) =>
      least === 0
        ? plain('button-watch-any-confidence')
        : plain('button-watch-confidence', { confidence: format.percent(least, 0) }),
    buttonWatchWorth: (isOnly: boolean) => (isOnly ? plain('button-watch-only-worth') : plain('button-watch-worth')),
    buttonWatchOff: plain('button-watch-off'),
  };
}
