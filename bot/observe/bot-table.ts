import type { BotEvent } from '../telegram/bot-event.ts';
import { durationFields, type EventTable } from './event-table.ts';
import { UPDATES_TABLE } from './updates-table.ts';

/** People are named by their Telegram id only, under ECS's user.id. */
const person = (telegramId: number): Readonly<Record<string, unknown>> => ({ 'user.id': String(telegramId) });
const again = (repeated: boolean): string => (repeated ? ' (told again)' : '');

/** What the events of the Telegram bot become. */
export const BOT_TABLE: EventTable<BotEvent> = {
  ...UPDATES_TABLE,
  'update-failed': {
    line: (event) => ({ level: 'error', message: `update ${event.updateId ?? 'unknown'} failed: ${event.error}` }),
    count: (metrics) => metrics.updates.inc({ outcome: 'failed' }),
  },
  'update-repeated': {
    line: (event) => ({ level: 'debug', message: `update ${event.updateId} came again` }),
    count: (metrics) => metrics.updates.inc({ outcome: 'repeated' }),
  },
  'payment-settled': {
    line: (event) => ({
      level: 'info',
      message: `paid ${event.amountMinor} XTR for ${event.planId}${again(event.repeated)}`,
      fields: { ...person(event.telegramId), 'analyser.plan': event.planId },
    }),
    count: (metrics, { repeated, amountMinor }) => {
      metrics.payments.inc({ provider: 'stars', what: 'paid', result: repeated ? 'repeated' : 'settled' });
      if (!repeated) metrics.paymentsMinor.inc({ provider: 'stars', currency: 'XTR' }, amountMinor);
    },
  },
  'refund-settled': {
    line: (event) => ({
      level: 'info',
      message: `refunded ${event.amountMinor} XTR for ${event.planId}${again(event.repeated)}`,
      fields: { ...person(event.telegramId), 'analyser.plan': event.planId },
    }),
    count: (metrics, { repeated }) =>
      metrics.payments.inc({ provider: 'stars', what: 'refunded', result: repeated ? 'repeated' : 'settled' }),
  },
  'payment-unmatched': {
    line: (event) => ({
      level: 'error',
      message: `payment ${event.chargeId} fits no plan: ${event.code}`,
      fields: { ...person(event.telegramId), 'error.code': event.code },
    }),
    count: (metrics) => metrics.payments.inc({ provider: 'stars', what: 'paid', result: 'unmatched' }),
  },
  'stars-unexplained': {
    line: ({ stars }) => ({ level: 'error', message: `the balance is ${stars} XTR above its transactions` }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/stars-balance' }),
  },
  'stars-explained': {
    line: () => ({ level: 'info', message: 'the balance of Stars is what its transactions sum up to again' }),
  },
  'stars-transaction-unknown': {
    line: ({ id, stars }) => ({ level: 'warn', message: `transaction ${id} over ${stars} XTR is of an unknown kind` }),
  },
  'payment-unstored': {
    line: (event) => ({
      level: 'error',
      message: `payment ${event.chargeId} could not be stored: ${event.error}`,
      fields: person(event.telegramId),
    }),
    count: (metrics) => metrics.payments.inc({ provider: 'stars', what: 'paid', result: 'unstored' }),
  },
  'pre-checkout-answered': {
    line: (event) => ({
      level: event.accepted ? 'info' : 'warn',
      message: event.accepted ? 'pre-checkout accepted' : `pre-checkout refused: ${event.code ?? 'no code'}`,
      fields: { ...person(event.telegramId), ...durationFields(event.elapsedMs) },
    }),
    count: (metrics, { accepted, elapsedMs }) => {
      metrics.preCheckouts.inc({ outcome: accepted ? 'accepted' : 'refused' });
      metrics.preCheckoutSeconds.observe(elapsedMs / 1000);
    },
  },
  'join-approved': {
    line: (event) => ({ level: 'info', message: `joined ${event.tier}`, fields: person(event.telegramId) }),
    count: (metrics, { tier }) => metrics.memberships.inc({ tier, what: 'approved' }),
  },
  'join-declined': {
    line: (event) => ({ level: 'info', message: `kept out of ${event.tier}`, fields: person(event.telegramId) }),
    count: (metrics, { tier }) => metrics.memberships.inc({ tier, what: 'declined' }),
  },
  'member-removed': {
    line: (event) => ({
      level: 'info',
      message: `${event.dryRun ? 'would be removed' : 'removed'} from ${event.tier}`,
      fields: person(event.telegramId),
    }),
    count: (metrics, { tier, dryRun }) => {
      if (!dryRun) metrics.memberships.inc({ tier, what: 'removed' });
    },
  },
  'member-removal-failed': {
    line: (event) => ({
      level: 'error',
      message: `could not be removed from ${event.tier}: ${event.error}`,
      fields: person(event.telegramId),
    }),
    count: (metrics, { tier }) => metrics.memberships.inc({ tier, what: 'removal-failed' }),
  },
  unreachable: {
    line: (event) => ({ level: 'info', message: 'has blocked the bot', fields: person(event.telegramId) }),
    count: (metrics) => metrics.unreachable.inc(),
  },
  'channel-rights-missing': {
    line: (event) => ({ level: 'error', message: `channel "${event.title}" (${event.chatId}): ${event.detail}` }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/channel-rights' }),
  },
  'channel-not-described': {
    line: (event) => ({
      level: 'info',
      message: `channel "${event.title}" (${event.chatId}): the bot may not change its info, so its description stays as it is`,
    }),
  },
  'subscription-changed': {
    line: (event) => ({ level: 'info', message: `subscription is ${event.state}`, fields: person(event.telegramId) }),
  },
  'member-asked': {
    line: (event) => ({
      level: 'warn',
      message: `is in ${event.tier} without a plan and was let in by hand: the operator is asked`,
      fields: person(event.telegramId),
    }),
    count: (metrics, { tier }) => metrics.memberships.inc({ tier, what: 'asked' }),
  },
  'channel-unreachable': {
    line: (event) => ({
      level: 'error',
      message: `${event.setting} (${event.chatId}) cannot be reached and is tried again: ${event.error}`,
    }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/channel' }),
  },
  'channel-reachable': {
    line: (event) => ({ level: 'info', message: `${event.setting} (${event.chatId}) can be reached` }),
  },
  'alert-fired': {
    line: ({ name, severity, summary }) => ({
      level: 'warn',
      message: `alert ${name} (${severity}): ${summary}`,
      fields: { 'analyser.alert': name },
    }),
  },
  'alert-resolved': {
    line: ({ name, summary }) => ({
      level: 'info',
      message: `alert ${name} is over: ${summary}`,
      fields: { 'analyser.alert': name },
    }),
  },
  'ticket-opened': {
    line: (event) => ({
      level: 'info',
      message: `ticket ${event.id} about ${event.topic}`,
      fields: person(event.telegramId),
    }),
    count: (metrics) => metrics.tickets.inc(),
  },
  'chart-failed': {
    line: (event) => ({ level: 'error', message: `chart of ${event.signalId.slice(0, 10)} failed: ${event.error}` }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/chart' }),
  },
  'backtest-failed': {
    line: (event) => ({ level: 'error', message: `backtest of ${event.series} failed: ${event.error}` }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/backtest' }),
  },
  'drawing-failed': {
    line: (event) => ({ level: 'error', message: `picture of ${event.of} could not be drawn: ${event.error}` }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/chart' }),
  },
  'setup-step-failed': {
    line: (event) => ({ level: 'warn', message: `bot set-up "${event.step}" failed: ${event.error}` }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/setup' }),
  },
};
