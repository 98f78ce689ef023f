import { CARD_CURRENCY } from '../../billing/card/card-sale.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import { errorCode } from '../telegram/error-code.ts';
import { durationFields, type EventTable } from './event-table.ts';
import { UPDATES_TABLE } from './updates-table.ts';

/** People are named by their Telegram id only, under ECS's user.id. */
const person = (telegramId: number): Readonly<Record<string, unknown>> => ({ 'user.id': String(telegramId) });
const again = (repeated: boolean): string => (repeated ? ' (told again)' : '');

/** What the events of the Telegram bot become. */
export const BOT_TABLE: EventTable<BotEvent> = {
  ...UPDATES_TABLE,
  'update-failed': {
    line: (event) => ({
      level: 'error',
      message: `${errorCode(event.error)}: update ${event.updateId ?? 'unknown'} failed: ${event.error}`,
    }),
    count: (metrics) => metrics.updates.inc({ outcome: 'failed' }),
  },
  'update-repeated': {
    line: (event) => ({ level: 'debug', message: `update ${event.updateId} came again` }),
    count: (metrics) => metrics.updates.inc({ outcome: 'repeated' }),
  },
  'payment-settled': {
    line: (event) => ({
      level: 'info',
      message: `paid ${event.amountMinor} ${event.provider === 'stars' ? 'XTR' : 'cents'} for ${event.planId}${again(event.repeated)}`,
      fields: { ...person(event.telegramId), 'analyser.plan': event.planId },
    }),
    count: (metrics, { provider, repeated, amountMinor, sincePaidMs }) => {
      metrics.payments.inc({ provider, what: 'paid', result: repeated ? 'repeated' : 'settled' });
      if (sincePaidMs !== null) metrics.paymentToEntitlement.observe({ provider }, sincePaidMs / 1000);
      const currency = provider === 'stars' ? 'XTR' : CARD_CURRENCY;
      if (!repeated) metrics.paymentsMinor.inc({ provider, currency }, amountMinor);
    },
  },
  'refund-settled': {
    line: (event) => ({
      level: 'info',
      message: `refunded ${event.amountMinor} ${event.provider === 'stars' ? 'XTR' : 'cents'} for ${event.planId}${again(event.repeated)}`,
      fields: { ...person(event.telegramId), 'analyser.plan': event.planId },
    }),
    count: (metrics, { provider, repeated }) =>
      metrics.payments.inc({ provider, what: 'refunded', result: repeated ? 'repeated' : 'settled' }),
  },
  'refund-part-settled': {
    line: ({ telegramId, chargeId, amountMinor }) => ({
      level: 'info',
      message: `refunded ${amountMinor} cents of payment ${chargeId}`,
      fields: person(telegramId),
    }),
    count: (metrics) => metrics.payments.inc({ provider: 'stripe', what: 'refunded-part', result: 'settled' }),
  },
  'refund-failed': {
    line: ({ telegramId, chargeId, amountMinor }) => ({
      level: 'error',
      message: `a refund of ${amountMinor} cents of payment ${chargeId} failed`,
      fields: person(telegramId),
    }),
    count: (metrics) => metrics.payments.inc({ provider: 'stripe', what: 'refund-failed', result: 'settled' }),
  },
  'payment-unmatched': {
    line: (event) => ({
      level: 'error',
      message: `payment ${event.chargeId} fits no plan: ${event.code}`,
      fields: { ...person(event.telegramId), 'error.code': event.code },
    }),
    count: (metrics, { code }) => {
      const provider = code.startsWith('card/') ? 'stripe' : 'stars';
      metrics.payments.inc({ provider, what: 'paid', result: 'unmatched' });
    },
  },
  'payment-disputed': {
    line: ({ telegramId, chargeId }) => ({
      level: 'error',
      message: `the bank of the buyer disputes payment ${chargeId}`,
      fields: person(telegramId),
    }),
  },
  'card-events-stuck': {
    line: ({ events }) => ({ level: 'error', message: `${events} events of the card provider fail again and again` }),
  },
  'card-events-done': {
    line: () => ({ level: 'info', message: 'every event of the card provider that failed again and again is done' }),
  },
  'postbacks-stuck': {
    line: ({ postbacks }) => ({ level: 'error', message: `${postbacks} postbacks of partners fail again and again` }),
  },
  'postbacks-done': {
    line: () => ({ level: 'info', message: 'every postback of a partner that failed again and again is done' }),
  },
  'postback-given-up': {
    line: ({ partner, eventId }) => ({ level: 'error', message: `postback ${eventId} of ${partner} is given up` }),
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
  'person-forgotten': {
    line: ({ pseudonym }) => ({
      level: 'info',
      message: 'the data of a person were deleted, as they asked',
      fields: { 'analyser.pseudonym': pseudonym },
    }),
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
  'members-audited': {
    line: ({ tier, looked, left, found, failed }) => ({
      level: failed > 0 ? 'warn' : 'info',
      message: `${looked} members of ${tier} looked up: ${left} had left, ${found} were not stored, ${failed} not answered`,
    }),
    count: (metrics, { tier, left, found }) => {
      metrics.entitlementMismatches.inc({ tier, what: 'left' }, left);
      metrics.entitlementMismatches.inc({ tier, what: 'found' }, found);
    },
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
  'posts-refused': {
    line: ({ setting, error }) => ({ level: 'error', message: `Telegram refuses posts to ${setting}: ${error}` }),
    count: (metrics) => metrics.failures.inc({ where: 'broadcast/refused' }),
  },
  'posts-accepted': {
    line: ({ setting }) => ({ level: 'info', message: `Telegram takes posts to ${setting} again` }),
  },
  'messages-expired': {
    line: ({ kind, count }) => ({ level: 'warn', message: `${count} of ${kind} expired unsent` }),
  },
  'messages-in-time': {
    line: ({ kind }) => ({ level: 'info', message: `no ${kind} expired for an hour` }),
  },
  'sending-behind': {
    line: ({ waiting }) => ({
      level: 'warn',
      message: `more to send than may be sent, these wait: ${waiting.join(', ')}`,
      fields: { 'analyser.waiting': waiting },
    }),
  },
  'sending-caught-up': {
    line: () => ({ level: 'info', message: 'everything is sent in time again' }),
  },
  'chat-moved': {
    line: ({ from, to }) => ({ level: 'warn', message: `chat ${from} is ${to} from now on` }),
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
    line: (event) => ({
      level: 'error',
      message: `${errorCode(event.error)}: backtest of ${event.series} failed: ${event.error}`,
    }),
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
