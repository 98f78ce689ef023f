import type { TrackRecord } from '../../../../engine/signals/track-record.ts';
import type { MarketStatus } from '../../../market-status.ts';
import type { Language } from '../../../texts/language.ts';
import { shownReason } from '../../../texts/reason-text.ts';
import { stateReasonText } from '../../../texts/state-reason-text.ts';
import type { OperatorCommandName } from '../../commands.ts';
import type { AuditEntry, FailureKind, GrantedRole, LogLine, Overview } from '../../operations.ts';
import type { StoredTicket } from '../../ports.ts';
import { clipped } from '../clipped.ts';

/** Lines of markets that are silent; the rest are in /status. */
const MOST_SILENT = 8;
const MOST_SAID = 200;
/** Kinds of failures shown. */
const MOST_FAILURES = 6;

/** The overview of operators and its pages. */
export function adminTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    adminOverview: (overview: Overview) => overviewText(language, overview),
    adminModels: (markets: readonly MarketStatus[], record: TrackRecord) =>
      [t('admin-models'), ...markets.map((market) => modelLine(language, market, record))].join('\n'),
    adminLogs: (lines: readonly LogLine[], failures: readonly FailureKind[]) =>
      lines.length + failures.length === 0
        ? t('admin-logs-none')
        : [...failureLines(language, failures), t('admin-logs'), ...lines.map((line) => logLine(language, line))].join(
            '\n',
          ),
    adminActs: (acts: readonly AuditEntry[]) =>
      acts.length === 0
        ? t('admin-acts-none')
        : [
            t('admin-acts'),
            ...acts.map(({ atMs, by, act, about }) =>
              t('admin-act', { time: format.minute(atMs), by: String(by), act, about: clipped(about, 60) }),
            ),
          ].join('\n'),
    operatorCommand: (command: OperatorCommandName) => plain('operator-command', { command }),
    adminVersion: (version: string) => t('admin-version', { version }),
    ticketList: (tickets: readonly StoredTicket[], nowMs: number) =>
      tickets.length === 0
        ? t('tickets-none')
        : [
            t('tickets-title'),
            ...tickets.map(({ id, text, createdAtMs }) =>
              t('tickets-line', {
                ...{ id, age: format.age((nowMs - createdAtMs) / 1_000), words: format.repeated(text) },
              }),
            ),
          ].join('\n'),
    buttonAdminBack: plain('button-admin-back'),
    buttonAdminModels: plain('button-admin-models'),
    buttonAdminLogs: plain('button-admin-logs'),
    buttonAdminActs: plain('button-admin-acts'),
    buttonAdminTickets: plain('button-admin-tickets'),
    buttonAdminPeople: plain('button-admin-people'),
    buttonAdminTeam: plain('button-admin-team'),
    buttonTicket: (id: string, topic: string) => plain('button-ticket', { id, topic }),
    buttonTicketOpen: plain('button-ticket-open'),
    buttonCloseTicket: plain('button-ticket-close'),
    buttonPerson: plain('button-person'),
    buttonPersonNamed: (name: string) => plain('button-person-named', { name }),
    buttonRole: (role: GrantedRole) => plain('button-role', { role: plain('role-name', { role }) }),
    buttonNoRole: plain('button-no-role'),
    buttonSure: plain('button-sure'),
  };
}

function overviewText(language: Language, overview: Overview): string {
  const { t, format } = language;
  const { markets, nowMs, failed, newestSignalMs, oldestDueAgeMs, sending, failures, people, tickets } = overview;
  const silent = markets.flatMap((market) => {
    const reason = silence(language, market);
    return reason === null
      ? []
      : [{ market: `${market.symbol} ${market.timeframe}`, reason: clipped(reason, MOST_SAID) }];
  });
  const more = silent.length - MOST_SILENT;
  const fresh = markets.filter(({ state }) => state === 'ok' || state === 'closed').length;
  const well =
    failed.length === 0
      ? [t('admin-well')]
      : failed.map(({ name, say }) => t('admin-failed', { name, say: clipped(say, MOST_SAID) }));
  return [
    t('admin-title', { time: format.minute(nowMs) }),
    ...well,
    '',
    t('admin-markets', { followed: markets.length, fresh, silent: silent.length }),
    ...silent.slice(0, MOST_SILENT).map((each) => t('admin-silent', each)),
    ...(more > 0 ? [t('admin-silent-more', { more })] : []),
    newestSignalMs === null
      ? t('admin-signal-none')
      : t('admin-signal', { age: format.age((nowMs - newestSignalMs) / 1_000) }),
    oldestDueAgeMs <= 0
      ? t('admin-deliveries-none')
      : t('admin-deliveries', { duration: format.duration(oldestDueAgeMs) }),
    t('admin-sending', { say: clipped(sending.say, MOST_SAID) }),
    ...(failures.length === 0 ? [] : [t('admin-failures', { kinds: failureCounts(language, failures) })]),
    t('admin-people', people),
    t('admin-tickets', { waiting: tickets }),
  ].join('\n');
}

/** Why a market gives no signals at this moment; null when it may. */
function silence(language: Language, { state, stateReason, mutedReason, modelVersion }: MarketStatus): string | null {
  if (state !== 'ok' && stateReason !== null) return stateReasonText(stateReason, language);
  if (mutedReason !== undefined && mutedReason !== null) return shownReason(mutedReason, language);
  return modelVersion === null ? language.plain('admin-no-model') : null;
}

function modelLine(language: Language, market: MarketStatus, record: TrackRecord): string {
  const { t, plain, format } = language;
  const name = `${market.exchange}:${market.symbol}@${market.timeframe}`;
  const line = record.perSeries.find(({ series }) => series === name)?.published;
  const known =
    line === undefined || line.accuracy === null
      ? plain('admin-model-no-record')
      : plain('admin-model-record', { accuracy: format.percent(line.accuracy), count: line.count });
  const version = clipped(market.modelVersion ?? plain('admin-no-model'), 60);
  return t('admin-model', { market: `${market.symbol} ${market.timeframe}`, version, record: known });
}

/** "E-7K2 × 14, E-9QX × 1": the last ones. */
function failureCounts({ plain }: Language, failures: readonly FailureKind[]): string {
  return failures
    .slice(0, MOST_FAILURES)
    .map(({ code, count }) => plain('admin-failure-count', { code, count }))
    .join(', ');
}

function failureLines({ t }: Language, failures: readonly FailureKind[]): readonly string[] {
  if (failures.length === 0) return [];
  const lines = failures
    .slice(0, MOST_FAILURES)
    .map(({ code, count, error }) => t('admin-failure', { code, count, error: clipped(error, MOST_SAID) }));
  return [t('admin-failures-title'), ...lines, ''];
}

function logLine({ t, format }: Language, { atMs, level, message }: LogLine): string {
  const mark = level === 'warn' ? '⚠️' : '⛔';
  return t('admin-log', { mark, time: format.timeOfDay(atMs), message: clipped(message, MOST_SAID) });
}
