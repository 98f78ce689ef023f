import type { MarketStatus } from '../../market-status.ts';

import { escapeHtml } from '../../texts/html.ts';
import type { Language } from '../../texts/language.ts';
import { shownReason } from '../../texts/reason-text.ts';
import { stateReasonText } from '../../texts/state-reason-text.ts';
import { clipped } from './clipped.ts';
import { STAMP_MARKS } from './market-texts.ts';

const MOST_REASON_CHARACTERS = 90;

interface StatusAbout {
  readonly note: string | null;
  readonly page: number;
  readonly pages: number;
}

/** Texts of /status. */
export function statusTexts(language: Language) {
  return {
    /** The markets of one page. */
    status: (markets: readonly MarketStatus[], about: StatusAbout) => statusText(language, markets, about),
  };
}

function statusText(language: Language, markets: readonly MarketStatus[], { note, page, pages }: StatusAbout): string {
  const { t } = language;
  return [
    pages < 2 ? t('status-title') : t('status-title-page', { page: page + 1, pages }),
    ...(note === null ? [] : [t('market-note', { note })]),
    ...(markets.length === 0 ? [t('status-none')] : markets.map((market) => marketText(language, market))),
    t('status-marks'),
  ].join('\n\n');
}

function marketText(language: Language, market: MarketStatus): string {
  const { t, format } = language;
  const { symbol, timeframe, exchange, dataQuality, state, stateReason } = market;
  const head = { mark: dataQuality === null ? '⚪' : STAMP_MARKS[dataQuality.stamp], symbol, timeframe, exchange };
  const reasons =
    dataQuality?.reasons.slice(0, 1).map((reason) => clipped(shownReason(reason, language), MOST_REASON_CHARACTERS)) ??
    [];
  return [
    state === 'ok' ? t('status-market', head) : t('status-market-state', { ...head, state }),
    market.lastCandleTime === null || market.ageSeconds === null
      ? t('status-no-candle')
      : t('status-candle', {
          time: format.minute(Date.parse(market.lastCandleTime)),
          age: format.duration(market.ageSeconds * 1_000),
        }),
    t('status-counts', { candles: market.candles, gaps: market.gaps, revisions: market.revisions }),
    ...(stateReason === null || state === 'closed'
      ? []
      : [escapeHtml(clipped(stateReasonText(stateReason, language), MOST_REASON_CHARACTERS))]),
    ...reasons.map(escapeHtml),
  ].join('\n');
}
