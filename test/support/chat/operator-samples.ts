import type { OperatorTexts } from '../../../bot/telegram/messages/operator-texts.ts';

const MS = 7_200_000;
const KINDS = ['conflict', 'token', 'limited', 'server', 'network', 'silence', 'other'] as const;

type Functions = {
  [K in keyof OperatorTexts as OperatorTexts[K] extends (...args: never[]) => string ? K : never]: OperatorTexts[K];
};
type Samples = { readonly [K in keyof Functions]: readonly Parameters<Functions[K]>[] };

/** What each text for operators is called with: X a value from outside, AT a time. */
export function operatorSamples(X: string, AT: number): Samples {
  return {
    chatId: [[-1001234567890]],
    operatorLate: [[X, AT]],
    operatorArrived: [[X, MS]],
    operatorDisabled: [[X, MS, X]],
    operatorQuarantined: [[X, MS, X]],
    operatorReleased: [[X]],
    operatorModelDamaged: [
      [X, X, null],
      [X, X, X],
    ],
    operatorModelReady: [[X, X]],
    operatorPaused: [[X, MS, X]],
    operatorRecovered: [[X]],
    operatorSkew: [[X, MS]],
    operatorSkewOver: [[X]],
    operatorDatabaseBack: [[MS]],
    operatorListening: KINDS.map((kind) => [kind, X]),
    operatorListeningOver: [[MS]],
    operatorFactsWaiting: [[3]],
    operatorFactsDone: [[3, MS]],
    operatorFactGivenUp: [[1, X]],
    operatorUnmatched: [[1, X]],
    operatorDisputed: [[1, X]],
    operatorRefundFailed: [[1, X, { amountMinor: 500, currency: 'USD' }]],
    operatorPostbacks: [[3]],
    operatorPostbackGivenUp: [[X, X]],
    operatorCardEvents: [[150]],
    operatorStars: [[-1_950]],
    refundUnknown: [[X]],
    refundUnmatched: [[X, 1]],
    refundAsk: [[{ amountMinor: 1_950, currency: 'XTR' }, 1, X]],
    refundDone: [[X]],
    refundRefused: [[X]],
    operatorJournal: [[X, X]],
    operatorJournalOver: [[X]],
    operatorJournalDamaged: [[X, 3, X]],
    operatorClock: [[X, MS]],
    operatorClockUnconfirmed: [[X]],
    operatorClockOver: [[X]],
    operatorChannel: [[X, 1, X]],
    operatorChannelOver: [[X]],
    operatorPostsRefused: [[X, X]],
    operatorPostsAccepted: [[X]],
    operatorExpired: [
      ['post', 1],
      ['alert', 2],
      ['broadcast', 1_950],
    ],
    operatorInTime: [['post'], ['alert'], ['broadcast']],
    operatorBehind: [[['broadcast', 'alert', 'edit']]],
    operatorFailed: [['E-7K2', X]],
    operatorMoved: [[-1, -1_001]],
    operatorAlert: [
      [{ severity: 'page', name: X, summary: X, runbook: X }],
      [{ severity: 'ticket', name: X, summary: X, runbook: X }],
    ],
    operatorAlertOver: [[X, X]],
    operatorAlertEnded: [[AT]],
    operatorAlertAcknowledged: [[X, AT]],
    operatorAlertSilenced: [
      [X, AT, 'alertmanager'],
      [X, AT, 'here'],
    ],
    buttonAlertSilence: [[1], [24]],
  };
}
