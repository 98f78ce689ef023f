import type { ReaderSettings } from '../../../../billing/reader-settings.ts';
import type { Language } from '../../../texts/language.ts';

/** Which signals come directly. */
export function watchTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    watchOffer: t('watch-offer'),
    watch(settings: ReaderSettings): string {
      if (settings.messages.signal === 'off') return [t('watch-title'), t('watch-off')].join('\n');
      const { pairs, timeframes, side, minimumConfidence, onlyWorthTrading, mostSignalsPerDay } = settings;
      return [
        t('watch-title'),
        pairs === null ? t('watch-all') : t('watch-pairs', { pairs: format.some(pairs, 12) }),
        ...(timeframes === null ? [] : [t('watch-frames', { timeframes: format.list(timeframes) })]),
        ...(side === null ? [] : [t('watch-side', { side: plain('action', { action: side }) })]),
        ...(minimumConfidence === 0
          ? []
          : [t('watch-confidence', { confidence: format.percent(minimumConfidence, 0) })]),
        ...(onlyWorthTrading ? [t('watch-worth')] : []),
        ...(mostSignalsPerDay === null ? [] : [t('watch-most', { most: mostSignalsPerDay })]),
        t('watch-hint'),
      ].join('\n');
    },
    buttonWatchSide: (side: ReaderSettings['side']) =>
      side === null
        ? plain('button-watch-sides')
        : plain('button-watch-side', { side: plain('action', { action: side }) }),
    buttonWatchConfidence: (least: number) =>
      least === 0
        ? plain('button-watch-any-confidence')
        : plain('button-watch-confidence', { confidence: format.percent(least, 0) }),
    buttonWatchWorth: (isOnly: boolean) => (isOnly ? plain('button-watch-only-worth') : plain('button-watch-worth')),
    buttonWatchMost: (most: number | null) =>
      most === null ? plain('button-watch-every') : plain('button-watch-most', { most }),
    buttonWatchOff: plain('button-watch-off'),
  };
}
