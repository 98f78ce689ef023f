import type { NetSum } from '../../../../engine/signals/net-sum.ts';
import type { Language } from '../../../texts/language.ts';

/** The running sums of what was worth trading. */
export function equityTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    equity(
      netSums: readonly NetSum[],
      { market, note }: { readonly market: string | null; readonly note: string | null },
    ): string {
      const title = t('equity-title', { market: market ?? plain('equity-all') });
      const noted = note === null ? [] : [t('market-note', { note })];
      if (netSums.length === 0) return [title, t('equity-empty'), ...noted].join('\n');
      return [
        title,
        ...netSums.map(({ family, count, points, deepestFallBps }) =>
          t('equity-line', {
            ...{ family, count, fall: format.percent(deepestFallBps / 1e4) },
            result: format.signedPercent((points.at(-1)?.sumBps ?? 0) / 1e4, 1),
          }),
        ),
        ...noted,
        t('equity-explained'),
      ].join('\n');
    },
  };
}
