import { GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import type { VirtualTime } from './virtual-time.ts';

/** A message that arrived in a chat: people can see it, whatever the bot was told. */
export interface ArrivedMessage {
  readonly id: number;
  readonly chatId: number;
  text: string;
  readonly atMs: number;
  edits: number;
}

/** Stars that moved, as Telegram's books have them. */
export interface Charge {
  readonly id: string;
  readonly telegramId: number;
  readonly amount: number;
  readonly payload: string;
  readonly atMs: number;
  refundedAtMs: number | null;
}

/** A question before a payment. */
export interface Checkout {
  readonly id: string;
  readonly askedMs: number;
  answeredMs: number | null;
  accepted: boolean;
}

/** How one call of the bot goes wrong: answers are refusals, or a connection that breaks before or after the call took effect. */
export type CallFate =
  | { readonly type: 'answer'; readonly code: number; readonly retryAfterSeconds?: number }
  | { readonly type: 'reset'; readonly effect: boolean }
  | { readonly type: 'refused' }
  | { readonly type: 'slow'; readonly ms: number };

export interface TelegramCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Telegram as far as the product's duties need it: messages, updates, Stars and the members of channels. */
export interface SimulatedTelegram {
  readonly messages: readonly ArrivedMessage[];
  readonly charges: readonly Charge[];
  /** Who is in which channel. */
  readonly members: ReadonlySet<string>;
  readonly removals: readonly { readonly telegramId: number; readonly chatId: number; readonly atMs: number }[];
  /** When each question before a payment was asked and answered; null while it was not. */
  readonly checkouts: readonly Checkout[];
  /** What the bot has not acknowledged yet. */
  readonly updates: () => readonly Update[];
  call(call: TelegramCall, fate: CallFate | null): Promise<unknown>;
  /** Somebody pays: Telegram asks first, and takes the money when that is allowed in time. */
  pay(order: { readonly telegramId: number; readonly amount: number; readonly payload: string }): Promise<void>;
  refund(chargeId: string): void;
  askToJoin(telegramId: number, chatId: number): void;
  /** Somebody is in a channel already. */
  letIn(member: string): void;
}

const ROUND_TRIP_MS = 40;
const CALL_LIMIT_MS = 20_000;
const CHECKOUT_MS = 10_000;

interface State {
  readonly time: VirtualTime;
  readonly messages: ArrivedMessage[];
  readonly charges: Charge[];
  readonly members: Set<string>;
  readonly removals: { telegramId: number; chatId: number; atMs: number }[];
  readonly checkouts: Checkout[];
  updates: Update[];
  nextUpdateId: number;
  poll: { readonly number: number; readonly end: () => void } | null;
  polls: number;
}

export function createSimulatedTelegram(time: VirtualTime): SimulatedTelegram {
  const state: State = {
    ...{ time, messages: [], charges: [], members: new Set<string>(), removals: [], checkouts: [] },
    ...{ updates: [], nextUpdateId: 1, poll: null, polls: 0 },
  };
  return {
    messages: state.messages,
    charges: state.charges,
    members: state.members,
    removals: state.removals,
    checkouts: state.checkouts,
    updates: () => state.updates,
    call: (call, fate) => perform(state, call, fate),
    pay: (order) => pay(state, order),
    refund: (chargeId) => refund(state, chargeId),
    askToJoin: (telegramId, chatId) => askToJoin(state, telegramId, chatId),
    letIn: (member) => void state.members.add(member),
  };
}

export function memberKey(telegramId: number, chatId: number): string {
  return `${telegramId} in ${chatId}`;
}

/** Null: the bot's own name, from whom refunds come. */
const personOf = (telegramId: number) => ({ id: telegramId, is_bot: false, first_name: `P${telegramId}` });
const chatOf = (telegramId: number) => ({ id: telegramId, type: 'private', first_name: `P${telegramId}` }) as const;
const secondsOf = (timeMs: number): number => Math.floor(timeMs / 1_000);

async function perform(state: State, call: TelegramCall, fate: CallFate | null): Promise<unknown> {
  const { time } = state;
  await time.wait(ROUND_TRIP_MS / 2);
  if (fate?.type === 'refused') throw broken('ECONNREFUSED');
  if (fate?.type === 'reset' && !fate.effect) throw broken('ECONNRESET');
  if (fate?.type === 'answer') throw refusal(call.method, fate.code, fate.retryAfterSeconds);
  const result = await effectOf(state, call);
  if (fate?.type === 'slow') {
    await time.wait(Math.min(fate.ms, CALL_LIMIT_MS));
    if (fate.ms > CALL_LIMIT_MS) throw broken('ETIMEDOUT');
  }
  await time.wait(ROUND_TRIP_MS / 2);
  if (fate?.type === 'reset') throw broken('ECONNRESET');
  return result;
}

function broken(code: string): Error {
  return new HttpError('Network request failed!', Object.assign(new Error(code), { code }));
}

function refusal(method: string, code: number, retryAfterSeconds?: number): Error {
  const description = code === 429 ? 'Too Many Requests' : code >= 500 ? 'Bad Gateway' : 'Forbidden';
  const parameters = retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds };
  return new GrammyError(description, { ok: false, error_code: code, description, parameters }, method, {});
}

const numberIn = ({ payload }: TelegramCall, name: string): number => Number(payload[name]);
const textIn = ({ payload }: TelegramCall): string => String(payload.text ?? payload.caption ?? '');

async function effectOf(state: State, call: TelegramCall): Promise<unknown> {
  const { time, messages, members } = state;
  const chatId = numberIn(call, 'chat_id');
  switch (call.method) {
    case 'getMe':
      return { id: 987_654_321, is_bot: true, first_name: 'Analyser', username: 'analyser_bot' };
    case 'sendMessage': {
      const message = { id: messages.length + 1, chatId, text: textIn(call), atMs: time.nowMs(), edits: 0 };
      messages.push(message);
      return { message_id: message.id, date: secondsOf(message.atMs), chat: { id: chatId, type: 'private' } };
    }
    case 'editMessageText': {
      const message = messages[numberIn(call, 'message_id') - 1];
      if (message !== undefined) Object.assign(message, { text: textIn(call), edits: message.edits + 1 });
      return true;
    }
    case 'getUpdates':
      return await nextUpdates(state, call);
    case 'answerPreCheckoutQuery':
      return answerCheckout(state, call);
    case 'getMyStarBalance':
      return { amount: state.charges.reduce((sum, each) => sum + (each.refundedAtMs === null ? each.amount : 0), 0) };
    case 'getStarTransactions':
      return { transactions: transactionsOf(state, numberIn(call, 'offset'), numberIn(call, 'limit')) };
    case 'getChatMember': {
      const telegramId = numberIn(call, 'user_id');
      const status = members.has(memberKey(telegramId, chatId)) ? 'member' : 'left';
      return { status, user: personOf(telegramId) };
    }
    case 'unbanChatMember': {
      const telegramId = numberIn(call, 'user_id');
      members.delete(memberKey(telegramId, chatId));
      state.removals.push({ telegramId, chatId, atMs: time.nowMs() });
      return true;
    }
    case 'approveChatJoinRequest':
      members.add(memberKey(numberIn(call, 'user_id'), chatId));
      return true;
    default:
      return true;
  }
}

function add(state: State, update: Omit<Update, 'update_id'>): void {
  state.updates.push({ ...update, update_id: state.nextUpdateId });
  state.nextUpdateId += 1;
  state.poll?.end();
}

/** A long poll; a second one at the same time ends the first with 409, as Telegram does. */
async function nextUpdates(state: State, call: TelegramCall): Promise<readonly Update[]> {
  const offset = numberIn(call, 'offset');
  state.updates = state.updates.filter(({ update_id: id }) => id >= offset);
  if (state.updates.length > 0 || numberIn(call, 'timeout') === 0) return [...state.updates];
  state.poll?.end();
  state.polls += 1;
  const own = state.polls;
  await new Promise<void>((resolve) => {
    const cancel = state.time.startTimer(numberIn(call, 'timeout') * 1_000, resolve);
    state.poll = {
      number: own,
      end: () => {
        cancel();
        resolve();
      },
    };
  });
  if (state.polls !== own) throw refusal(call.method, 409);
  state.poll = null;
  return [...state.updates];
}

async function pay(
  state: State,
  order: { readonly telegramId: number; readonly amount: number; readonly payload: string },
): Promise<void> {
  const { time, checkouts, charges } = state;
  const { telegramId, amount, payload } = order;
  const checkout: Checkout = { id: `q${checkouts.length}`, askedMs: time.nowMs(), answeredMs: null, accepted: false };
  checkouts.push(checkout);
  add(state, {
    pre_checkout_query: {
      ...{ id: checkout.id, from: personOf(telegramId), currency: 'XTR', total_amount: amount },
      invoice_payload: payload,
    },
  });
  await time.wait(CHECKOUT_MS);
  if (!checkouts.some(({ id, accepted }) => id === checkout.id && accepted)) return;
  const charge: Charge = {
    ...{ id: `c${charges.length}`, telegramId, amount, payload },
    ...{ atMs: secondsOf(time.nowMs()) * 1_000, refundedAtMs: null },
  };
  charges.push(charge);
  add(state, {
    message: {
      ...{ message_id: 1, date: secondsOf(charge.atMs), chat: chatOf(telegramId), from: personOf(telegramId) },
      successful_payment: paymentOf(charge),
    },
  });
}

const paymentOf = ({ id, amount, payload }: Charge) => ({
  ...{ currency: 'XTR', total_amount: amount, invoice_payload: payload },
  ...{ telegram_payment_charge_id: id, provider_payment_charge_id: '' },
});

function answerCheckout({ checkouts, time }: State, { payload }: TelegramCall): boolean {
  const checkout = checkouts.find(({ id }) => id === payload.pre_checkout_query_id);
  if (checkout === undefined || checkout.answeredMs !== null) return true;
  checkout.answeredMs = time.nowMs();
  checkout.accepted = payload.ok === true && time.nowMs() - checkout.askedMs < CHECKOUT_MS;
  return true;
}

function refund(state: State, chargeId: string): void {
  const charge = state.charges.find(({ id, refundedAtMs }) => id === chargeId && refundedAtMs === null);
  if (charge === undefined) return;
  charge.refundedAtMs = secondsOf(state.time.nowMs()) * 1_000;
  const { telegramId } = charge;
  add(state, {
    message: {
      ...{ message_id: 2, date: secondsOf(charge.refundedAtMs), chat: chatOf(telegramId), from: personOf(telegramId) },
      refunded_payment: { ...paymentOf(charge), currency: 'XTR' },
    },
  });
}

function askToJoin(state: State, telegramId: number, chatId: number): void {
  add(state, {
    chat_join_request: {
      ...{ chat: { id: chatId, type: 'channel', title: 'Pro' }, from: personOf(telegramId) },
      ...{ user_chat_id: telegramId, date: secondsOf(state.time.nowMs()) },
    },
  });
}

function transactionsOf({ charges }: State, offset: number, limit: number): readonly unknown[] {
  const partner = ({ telegramId, payload }: Charge) => ({
    ...{ type: 'user', transaction_type: 'invoice_payment', user: personOf(telegramId), invoice_payload: payload },
  });
  const lines = charges.flatMap((charge) => [
    { id: charge.id, amount: charge.amount, date: secondsOf(charge.atMs), source: partner(charge) },
    ...(charge.refundedAtMs === null
      ? []
      : [
          {
            ...{ id: charge.id, amount: charge.amount, date: secondsOf(charge.refundedAtMs) },
            receiver: partner(charge),
          },
        ]),
  ]);
  return lines.slice(offset, offset + limit);
}
