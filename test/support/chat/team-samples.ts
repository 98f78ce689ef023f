import { NO_ENTITLEMENT } from '../../../billing/entitlement.ts';
import type { MarketStatus } from '../../../bot/market-status.ts';
import { OPERATOR_COMMANDS } from '../../../bot/telegram/commands.ts';
import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import { AUDITED } from '../../../bot/telegram/operations.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS, RECORD, recordAround } from '../signal-fixtures.ts';

type TeamKeys =
  | 'adminOverview'
  | 'adminModels'
  | 'adminLogs'
  | 'adminActs'
  | 'operatorCommand'
  | 'adminVersion'
  | 'ticketList'
  | 'buttonTicket'
  | 'buttonPersonNamed'
  | 'buttonRole'
  | 'personUnknown'
  | 'person'
  | 'roleSure'
  | 'team'
  | 'supportForAdmin'
  | 'answerUnknown'
  | 'memberAsk';

type Samples = {
  readonly [Key in TeamKeys]: readonly Parameters<Extract<Texts[Key], (...args: never[]) => string>>[];
};

const AT = CLOSE_TIME_MS;

/** What texts for operators are called with; `x` stands for a value from outside. */
export function teamSamples(x: string, markets: readonly MarketStatus[]): Samples {
  const account = {
    ...{ telegramId: 1, firstName: x, languageCode: x, createdAtMs: AT, acceptedTerms: null },
    ...{ acceptedTermsAtMs: null, firstStart: null, unreachable: true },
  };
  const ticket = { id: x, telegramId: 1, topic: 'payment', text: x, createdAtMs: AT, closedAtMs: null } as const;
  const failure = { code: 'E-7K2', count: 14, error: x };
  const overview = {
    ...{ nowMs: AT, failed: [], markets, newestSignalMs: AT - HOUR_MS, oldestDueAgeMs: 0, tickets: 1 },
    ...{ sending: { shed: [], refused: [], say: x }, failures: [], people: { known: 2, paid: 1 } },
  };
  const troubled = {
    failures: [failure],
    failed: [{ name: x, say: x }],
    newestSignalMs: null,
    oldestDueAgeMs: HOUR_MS,
  };
  const muted = { ...markets[0], mutedReason: { code: 'model-stale', params: { ageDays: 40 } } } as MarketStatus;
  const many = Array.from({ length: 12 }, () => ({ ...muted, state: 'ok', stateReason: null }) as const);
  return {
    adminOverview: [[overview], [{ ...overview, ...troubled, markets: many }]],
    adminModels: [
      [markets, recordAround({ fromMs: 0, toMs: AT, published: RECORD, allScored: RECORD, perSeries: [] })],
      [
        markets,
        recordAround({
          ...{ fromMs: 0, toMs: AT, published: RECORD, allScored: RECORD },
          perSeries: [{ series: 'binance:BTC/USDT@1h', published: RECORD, allScored: RECORD }],
        }),
      ],
    ],
    adminLogs: [
      [[], []],
      [(['warn', 'error'] as const).map((level) => ({ atMs: AT, level, message: x })), [failure]],
    ],
    adminActs: [[[]], [AUDITED.map((act) => ({ id: x, act, by: 1, about: x, atMs: AT }))]],
    operatorCommand: OPERATOR_COMMANDS.map(({ command }) => [command]),
    adminVersion: [[x]],
    ticketList: [
      [[], AT],
      [[ticket], AT + HOUR_MS],
    ],
    buttonTicket: [[x, x]],
    buttonPersonNamed: [[x]],
    buttonRole: [['admin'], ['support'], ['analyst']],
    personUnknown: [[1]],
    person: [
      [{ account, entitlement: NO_ENTITLEMENT, payments: 0, tickets: 1, role: null }],
      [
        {
          ...{ account: { ...account, unreachable: false }, payments: 2, tickets: 1, role: 'owner' },
          entitlement: { ...NO_ENTITLEMENT, paidUntilMs: AT, state: 'active' },
        },
      ],
    ],
    roleSure: [
      [1, 'admin'],
      [1, null],
    ],
    team: [true, false].map((isClaimed) => [
      { ids: [1], isClaimed },
      [{ telegramId: 2, firstName: x, role: 'support', grantedBy: 1, grantedAtMs: AT }],
    ]),
    supportForAdmin: [AT, null].map((paidUntilMs) => [
      { id: x, topic: x, from: x, telegramId: 1, text: x, paidUntilMs },
    ]),
    answerUnknown: [[x]],
    memberAsk: [[x, 1, x]],
  };
}
