import type { Money } from '../../../billing/money.ts';
import { type Plan, starsOf, TRIAL } from '../../../billing/plans.ts';
import type { Tier } from '../../../billing/tiers.ts';
import type { Timeframe } from '../../../engine/market/timeframe.ts';
import type { Language } from '../../texts/language.ts';

/** Labels of buttons. */
export function buttonTexts({ plain, format }: Language) {
  return {
    buttonSignals: plain('button-signals'),
    buttonTrack: plain('button-track'),
    buttonPredict: plain('button-predict'),
    buttonAllMarkets: plain('button-all-markets'),
    buttonOlder: plain('button-older'),
    buttonNewer: plain('button-newer'),
    buttonChart: plain('button-chart'),
    buttonChartOf: (symbol: string, timeframe: Timeframe) => plain('button-chart-of', { symbol, timeframe }),
    buttonEquity: plain('button-equity'),
    buttonCalibration: plain('button-calibration'),
    buttonRefresh: plain('button-refresh'),
    buttonOtherPair: plain('button-other-pair'),
    buttonMenu: plain('button-menu'),
    buttonSignalsOf: (symbol: string) => plain('button-signals-of', { symbol }),
    buttonTrackOf: (symbol: string) => plain('button-track-of', { symbol }),
    buttonPredictOf: (symbol: string, timeframe: Timeframe) => plain('button-predict-of', { symbol, timeframe }),
    buttonWhy: plain('button-why'),
    buttonCopyEntry: plain('button-copy-entry'),
    buttonCopyStop: plain('button-copy-stop'),
    buttonCopyTarget: plain('button-copy-target'),
    buttonCopyAll: plain('button-copy-all'),
    buttonBacktest: plain('button-backtest'),
    buttonDays: (days: number) => plain('button-days', { days }),
    buttonWatch: plain('button-watch'),
    buttonPlan: plain('button-plan'),
    buttonTrial: plain('button-trial', { tier: plain(`tier-${TRIAL.tier}`), days: TRIAL.days }),
    buttonSubscribe: plain('button-subscribe'),
    buttonRenew: plain('button-renew'),
    buttonHelp: plain('button-help'),
    buttonFreeChannel: plain('button-free-channel'),
    buttonOpenChannel: (title: string) => plain('button-open-channel', { title }),
    buttonInChannel: (title: string) => plain('button-in-channel', { title }),
    buttonLockedChannel: (title: string) => plain('button-locked-channel', { title }),
    buttonAcceptTerms: plain('button-accept-terms'),
    buttonPay: (stars: number) => plain('button-pay', { stars }),
    buttonSubscribeMonthly: (stars: number) => plain('button-subscribe-monthly', { stars }),
    buttonTier: (tier: Tier, shown: boolean) =>
      plain(shown ? 'button-tier-shown' : 'button-tier', { tier: plain(`tier-${tier}`) }),
    buttonPeriod: (plan: Plan, shown: boolean) => {
      const { days } = plan;
      const stars = starsOf(plan);
      if (days === null) return plain(shown ? 'button-period-for-good-shown' : 'button-period-for-good', { stars });
      return plain(shown ? 'button-period-shown' : 'button-period', { days, stars });
    },
    buttonCardPay: (price: Money) =>
      plain('button-card-pay', { price: format.money(price.amountMinor, price.currency) }),
    buttonCardGo: plain('button-card-go'),
    buttonCard: plain('button-card'),
    buttonReturn: plain('button-return'),
    buttonReturnSurely: plain('button-return-surely'),
    buttonCancelSubscription: plain('button-cancel-subscription'),
    buttonCancelSurely: plain('button-cancel-surely'),
    buttonKeepSubscription: plain('button-keep-subscription'),
    buttonResumeSubscription: plain('button-resume-subscription'),
    buttonTerms: plain('button-terms'),
    buttonPrivacy: plain('button-privacy'),
    buttonSupport: plain('button-support'),
    buttonPaySupport: plain('button-pay-support'),
    buttonCancel: plain('button-cancel'),
    buttonStay: plain('button-stay'),
    buttonRemove: plain('button-remove'),
  };
}
