import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';

/** Stars that a person paid, as Telegram's books have them. */
export interface StarCharge {
  readonly id: string;
  readonly telegramId: number;
  readonly amount: number;
  readonly payload: string;
  readonly atMs: number;
  /** Telegram's affiliate keeps so much of it. */
  readonly affiliate: number;
  refundedAtMs: number | null;
}

/** A subscription as Telegram has it. */
export interface StarSubscription {
  /** Its first charge. */
  readonly id: string;
  readonly telegramId: number;
  readonly payload: string;
  readonly amount: number;
  readonly periodMs: number;
  untilMs: number;
  state: 'active' | 'canceled' | 'failed' | 'ended';
  canPay: boolean;
  /** The bot ended it: the person cannot take it up again. */
  isLocked: boolean;
}

/** A call of the bot. */
export interface BotCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Telegram's side of Stars: charges, subscriptions, the balance, and what it has to tell the bot. */
export interface StarBooks {
  readonly charges: readonly StarCharge[];
  readonly subscriptions: readonly StarSubscription[];
  /** Texts that arrived in chats of people. */
  readonly messages: readonly { readonly chatId: number; readonly text: string }[];
  /** Updates that the bot has not taken. */
  readonly waiting: Update[];
  balance(): number;
  /** Asks the bot before a payment; resolves the purchase when it is asked again by `collect`. */
  ask(invoice: StarInvoice): void;
  /** Takes the money of questions that were answered with yes. */
  collect(nowMs: number): void;
  /** Charges what is due, lets end what was cancelled. */
  bill(nowMs: number): void;
  change(id: string, state: 'active' | 'canceled'): void;
  write(telegramId: number, text: string): void;
  call(call: BotCall, nowMs: number): unknown;
}

export interface StarInvoice {
  readonly telegramId: number;
  readonly amount: number;
  readonly payload: string;
  readonly periodMs: number | null;
  readonly affiliate: number;
}

interface Books {
  readonly charges: StarCharge[];
  readonly subscriptions: StarSubscription[];
  readonly messages: { readonly chatId: number; readonly text: string }[];
  readonly waiting: Update[];
  /** The list of transactions, in the order in which they happened. */
  readonly lines: object[];
  readonly questions: { readonly id: string; readonly invoice: StarInvoice; isAccepted: boolean; isOver: boolean }[];
  updates: number;
}

export function openStarBooks(): StarBooks {
  const books: Books = {
    charges: [],
    subscriptions: [],
    messages: [],
    waiting: [],
    lines: [],
    questions: [],
    updates: 0,
  };
  return {
    ...books,
    balance: () => balanceOf(books),
    ask: (invoice) => ask(books, invoice),
    collect: (nowMs) => collect(books, nowMs),
    bill: (nowMs) => bill(books, nowMs),
    change(id, state) {
      const subscription = books.subscriptions.find((each) => each.id === id);
      if (subscription !== undefined && !subscription.isLocked) setState(books, subscription, state);
    },
    write(telegramId, text) {
      const person = personOf(telegramId);
      const entities = [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 } as const];
      add(books, { message: { message_id: 1, date: 0, chat: chatOf(telegramId), from: person, text, entities } });
    },
    call: (call, nowMs) => answer(books, call, nowMs),
  };
}

const personOf = (telegramId: number) => ({ id: telegramId, is_bot: false, first_name: `P${telegramId}` });
const chatOf = (telegramId: number) => ({ id: telegramId, type: 'private', first_name: `P${telegramId}` }) as const;
const secondsOf = (ms: number): number => Math.floor(ms / 1_000);

function add(books: Books, update: Omit<Update, 'update_id'>): void {
  books.updates += 1;
  books.waiting.push({ ...update, update_id: books.updates });
}

function balanceOf({ charges }: Books): number {
  return charges.reduce((sum, each) => sum + (each.refundedAtMs === null ? each.amount - each.affiliate : 0), 0);
}

function ask(books: Books, invoice: StarInvoice): void {
  const id = `q${books.questions.length}`;
  books.questions.push({ id, invoice, isAccepted: false, isOver: false });
  const { telegramId, amount, payload } = invoice;
  const about = { currency: 'XTR', total_amount: amount, invoice_payload: payload } as const;
  add(books, { pre_checkout_query: { id, from: personOf(telegramId), ...about } });
}

function collect(books: Books, nowMs: number): void {
  for (const question of books.questions) {
    if (question.isOver) continue;
    question.isOver = true;
    if (!question.isAccepted) continue;
    const { invoice } = question;
    const charge = charged(books, invoice, { nowMs, isLater: false });
    if (invoice.periodMs === null) continue;
    const { telegramId, payload, amount, periodMs } = invoice;
    const untilMs = charge.atMs + periodMs;
    const common = { id: charge.id, telegramId, payload, amount, periodMs, untilMs } as const;
    books.subscriptions.push({ ...common, state: 'active', canPay: true, isLocked: false });
  }
}

function charged(
  books: Books,
  { telegramId, amount, payload, periodMs, affiliate }: StarInvoice,
  { nowMs, isLater }: { readonly nowMs: number; readonly isLater: boolean },
): StarCharge {
  const atMs = secondsOf(nowMs) * 1_000;
  const charge: StarCharge = {
    ...{ id: `c${books.charges.length}`, telegramId, amount, payload, atMs, affiliate, refundedAtMs: null },
  };
  books.charges.push(charge);
  books.lines.push({ ...lineOf(charge), date: secondsOf(atMs), source: partnerOf(charge) });
  const recurring = periodMs === null ? {} : { is_recurring: true as const };
  const first = periodMs === null || isLater ? {} : { is_first_recurring: true as const };
  add(books, {
    message: {
      ...{ message_id: 1, date: secondsOf(atMs), chat: chatOf(telegramId), from: personOf(telegramId) },
      successful_payment: { ...paymentOf(charge), ...recurring, ...first },
    },
  });
  return charge;
}

const paymentOf = ({ id, amount, payload }: StarCharge) => ({
  ...({ currency: 'XTR', total_amount: amount, invoice_payload: payload } as const),
  ...{ telegram_payment_charge_id: id, provider_payment_charge_id: '' },
});

function bill(books: Books, nowMs: number): void {
  for (const subscription of books.subscriptions) {
    while (subscription.untilMs <= nowMs && subscription.state !== 'ended') {
      if (subscription.state === 'canceled') subscription.state = 'ended';
      else if (!subscription.canPay) {
        if (subscription.state === 'active') setState(books, subscription, 'failed');
        break;
      } else {
        const fromMs = subscription.state === 'failed' ? Math.max(nowMs, subscription.untilMs) : subscription.untilMs;
        subscription.state = 'active';
        // A period that is paid late begins then; in time, at the end of the one before.
        charged(books, { ...subscription, affiliate: 0 }, { nowMs: fromMs, isLater: true });
        subscription.untilMs = fromMs + subscription.periodMs;
      }
    }
  }
}

function setState(books: Books, subscription: StarSubscription, state: 'active' | 'canceled' | 'failed'): void {
  if (subscription.state === 'ended' || subscription.state === state) return;
  subscription.state = state;
  const { telegramId, payload } = subscription;
  add(books, { subscription: { user: personOf(telegramId), invoice_payload: payload, state } });
}

function refuse(method: string, description: string): never {
  throw new GrammyError(description, { ok: false, error_code: 400, description, parameters: {} }, method, {});
}

function answer(books: Books, { method, payload }: BotCall, nowMs: number): unknown {
  switch (method) {
    case 'getMe':
      return { id: 987_654_321, is_bot: true, first_name: 'Analyser', username: 'analyser_bot' };
    case 'sendMessage':
      books.messages.push({ chatId: Number(payload.chat_id), text: String(payload.text) });
      return { message_id: books.messages.length, date: secondsOf(nowMs), chat: chatOf(Number(payload.chat_id)) };
    case 'answerPreCheckoutQuery': {
      const question = books.questions.find(({ id }) => id === payload.pre_checkout_query_id);
      if (question === undefined || question.isOver) return refuse(method, 'Bad Request: query is too old');
      question.isAccepted = payload.ok === true;
      return true;
    }
    case 'editUserStarSubscription':
      return editSubscription(books, method, payload);
    case 'refundStarPayment':
      return refund(books, method, { payload, nowMs });
    case 'getMyStarBalance':
      return { amount: balanceOf(books) };
    case 'getStarTransactions':
      return { transactions: books.lines.slice(Number(payload.offset)).slice(0, Number(payload.limit)) };
    case 'getChatMember':
      return { status: 'left', user: personOf(Number(payload.user_id)) };
    default:
      return true;
  }
}

function editSubscription(books: Books, method: string, payload: BotCall['payload']): true {
  const subscription = books.subscriptions.find(({ id }) => id === payload.telegram_payment_charge_id);
  if (subscription === undefined || subscription.telegramId !== payload.user_id || subscription.state === 'ended')
    return refuse(method, 'Bad Request: SUBSCRIPTION_NOT_ACTIVE');
  subscription.isLocked = payload.is_canceled === true;
  if (subscription.isLocked) setState(books, subscription, 'canceled');
  return true;
}

function refund(
  books: Books,
  method: string,
  { payload, nowMs }: { readonly payload: BotCall['payload']; readonly nowMs: number },
): true {
  const charge = books.charges.find(({ id }) => id === payload.telegram_payment_charge_id);
  if (charge === undefined || charge.telegramId !== payload.user_id)
    return refuse(method, 'Bad Request: CHARGE_NOT_FOUND');
  if (charge.refundedAtMs !== null) return refuse(method, 'Bad Request: CHARGE_ALREADY_REFUNDED');
  charge.refundedAtMs = secondsOf(nowMs) * 1_000;
  const { telegramId } = charge;
  books.lines.push({ ...lineOf(charge), date: secondsOf(nowMs), receiver: partnerOf(charge, -1) });
  add(books, {
    message: {
      ...{ message_id: 2, date: secondsOf(nowMs), chat: chatOf(telegramId), from: personOf(telegramId) },
      refunded_payment: { ...paymentOf(charge), currency: 'XTR' },
    },
  });
  return true;
}

const lineOf = ({ id, amount, affiliate }: StarCharge) => ({ id, amount: amount - affiliate });

/** What an affiliate got of a payment is less than nothing for its return. */
const partnerOf = ({ telegramId, payload, affiliate }: StarCharge, sign = 1) => ({
  ...{ type: 'user', transaction_type: 'invoice_payment', user: personOf(telegramId), invoice_payload: payload },
  ...(affiliate === 0 ? {} : { affiliate: { commission_per_mille: 100, amount: sign * affiliate } }),
});
