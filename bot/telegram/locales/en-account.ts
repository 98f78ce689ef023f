import type { Entitlement } from '../../../billing/entitlement.ts';
import type { PreCheckoutRefusal } from '../../../billing/pre-checkout.ts';
import { TIER_RIGHTS, type Tier } from '../../../billing/tiers.ts';
import { utcMinuteText } from '../views/price-text.ts';
import { countText, durationText, someText } from './format.ts';
import { escapeHtml } from './html.ts';

const titleOf = (tier: Tier): string => TIER_RIGHTS[tier].title;

/** Texts about the reader: greeting, plans, payment, channels, errors. */
export const account = {
  /** Plain text, at most 512 characters: what somebody reads before they press Start. */
  botDescription:
    'Analyser reads crypto and forex candles and says which way the next one is likelier to close: BUY, SELL, or nothing.\n\nEvery signal is written down before it is sent and scored after, losers included. The edge is small and may vanish: look at the track record before you pay for anything.\n\nModel output, not advice.',
  /** Plain text, at most 120 characters. */
  botShortDescription:
    'Trading signals with an honest record: scored in public, losers included. Model output, not advice.',
  commands: [
    { command: 'signals', description: 'Latest signals' },
    { command: 'predict', description: 'Ask about the next candle' },
    { command: 'why', description: 'Which features moved a signal' },
    { command: 'track', description: 'The record, losers included' },
    { command: 'backtest', description: 'The signal rule on the past of a pair' },
    { command: 'status', description: 'The markets and how fresh their data are' },
    { command: 'plan', description: 'What you have, and your channels' },
    { command: 'subscribe', description: 'Get Pro' },
    { command: 'help', description: 'Everything I can do' },
    { command: 'support', description: 'Ask a person' },
    { command: 'paysupport', description: 'A problem with a payment' },
    { command: 'terms', description: 'Terms of sale' },
    { command: 'privacy', description: 'What is stored about you' },
  ],

  buttonPlan: '⭐ My plan',
  buttonSubscribe: '⭐ Get Pro',
  buttonRenew: '⭐ Add more days',
  buttonHelp: '❓ Help',
  buttonFreeChannel: '📣 Free channel',
  buttonOpenChannel: (title: string) => `🔓 Join ${title}`,
  buttonAcceptTerms: '✅ I accept the terms, continue',
  buttonPay: (stars: number) => `⭐ Continue to pay ${countText(stars)} Stars`,
  buttonTerms: '📄 Terms',
  buttonPrivacy: '🔒 Privacy',
  buttonSupport: '💬 Ask support',
  buttonPaySupport: '💬 Payment problem',
  buttonCancel: 'Cancel',

  greeting: (firstName: string, delay: string | null, note: string | null) =>
    [
      `👋 Hi ${escapeHtml(firstName)}. I watch candles and say which way the next one is likelier to close: <b>BUY</b>, <b>SELL</b>, or nothing.`,
      [
        '• Each signal is written down before it is sent and scored when the candle closes. Losers stay in the record.',
        '• The edge is small and can vanish. The track record shows how sure one can be.',
        delay === null
          ? '• Signals are free.'
          : `• <b>Free</b>: every signal, ${delay}. <b>Pro</b>: the moment the candle closes.`,
      ].join('\n'),
      ...(note === null ? [] : [`⏪ Market: ${escapeHtml(note)}.`]),
      '<i>Model output, not advice. You can lose what you trade.</i>',
    ].join('\n\n'),

  help: (pairs: readonly string[]) =>
    [
      '❓ <b>What I can do</b>',
      [
        '/signals  the latest signals, by pair',
        '/signal <code>id</code>  one signal with its chart',
        '/why <code>id</code>  which features moved it',
        '/predict <code>btc</code>  the next candle of a pair',
        '/track  the record, with its uncertainty',
        '/backtest <code>btc 90</code>  the signal rule on the past of a pair (Pro)',
        '/status  the markets, and how fresh and sound their data are',
        '/plan  what you have, until when, your channels',
        '/subscribe  get Pro with Telegram Stars',
        '/support  ask a person · /paysupport  about a payment',
        '/terms · /privacy',
      ].join('\n'),
      `I follow ${someText(pairs, 12)}. Send me the name of a pair, such as <code>bitcoin</code>, for all I have of it.`,
      '<b>How to read a signal.</b> Confidence is the chance that the next candle closes on that side; 55 % means 45 of 100 go wrong. Expected value is what is left after cost; below zero I say so.',
    ].join('\n\n'),

  plan: (entitlement: Entitlement, about: PlanAbout) => planText(entitlement, about),
  termsAccepted: (version: string) => `✅ Terms of ${escapeHtml(version)} accepted. The invoice is below 👇`,
  invoiceSent: 'The invoice is below 👇',
  termsChanged: 'The terms have changed since. Please look at the current ones:',
  preCheckoutRefused: {
    'pre-checkout/unknown-invoice':
      'This invoice is not one of ours. Nothing was charged. Send /subscribe for a new one.',
    'pre-checkout/other-account':
      'This invoice was written for somebody else. Nothing was charged. Send /subscribe for your own.',
    'pre-checkout/old-invoice': 'This invoice is too old. Nothing was charged. Send /subscribe for a new one.',
    'pre-checkout/wrong-price':
      'The price of this invoice does not match the plan. Nothing was charged. Send /subscribe for a new one.',
    'pre-checkout/terms-not-accepted': 'Please accept the terms first: send /subscribe. Nothing was charged.',
  } satisfies Record<PreCheckoutRefusal, string>,
  preCheckoutUnavailable: 'We cannot take payments this minute. Nothing was charged. Please try again shortly.',
  paid: (entitlement: Entitlement, stars: number, hasChannel: boolean) =>
    [
      `✅ <b>Payment received: ${countText(stars)} Stars.</b>`,
      `You have <b>${titleOf(entitlement.tier)}</b>${entitlement.paidUntilMs === null ? '' : ` until <b>${utcMinuteText(entitlement.paidUntilMs)}</b>`}. It ends by itself; nothing renews.`,
      hasChannel
        ? 'Press the button to join your channel. I let you in at once.'
        : 'Every signal now reaches you here without delay: /signals.',
    ].join('\n'),
  paymentUnmatched:
    'Your payment arrived, but I could not match it to a plan. The operator has been told. Please send /paysupport so that we can put it right.',
  refunded: (stars: number, entitlement: Entitlement) =>
    `↩️ ${countText(stars)} Stars were returned to you, and the days they bought are taken back. You are on <b>${titleOf(entitlement.tier)}</b> now.`,

  maybeRepeated: '<i>I was interrupted while sending this: you may have had it before.</i>',
  paymentDelayed: (stars: number) =>
    `⏳ Your payment of <b>${countText(stars)} Stars</b> has arrived and is safe. Switching your plan on takes longer than usual; the operator has been told, and I write to you as soon as it is done.`,
  refundDelayed: (stars: number) =>
    `⏳ ${countText(stars)} Stars were returned to you. Writing that down takes longer than usual; I tell you when it is done.`,
  joinDelayed: (title: string) =>
    `⏳ I cannot look up your plan this minute. Your request to join <b>${escapeHtml(title)}</b> is kept, and I answer it as soon as I can.`,

  joinWelcome: (title: string) =>
    `🔓 Welcome to <b>${escapeHtml(title)}</b>. New signals arrive there the moment a candle closes.`,
  joinDeclined: (title: string) =>
    `<b>${escapeHtml(title)}</b> is for subscribers, and you have no running plan. Press the button, and the door opens by itself.`,
  expired: (title: string) =>
    `Your plan has ended, so I closed <b>${escapeHtml(title)}</b> for you. You keep everything Free has: /signals, /track and the free channel. Come back any time.`,

  supportAsk: {
    payment:
      '💬 <b>Payment help</b>\nTell me in one message what went wrong: what you paid and when. It goes to the operator.\n/cancel to stop.',
    general: '💬 <b>Support</b>\nWrite your question in one message. It goes to the operator.\n/cancel to stop.',
  },
  supportStored: (id: string, onDuty: boolean) =>
    `✅ Stored as ticket <code>${escapeHtml(id)}</code>. ${onDuty ? 'A person will answer you here.' : 'Nobody is on duty in this chat; the operator reads stored tickets.'}`,
  supportTooLong: (most: number) => `That is too long. Please keep it below ${countText(most)} characters.`,
  supportForAdmin: (ticket: {
    id: string;
    topic: string;
    from: string;
    telegramId: number;
    text: string;
    paidUntilMs: number | null;
  }) =>
    [
      `🎫 <b>Ticket ${escapeHtml(ticket.id)}</b> · ${escapeHtml(ticket.topic)}`,
      `From <a href="tg://user?id=${ticket.telegramId}">${escapeHtml(ticket.from)}</a> (<code>${ticket.telegramId}</code>), ${ticket.paidUntilMs === null ? 'never paid' : `paid until ${utcMinuteText(ticket.paidUntilMs)}`}`,
      escapeHtml(ticket.text),
      `Answer: <code>/answer ${escapeHtml(ticket.id)} your words</code>`,
    ].join('\n'),
  supportAnswer: (id: string, words: string) =>
    `💬 <b>Answer to your ticket</b> <code>${escapeHtml(id)}</code>\n${escapeHtml(words)}`,
  answerUsage: 'Like this: <code>/answer ticket your words</code>',
  answerUnknown: (id: string) => `There is no ticket <code>${escapeHtml(id)}</code>.`,
  answerResult: { sent: '✅ Sent.', unreachable: '❌ They cannot be reached: they blocked the bot or are gone.' },
  cancelled: 'Cancelled.',
  nothingToCancel: 'There is nothing to cancel.',

  /** Plain text, at most 200 characters: a notice over the chat. */
  toastOldButton: 'This button is too old. Send /start for a fresh menu.',
  toastSlowDown: 'That was fast. Give me a minute.',
  toastFailed: 'Something went wrong. Please try again.',
  slowDown: (perMinute: number, canUpgrade: boolean) =>
    `⏳ That was more than ${perMinute} questions in a minute. Please wait a moment.${canUpgrade ? ' Pro has more room.' : ''}`,
  failed: '😕 Something went wrong on our side, and the operator has been told. Please try again in a minute.',
  notUnderstood:
    'I did not understand that. Send the name of a pair, such as <code>btc</code> or <code>euro</code>, press a button, or see /help for everything I can do.',
  /** To the operator: somebody sits in a paid channel without a plan, and the bot did not let them in. */
  memberAsk: (name: string, telegramId: number, title: string) =>
    `👤 <b>${escapeHtml(name)}</b> (<code>${telegramId}</code>) is in <b>${escapeHtml(title)}</b> without a running plan. I did not let them in for one, so I remove nobody without asking: shall they stay?`,
  buttonStay: '✅ Let them stay',
  buttonRemove: '🚫 Remove',
  memberDecided: {
    stay: (telegramId: number) => `✅ <code>${telegramId}</code> stays. I do not ask again.`,
    remove: (telegramId: number) => `🚫 <code>${telegramId}</code> has been removed.`,
    failed: (telegramId: number) => `❌ <code>${telegramId}</code> could not be removed. Please look at the log.`,
  },
  adminChannelRights: (title: string, detail: string) =>
    `⚠️ I cannot work in <b>${escapeHtml(title)}</b> any more: ${escapeHtml(detail)}`,
};

interface PlanAbout {
  readonly nowMs: number;
  /** How much later Free hears, in words; null when it does not. */
  readonly delay: string | null;
  readonly hasFreeChannel: boolean;
  /** Whether any channel is open to the reader. */
  readonly hasChannels: boolean;
}

function planText(entitlement: Entitlement, { nowMs, delay, hasFreeChannel, hasChannels }: PlanAbout): string {
  const { tier, paidUntilMs, state } = entitlement;
  const head = `⭐ <b>Your plan: ${titleOf(tier)}</b>`;
  const signals = `Free has every signal${delay === null ? '' : `, ${delay}`}`;
  const free = hasFreeChannel ? `${signals}, the record and the free channel.` : `${signals}, and the record.`;
  switch (state) {
    case 'none':
      return [head, free].join('\n');
    case 'active':
      return [
        head,
        paidUntilMs === null
          ? ''
          : `Until <b>${utcMinuteText(paidUntilMs)}</b>, ${durationText(paidUntilMs - nowMs)} to go. It ends by itself; nothing renews.`,
        ...(hasChannels ? ['Your channels:'] : []),
      ].join('\n');
    case 'expired':
      return [head, paidUntilMs === null ? '' : `Your paid time ended ${utcMinuteText(paidUntilMs)}.`, free].join('\n');
    case 'refunded':
      return [head, 'Your payment was returned.', free].join('\n');
  }
}
