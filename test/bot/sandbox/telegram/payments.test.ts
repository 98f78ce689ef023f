import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorldActionResult } from '../../../../bot/sandbox/telegram/world.ts';
import { call, chatOf, lastMessage, type Setup, startBot, startSandbox, until } from './sandbox-setup.ts';

const MONTH_MS = 2_592_000_000;
const INVOICE = {
  title: 'Pro',
  description: 'A month of Pro',
  payload: 'pro-1',
  currency: 'XTR',
  prices: [{ label: 'Pro', amount: 250 }],
};

let setup: Setup;
let anna = 0;
beforeEach(async () => {
  setup = await startSandbox({ waits: { preCheckoutMs: 300, callbackMs: 300 } });
  anna = setup.sandbox.world.addPerson('Anna', 'en').id;
  await setup.sandbox.world.act(anna, { type: 'write', chatId: anna, text: '/start' });
});
afterEach(() => setup.close());

const stars = (): number => setup.sandbox.world.snapshot(anna).person.stars;
const invoiceId = async (): Promise<number> =>
  (await call(setup.apiRoot, 'sendInvoice', { chat_id: anna, ...INVOICE })).result.message_id;
const pay = (messageId: number): Promise<WorldActionResult> =>
  setup.sandbox.world.act(anna, { type: 'pay', chatId: anna, messageId });

interface Update {
  readonly update_id: number;
  readonly message?: { readonly successful_payment?: unknown; readonly refunded_payment?: unknown };
  readonly pre_checkout_query?: { readonly id: string };
  readonly subscription?: unknown;
}

/** All updates that wait; the next call gets the ones after them. */
async function updates(offset = 0): Promise<readonly Update[]> {
  return (await call(setup.apiRoot, 'getUpdates', { offset })).result;
}

describe('an invoice', () => {
  it('is paid after the bot agrees: Stars move, the bot is told, the button goes', async () => {
    const heard: unknown[] = [];
    const { bot, stop } = await startBot(setup.apiRoot, (one) => {
      one.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
      one.on('message:successful_payment', (ctx) => {
        heard.push(ctx.msg.successful_payment);
        return ctx.reply('Thank you');
      });
    });
    const sent = await bot.api.sendInvoice(anna, 'Pro', 'A month of Pro', 'pro-1', 'XTR', [
      { label: 'Pro', amount: 250 },
    ]);
    const shown = lastMessage(setup.sandbox, { personId: anna, author: 'bot' });
    expect(shown?.invoice).toEqual({ title: 'Pro', description: 'A month of Pro', stars: 250, paid: false });
    expect(shown?.keyboard).toEqual([[{ type: 'pay', text: 'Pay ⭐250' }]]);
    expect(await pay(sent.message_id)).toMatchObject({ type: 'done', openChatId: anna });
    expect(stars()).toBe(4750);
    const paid = chatOf(setup.sandbox, anna, anna).messages.find((one) => one.messageId === sent.message_id);
    expect(paid?.invoice?.paid).toBe(true);
    expect(paid?.keyboard).toEqual([]);
    expect(lastMessage(setup.sandbox, { personId: anna, author: 'service' })?.text).toBe(
      'You paid 250 ⭐ to Analyser.',
    );
    expect(await pay(sent.message_id)).toEqual({ type: 'refused', text: 'This invoice was already paid.' });
    await until(setup.sandbox, () => {
      const last = lastMessage(setup.sandbox, { personId: anna, author: 'bot' });
      return last?.text === 'Thank you' ? last : null;
    });
    await stop();
    expect(heard).toEqual([expect.objectContaining({ currency: 'XTR', total_amount: 250, invoice_payload: 'pro-1' })]);
  });

  it('is not paid when the bot refuses, says nothing, or the Stars do not suffice', async () => {
    const silent = await pay(await invoiceId());
    expect(silent).toEqual({
      type: 'refused',
      text: 'The bot did not confirm the payment in time. You were not charged.',
    });
    const { stop } = await startBot(setup.apiRoot, (one) => {
      one.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(false, 'Sold out').catch(() => true));
    });
    expect(await pay(await invoiceId())).toEqual({ type: 'refused', text: 'Sold out' });
    await stop();
    const dear = { ...INVOICE, prices: [{ label: 'Pro', amount: 6000 }] };
    const { result } = await call(setup.apiRoot, 'sendInvoice', { chat_id: anna, ...dear });
    expect(await pay(result.message_id)).toEqual({
      type: 'refused',
      text: 'You need 1000 more Stars: this costs 6000, you have 5000.',
    });
    expect(stars()).toBe(5000);
    expect((await call(setup.apiRoot, 'getMyStarBalance')).result).toEqual({ amount: 0 });
  });

  it('answered too late is answered with "query is too old"', async () => {
    await pay(await invoiceId());
    const query = (await updates()).find((one) => one.pre_checkout_query !== undefined)?.pre_checkout_query;
    const late = await call(setup.apiRoot, 'answerPreCheckoutQuery', { pre_checkout_query_id: query?.id, ok: true });
    expect(late.description).toBe('Bad Request: query is too old and response timeout expired or query ID is invalid');
    expect(stars()).toBe(5000);
  });

  it('is refunded once, whole, and both sides of it are listed', async () => {
    const { stop } = await startBot(setup.apiRoot, (one) => {
      one.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
    });
    await pay(await invoiceId());
    await stop();
    const { transactions } = (await call(setup.apiRoot, 'getStarTransactions')).result;
    const id: string = transactions[0].id;
    setup.clock.advance(60_000);
    const refund = { user_id: anna, telegram_payment_charge_id: id };
    expect(await call(setup.apiRoot, 'refundStarPayment', refund)).toMatchObject({ ok: true, result: true });
    expect(stars()).toBe(5000);
    expect((await call(setup.apiRoot, 'refundStarPayment', refund)).description).toBe(
      'Bad Request: CHARGE_ALREADY_REFUNDED',
    );
    const after = (await call(setup.apiRoot, 'getStarTransactions')).result.transactions;
    expect(after).toMatchObject([
      { id, amount: 250, source: { type: 'user', transaction_type: 'invoice_payment', user: { id: anna } } },
      { id, amount: 250, receiver: { type: 'user', invoice_payload: 'pro-1' } },
    ]);
    expect(
      (await call(setup.apiRoot, 'getStarTransactions', { offset: 1, limit: 1 })).result.transactions,
    ).toHaveLength(1);
    expect((await call(setup.apiRoot, 'getMyStarBalance')).result).toEqual({ amount: 0 });
    const told = (await updates()).flatMap((one) => one.message?.refunded_payment ?? []);
    expect(told).toEqual([
      { currency: 'XTR', total_amount: 250, invoice_payload: 'pro-1', telegram_payment_charge_id: id },
    ]);
  });
});

describe('a paid broadcast', () => {
  const send = (): Promise<{ readonly ok: boolean; readonly description?: string }> =>
    call(setup.apiRoot, 'sendMessage', { chat_id: anna, text: 'News', allow_paid_broadcast: true });

  it('is refused without a balance, and takes a Star for ten messages that it lists', async () => {
    expect(await send()).toMatchObject({ ok: false, description: 'Bad Request: BALANCE_TOO_LOW' });
    const { stop } = await startBot(setup.apiRoot, (one) => {
      one.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
    });
    await pay(await invoiceId());
    await stop();
    for (let sent = 0; sent < 25; sent += 1) expect(await send()).toMatchObject({ ok: true });
    expect((await call(setup.apiRoot, 'getMyStarBalance')).result).toEqual({ amount: 248 });
    const { transactions } = (await call(setup.apiRoot, 'getStarTransactions')).result;
    expect(transactions.slice(1)).toMatchObject([
      { id: 'api-0', amount: 1, receiver: { type: 'telegram_api', request_count: 10 } },
      { id: 'api-1', amount: 1, receiver: { type: 'telegram_api', request_count: 10 } },
    ]);
  });
});

describe('a Star subscription', () => {
  /** Opens an invoice link of 30 days and pays; the charge id of the first payment. */
  async function subscribe(): Promise<string> {
    const link = await call(setup.apiRoot, 'createInvoiceLink', { ...INVOICE, subscription_period: 2_592_000 });
    let hear = (_payment: unknown): void => {};
    const told = new Promise((resolve) => {
      hear = resolve;
    });
    const { stop } = await startBot(setup.apiRoot, (one) => {
      one.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
      one.on('message:successful_payment', (ctx) => hear(ctx.msg.successful_payment));
    });
    const { world } = setup.sandbox;
    await world.act(anna, { type: 'open-link', url: link.result });
    const sheet = lastMessage(setup.sandbox, { personId: anna, author: 'service' });
    expect(sheet?.invoice).toMatchObject({ stars: 250, paid: false, subscriptionDays: 30 });
    expect(await pay(sheet?.messageId ?? 0)).toMatchObject({ type: 'done' });
    expect(await told).toMatchObject({
      is_recurring: true,
      is_first_recurring: true,
      subscription_expiration_date: expiryS(1),
    });
    await stop();
    const [subscription] = world.snapshot(anna).subscriptions;
    expect(subscription).toMatchObject({ title: 'Pro', stars: 250, state: 'active' });
    return subscription?.id ?? '';
  }

  const payments = async (): Promise<readonly unknown[]> =>
    (await updates()).flatMap((one) => one.message?.successful_payment ?? []);
  const states = async (): Promise<readonly unknown[]> => (await updates()).flatMap((one) => one.subscription ?? []);
  const expiryS = (months: number): number => (setup.clock.nowMs() + months * MONTH_MS) / 1000;

  it('renews by itself when a month is over, and each payment says until when', async () => {
    const startedS = setup.clock.nowMs() / 1000;
    await subscribe();
    setup.clock.advance(MONTH_MS - 1);
    setup.sandbox.settle();
    expect(stars()).toBe(4750);
    setup.clock.advance(2 * MONTH_MS);
    setup.sandbox.settle();
    setup.sandbox.settle();
    expect(stars()).toBe(4250);
    const heard = await payments();
    expect(heard).toHaveLength(2);
    expect(heard[0]).toMatchObject({
      is_recurring: true,
      subscription_expiration_date: startedS + (2 * MONTH_MS) / 1000,
    });
    expect(heard[0]).not.toHaveProperty('is_first_recurring');
    expect(heard[1]).toMatchObject({ subscription_expiration_date: startedS + (3 * MONTH_MS) / 1000 });
  });

  it('renewed by hand lasts a month longer', async () => {
    const id = await subscribe();
    const { world } = setup.sandbox;
    expect(await world.act(anna, { type: 'renew', subscriptionId: id })).toEqual({ type: 'done' });
    expect(await payments()).toMatchObject([{ is_recurring: true, subscription_expiration_date: expiryS(2) }]);
    expect(world.snapshot(anna).subscriptions).toHaveLength(1);
    expect((await call(setup.apiRoot, 'getStarTransactions')).result.transactions[1]).toMatchObject({
      source: { subscription_period: 2_592_000 },
    });
  });

  it('fails when the Stars do not suffice, and the bot hears so once', async () => {
    await subscribe();
    const dear = { ...INVOICE, payload: 'all', prices: [{ label: 'x', amount: 4700 }] };
    const { result } = await call(setup.apiRoot, 'sendInvoice', { chat_id: anna, ...dear });
    const { stop } = await startBot(setup.apiRoot, (one) => {
      one.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
    });
    await pay(result.message_id);
    await stop();
    setup.clock.advance(MONTH_MS);
    setup.sandbox.settle();
    setup.sandbox.settle();
    expect(await states()).toEqual([
      { user: expect.objectContaining({ id: anna }), invoice_payload: 'pro-1', state: 'failed' },
    ]);
    expect(setup.sandbox.world.snapshot(anna).subscriptions[0]?.state).toBe('failed');
  });

  it('is cancelled and resumed by the person, and ends when cancelled', async () => {
    const id = await subscribe();
    const { world } = setup.sandbox;
    await world.act(anna, { type: 'cancel-subscription', subscriptionId: id });
    await world.act(anna, { type: 'resume-subscription', subscriptionId: id });
    await world.act(anna, { type: 'cancel-subscription', subscriptionId: id });
    expect((await states()).map((one) => (one as { state: string }).state)).toEqual(['canceled', 'active', 'canceled']);
    setup.clock.advance(MONTH_MS);
    setup.sandbox.settle();
    expect(stars()).toBe(4750);
    expect(world.snapshot(anna).subscriptions[0]?.state).toBe('ended');
    expect(await world.act(anna, { type: 'renew', subscriptionId: id })).toEqual({
      type: 'refused',
      text: 'This subscription is ended.',
    });
  });

  it('cancelled by the bot is only resumed by the person, after the bot allows it', async () => {
    const id = await subscribe();
    const { world } = setup.sandbox;
    const edit = { user_id: anna, telegram_payment_charge_id: id };
    await call(setup.apiRoot, 'editUserStarSubscription', { ...edit, is_canceled: true });
    expect(await world.act(anna, { type: 'resume-subscription', subscriptionId: id })).toMatchObject({
      type: 'refused',
    });
    await call(setup.apiRoot, 'editUserStarSubscription', { ...edit, is_canceled: false });
    expect(world.snapshot(anna).subscriptions[0]?.state).toBe('canceled');
    expect(await world.act(anna, { type: 'resume-subscription', subscriptionId: id })).toEqual({ type: 'done' });
    expect(world.snapshot(anna).subscriptions[0]?.state).toBe('active');
  });
});
