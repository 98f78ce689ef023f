import { NO_ENTITLEMENT } from '../../../billing/entitlement.ts';
import type { Benefit } from '../../../billing/offer.ts';
import { PLANS } from '../../../billing/plans.ts';
import type { MarketStatus } from '../../../bot/market-status.ts';
import { OPERATOR_COMMANDS } from '../../../bot/telegram/commands.ts';
import { type Texts, textsFor } from '../../../bot/telegram/messages/texts.ts';
import { PSEUDO } from '../../../bot/texts/language.ts';
import { familyOf } from '../../../engine/explanation/feature-family.ts';
import { FEATURES } from '../../../engine/features/table.ts';
import type { Outcome, Signal } from '../../../engine/signals/signal.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { testedRule } from '../models/tested-rule.ts';
import { QUALITY_SAMPLES } from '../reason-samples.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, RECORD, recordAround, signalOf } from '../signal-fixtures.ts';
import { explainedOf } from '../stage/stage-samples.ts';
import { STATE_REASON_SAMPLES } from '../state-reason-samples.ts';
import { accountSamples } from './account-samples.ts';
import { controlsSamples } from './controls-samples.ts';
import { couponSamples } from './coupon-samples.ts';
import { moneySamples } from './money-samples.ts';
import { operatorSamples } from './operator-samples.ts';
import { partnerSamples } from './partner-samples.ts';
import { pictureSamples } from './picture-samples.ts';
import { revenueSamples } from './revenue-samples.ts';
import { settingsSamples } from './settings-samples.ts';
import { setupSamples } from './setup-samples.ts';
import { STEP_SAMPLES, swingSamples, TREND_SAMPLES } from './swing-samples.ts';
import { teamSamples } from './team-samples.ts';

const { language } = textsFor(PSEUDO);

/** A value from outside: none of its letters is plain. */
export const X = 'Ñ';
const MS = 7_200_000;
export const AT = CLOSE_TIME_MS;
const [PLAN] = PLANS;
if (PLAN === undefined) throw new Error('expected a plan');
export const TIER = PLAN.tier;

const EMPTY = { ...RECORD, accuracy: null, accuracyInterval: null };
const DELAY = language.format.delay({ delayCandles: 0.5 }, ['1h', '4h']) ?? '';
const BENEFITS: readonly Benefit[] = [
  { type: 'sooner', delayCandles: 0, freeDelayCandles: 0.5 },
  { type: 'swing-sooner', delayDays: 0, freeDelayDays: 3 },
  { type: 'swing-sooner', delayDays: 1, freeDelayDays: 3 },
  { type: 'channel', tier: PLAN.tier },
  { type: 'direct-alerts' },
  { type: 'questions', perMinute: 30, freePerMinute: 10 },
  { type: 'backtests', perDay: 20, freePerDay: 2 },
  { type: 'api-per-minute', perMinute: 1_200, freePerMinute: 30 },
  { type: 'api-per-day', perDay: 100_000, freePerDay: 1_000 },
];
const SOLD = { plan: PLAN, benefits: BENEFITS, delay: null, freeDelay: DELAY };
const OUTCOMES: readonly (Outcome | null)[] = [
  null,
  ...(['right', 'wrong', 'flat', 'void'] as const).map((type) => outcomeOf({ type })),
];
const SIGNALS: readonly Signal[] = (['live', 'recorded', 'simulated'] as const).flatMap((marketSource) =>
  (['BUY', 'SELL'] as const).map((side) =>
    signalOf({
      side,
      marketSource,
      modelVersion: X,
      expectedValueBps: side === 'BUY' ? 25 : 15,
      worthTrading: side === 'BUY',
    }),
  ),
);
const UNVALUED = signalOf({ modelVersion: X, expectedValueBps: null, worthTrading: false });
const DOUBTED: readonly Signal[] = QUALITY_SAMPLES.map((reason) =>
  signalOf({ modelVersion: X, dataQuality: { stamp: 'amber', reasons: [reason] } }),
);
export const ENTRIES = [
  ...swingSamples(X),
  ...SIGNALS.flatMap((signal) => OUTCOMES.map((outcome) => entryOf(signal, outcome))),
  ...[UNVALUED, ...DOUBTED].map((signal) => entryOf(signal, null)),
];
const SETTLED = ENTRIES.flatMap(({ signal, outcome }) => (outcome === null ? [] : [{ signal, outcome }]));
export const RECORDS = recordAround({
  ...{ fromMs: 0, toMs: AT, published: RECORD, allScored: EMPTY },
  perSeries: [
    { series: 'binance:BTC/USDT@1h', published: RECORD, allScored: EMPTY },
    { series: 'binance:EUR/USD@1h', published: EMPTY, allScored: EMPTY },
  ],
});
export const MARKETS: readonly MarketStatus[] = (['ok', 'closed', 'late', 'paused', 'disabled'] as const).map(
  (state, index) => ({
    ...{
      exchange: 'binance',
      symbol: 'BTC/USDT',
      timeframe: '1h',
      marketSource: 'live',
      candles: 2,
      gaps: 1,
      revisions: 0,
    },
    lastCandleTime: index === 0 ? null : '2024-05-12T14:00:00.000Z',
    ageSeconds: index === 0 ? null : 9_000 * index,
    dataQuality: index === 0 ? null : { stamp: index === 1 ? 'amber' : 'green', reasons: [] },
    ...{ state, stateReason: null, modelVersion: null, recentCloses: [1, 2] },
  }),
);
export const TROUBLED_MARKETS = MARKETS.filter(({ state }) => state === 'disabled').flatMap((market) =>
  STATE_REASON_SAMPLES.map(([stateReason]): MarketStatus => ({ ...market, stateReason })),
);
const DOUBTED_MARKETS = MARKETS.slice(0, 1).flatMap((market) =>
  QUALITY_SAMPLES.map((reason): MarketStatus => ({ ...market, dataQuality: { stamp: 'amber', reasons: [reason] } })),
);
const prediction = (
  action: 'BUY' | 'SELL' | 'HOLD',
  expectedValueBps: number | null,
): Parameters<Texts['prediction']>[0] => ({
  ...{ id: X, symbol: 'BTC/USDT', timeframe: '1h', closeTime: '2024-05-12T14:00:00.000Z', action, direction: 'up' },
  ...{ probabilityUp: 0.5, confidencePercent: 55, expectedValueBps, costBps: 20, modelVersion: X },
  dataQuality: { stamp: 'amber', reasons: QUALITY_SAMPLES.slice(action === 'HOLD' ? 3 : 0) },
});

type Functions = { [K in keyof Texts as Texts[K] extends (...args: never[]) => string ? K : never]: Texts[K] };
type Samples = { readonly [K in keyof Functions]: readonly Parameters<Functions[K]>[] };

/** What each text is called with; the compiler asks for a line when a text is added. */
export const SAMPLES: Samples = {
  buttonSignalsOf: [[X]],
  buttonTrackOf: [[X]],
  buttonPredictOf: [[X, '1h']],
  buttonChartOf: [[X, '1h']],
  buttonDays: [[30]],
  buttonOpenChannel: [[X]],
  buttonLockedChannel: [[X]],
  buttonPay: [[1_950]],
  ...moneySamples(SOLD, DELAY),
  ...accountSamples(),
  ...couponSamples(SOLD.plan),
  ...partnerSamples(),
  revenue: revenueSamples(),
  greeting: [
    [X, null, null],
    [X, DELAY, X],
  ],
  help: [
    [['BTC/USDT'], { ofRole: [], hasPartners: false }],
    [
      Array.from({ length: 20 }, () => X),
      { ofRole: OPERATOR_COMMANDS.map(({ command }) => command), hasPartners: true },
    ],
  ],
  terms: [['1']],
  termsAccepted: [['1']],
  buttonCardPay: [[{ amountMinor: 3_900, currency: 'USD' }]],
  refunded: [[{ amountMinor: 5, currency: 'XTR' }, NO_ENTITLEMENT]],
  refundedPart: [[{ amountMinor: 5_00, currency: 'USD' }]],
  refundFailed: [[{ amountMinor: 5_00, currency: 'USD' }]],
  paymentDelayed: [[5]],
  refundDelayed: [[5]],
  joinDelayed: [[X]],
  joinWelcome: [[X]],
  joinDeclined: [[X]],
  expired: [[X]],
  channelOpen: [[X]],
  channelLinkMissing: [[X]],
  channelLocked: [[X]],
  channelNotSold: [[X]],
  supportStored: [
    [X, true],
    [X, false],
  ],
  supportTooLong: [[2_000]],
  supportAnswer: [[X, X]],
  slowDown: [
    [10, { waitMs: 42_000, canUpgrade: true }],
    [10, { waitMs: 42_000, canUpgrade: false }],
  ],
  toastSlowDown: [[42_000]],
  toastFailed: [['E-7K2']],
  failed: [['E-7K2']],
  signalsTitle: [
    [null, 0],
    [null, 1],
    [X, 0],
    [X, 1],
  ],
  signalsDelayed: [[DELAY]],
  signalsOpen: [[1], [3]],
  buttonSignalsState: [[null], ['open'], ['right'], ['wrong']],
  signalUnknown: [[X], ['']],
  signalLater: [[AT]],
  predictChooseTimeframe: [[X]],
  ...pictureSamples(X),
  ...settingsSamples(X),
  ...controlsSamples(X),
  ...teamSamples(X, MARKETS),
  ...setupSamples(X),
  prediction: [
    [prediction('BUY', 3), { note: X, delayedByMs: MS, nowMs: AT }],
    [prediction('SELL', -3), { note: null, delayedByMs: 0, nowMs: AT + 5 * MS }],
    [prediction('HOLD', 0), { note: null, delayedByMs: 0, nowMs: AT + HOUR_MS }],
    [prediction('HOLD', null), { note: null, delayedByMs: 0, nowMs: AT + HOUR_MS }],
  ],
  marketNote: [[X]],
  cost: [[{ cryptoSideBps: null, forexRoundTripBps: null }], [{ cryptoSideBps: 12.5, forexRoundTripBps: 1 }]],
  buttonCost: (['stated', 'binance', 'perpetual', 'maker', 'spread-1'] as const).map((choice) => [choice]),
  pairUnknown: [
    [X, { near: [], followed: [X, X] }],
    [X, { near: [X], followed: [] }],
    [X, { near: [X, X], followed: [] }],
  ],
  pairSeveral: [[X]],
  timeframeUnknown: [[X, { asked: X, followed: ['1h', '4h'] }]],
  wordsUnknown: [[X, { asked: X, followed: ['1h'] }]],
  pairMentioned: [[X, ['1h', '4h', '1d']]],
  signalMessage: ENTRIES.flatMap((entry) =>
    [RECORD, EMPTY, { ...RECORD, reversalAccuracy: null }, null].flatMap(
      (record): Parameters<Texts['signalMessage']>[] => [
        [entry, { nowMs: AT + 5_000, record }],
        [entry, { nowMs: AT + MS * 3, record, recordOf: X, botUsername: 'b' }],
      ],
    ),
  ),
  inlineTitle: ENTRIES.map((entry) => [entry]),
  inlineAbout: ENTRIES.map((entry) => [entry]),
  groupLeave: [[X]],
  outcomeAbove: SETTLED.map((entry) => [entry]),
  buttonOutcome: SETTLED.map(({ outcome }) => [outcome]),
  signalLine: ENTRIES.map((entry) => [entry]),
  summary: (['daily', 'weekly'] as const).flatMap((kind) =>
    ([null, [-30, -10], [-10, 10], [10, 30]] as const).flatMap((interval) =>
      [0, 1, 9].map((count) => [
        {
          period: { kind, fromMs: AT, toMs: AT },
          ...{
            posted: count,
            closes: count,
            pairs: [[X, count]],
            exits: count,
            plan: RECORD.plan && {
              ...RECORD.plan,
              count,
              averageNetBps: count === 0 ? null : 3,
              averageNetInterval: interval,
            },
          },
          ...{ open: count, void: count, heldBack: count, tooLate: count, failed: count },
        },
      ]),
    ),
  ),
  stepMessage: STEP_SAMPLES,
  whyTrend: TREND_SAMPLES,
  history: [[{ count: 2, fromMs: 0, note: X }]],
  trackTitle: [[null], [X]],
  track: [RECORD, { ...RECORD, right: 2, wrong: 1 }, { ...RECORD, count: 0 }, EMPTY].map((published) => [
    { ...RECORDS, published },
    { note: X, more: 3 },
  ]),
  why: FEATURES.filter(({ group }) => group !== 'scale').flatMap(({ name }) =>
    ([null, { rises: 30, cases: 60 }, { rises: 300, cases: 600 }] as const).flatMap((followed) => {
      const why = { probabilityUp: 0.6, startUp: 0.5, parts: [{ feature: name, points: 0.02, value: 1 }] };
      return [0.1, -0.1].map((value) => [
        explainedOf(why, { [familyOf(name)]: { value, timesUsual: 2, followed } }),
        signalOf({ modelVersion: X }),
      ]);
    }),
  ),
  backtestOffer: [[20]],
  backtestDays: [[X, 7, 365]],
  backtestQueued: [[1], [2]],
  backtestLimit: [[20, 7_200_000]],
  backtestTooLittle: [[X]],
  backtestResult: [
    { trades: 0 },
    { probabilisticSharpe: 0.03 },
    { probabilisticSharpe: 0 },
    { netReturn: 0.1, trades: 5 },
    { netReturn: 0.1 },
    {},
  ].map((changes) => [{ ...testedRule(changes), kind: 'gru' }, X]),
  status: [
    [[], { note: null, page: 0, pages: 1 }],
    [MARKETS, { note: X, page: 1, pages: 2 }],
    [DOUBTED_MARKETS, { note: null, page: 0, pages: 1 }],
    [TROUBLED_MARKETS, { note: null, page: 0, pages: 1 }],
  ],
  markets: [
    [[], { note: null, page: 0, pages: 1, record: RECORDS }],
    [MARKETS, { note: X, page: 1, pages: 2, record: RECORDS }],
  ],
  ...operatorSamples(X, AT),
};
