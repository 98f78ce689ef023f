import { type Language, languageFor } from '../../texts/language.ts';
import { apiKeyTexts } from './account/api-key-texts.ts';
import { inviteTexts } from './account/invite-texts.ts';
import { ownAccountTexts } from './account/own-account-texts.ts';
import { partnerTexts } from './account/partner-texts.ts';
import { accountTexts } from './account-texts.ts';
import { backtestTexts } from './backtest-texts.ts';
import { botTexts } from './bot-texts.ts';
import { buttonTexts } from './button-texts.ts';
import { helpTexts } from './help-texts.ts';
import { marketTexts, pairTexts } from './market-texts.ts';
import { marketsTexts } from './markets-texts.ts';
import { cardTexts } from './money/card-texts.ts';
import { closingTexts } from './money/closing-texts.ts';
import { commissionTexts } from './money/commission-texts.ts';
import { couponTexts } from './money/coupon-texts.ts';
import { offerTexts } from './offer-texts.ts';
import { adminTexts } from './operator/admin-texts.ts';
import { controlsTexts } from './operator/controls-texts.ts';
import { partnersReportTexts } from './operator/partners-report-texts.ts';
import { peopleTexts } from './operator/people-texts.ts';
import { revenueTexts } from './operator/revenue-texts.ts';
import { setupTexts } from './operator/setup-texts.ts';
import { operatorTexts } from './operator-texts.ts';
import { paymentTexts } from './payment-texts.ts';
import { calibrationTexts } from './pictures/calibration-texts.ts';
import { equityTexts } from './pictures/equity-texts.ts';
import { marketChartTexts } from './pictures/market-chart-texts.ts';
import { digestTexts } from './settings/digest-texts.ts';
import { settingsTexts } from './settings/settings-texts.ts';
import { watchTexts } from './settings/watch-texts.ts';
import { costTexts } from './signal/cost-texts.ts';
import { signalTexts } from './signal/signal-texts.ts';
import { statusTexts } from './status-texts.ts';
import { summaryTexts } from './summary-texts.ts';
import { supportTexts } from './support-texts.ts';
import { trackTexts } from './track-texts.ts';
import { whyTexts } from './why-texts.ts';

/** Everything the bot writes in one language. Telegram HTML where the name does not say otherwise; values from outside are escaped. */
export type Texts = ReturnType<typeof createTexts>;

const known = new Map<string, Texts>();

/** The texts in a reader's language (IETF tag as Telegram gives it). */
export function textsFor(languageCode: string): Texts {
  const language = languageFor(languageCode);
  const texts = known.get(language.code) ?? createTexts(language);
  known.set(language.code, texts);
  return texts;
}

function createTexts(language: Language) {
  return {
    language,
    ...botTexts(language),
    ...buttonTexts(language),
    ...accountTexts(language),
    ...apiKeyTexts(language),
    ...inviteTexts(language),
    ...ownAccountTexts(language),
    ...partnerTexts(language),
    ...helpTexts(language),
    ...offerTexts(language),
    ...paymentTexts(language),
    ...cardTexts(language),
    ...setupTexts(language),
    ...closingTexts(language),
    ...commissionTexts(language),
    ...couponTexts(language),
    ...supportTexts(language),
    ...marketTexts(language),
    ...pairTexts(language),
    ...marketChartTexts(language),
    ...calibrationTexts(language),
    ...equityTexts(language),
    ...signalTexts(language),
    ...costTexts(language),
    ...watchTexts(language),
    ...settingsTexts(language),
    ...digestTexts(language),
    ...trackTexts(language),
    ...summaryTexts(language),
    ...whyTexts(language),
    ...backtestTexts(language),
    ...marketsTexts(language),
    ...statusTexts(language),
    ...operatorTexts(language),
    ...adminTexts(language),
    ...peopleTexts(language),
    ...revenueTexts(language),
    ...partnersReportTexts(language),
    ...controlsTexts(language),
  };
}
