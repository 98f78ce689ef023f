import { createMongoCardAccounts } from '../../../billing/adapters/mongo/card-accounts.ts';
import { createMongoCardEvents, createMongoUsedCodes } from '../../../billing/adapters/mongo/card-events.ts';
import { createCardPositions } from '../../../billing/adapters/mongo/card-positions.ts';
import { openStripe, readStripeEvent } from '../../../billing/adapters/stripe/open-stripe.ts';
import { createStripeCards } from '../../../billing/adapters/stripe/stripe-cards.ts';
import type { Cards } from '../../../bot/cards/cards.ts';
import { createCards } from '../../../bot/cards/create-cards.ts';
import { discountsOf } from '../../../bot/cards/discounts-of.ts';
import { registerStripeWebhook } from '../../../bot/http/webhooks/stripe-webhook.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../bot/sandbox/stripe/start-stripe-stand-in.ts';
import { billSubscriptions } from '../../../bot/sandbox/stripe/state/bill-subscriptions.ts';
import type { Outgoing } from '../../../bot/telegram/dependencies.ts';
import { markCardTold, tellCard } from '../../../bot/telegram/money/tell-card.ts';
import { openTestDatabase, type TestDatabase } from '../database/database.ts';
import { testServer } from '../process/http-server.ts';
import { openStage, type Stage, type StageParts } from './bot-stage.ts';

const SECRETS = { secretKey: 'sk_test_of_the_chat', webhookSecret: 'whsec_of_the_chat' };

/** The bot's stage with cards: Stripe's own client against the stand-in, whose news comes in by the product's webhook. */
export interface CardChatStage extends Stage {
  readonly standIn: StripeStandIn;
  outgoing(): Outgoing;
  /** Renewals and ends that are due at Stripe. */
  billUntilNow(): void;
  /** What a browser does: opens a link of the bot's, continues as its person, and pays for a plan with a card that works. */
  payByCard(link: string, plan: string): Promise<void>;
  /** Presses "Cancel subscription" on the page that the bot's link opens. */
  cancelInPortal(link: string): Promise<void>;
}

interface Opened {
  readonly database: TestDatabase;
  readonly standIn: StripeStandIn;
  readonly outgoing: () => Outgoing;
  readonly publicUrl: () => string | null;
}

export async function openCardChatStage(): Promise<CardChatStage> {
  const database = await openTestDatabase();
  let standIn: StripeStandIn | null = null;
  let url: string | null = null;
  let made: { readonly stage: Stage; readonly cards: Cards } | null = null;
  const whole = () => {
    if (made === null) throw new Error('expected an open stage');
    return made;
  };
  const outgoing = (): Outgoing => ({ ...whole().stage.deps, api: whole().stage.bot.bot.api });
  // The stand-in lives by the stage's clock, which is there once the stage is.
  const clock = { nowMs: () => made?.stage.clock.nowMs() ?? 0 };
  standIn = await startStripeStandIn({
    ...{ clock, wallNowMs: Date.now, ...SECRETS, path: null, random: () => 0.5 },
    startTimer: (_delayMs, run) => run(),
  });
  const opened: Opened = { database, standIn, outgoing, publicUrl: () => url };
  const holder: { cards: Cards | null } = { cards: null };
  const stage = await openStage((parts) => {
    holder.cards = cardsOf(parts, opened);
    return { cards: holder.cards };
  }, database);
  const { cards } = holder;
  if (cards === null) throw new Error('expected cards');
  made = { stage, cards };
  const { app } = await testServer({
    plans: {
      ...{ cards, checkoutOrigins: [standIn.url], isClosed: async () => false },
      botLink: (payload) => `https://t.me/analyser_bot?start=${payload}`,
    },
    extend: (server) => registerStripeWebhook(server, { receive: cards.receive, onOutcome: () => {} }),
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  standIn.webhook.deliverTo(`${url}/stripe/webhook`);
  return {
    ...{ ...stage, standIn, outgoing, payByCard, cancelInPortal: (link) => cancelInPortal(link, opened) },
    billUntilNow: () => billSubscriptions(opened.standIn.world),
    async close() {
      await app.close();
      await stage.close();
      await opened.standIn.close();
    },
  };
}

function cardsOf(parts: StageParts, { database, standIn, outgoing, publicUrl }: Opened): Cards {
  const { connection } = database;
  const { setup, accounts, payments, coupons, clock } = parts;
  const stripe = openStripe({ secretKey: SECRETS.secretKey, apiBase: standIn.url });
  const address = (page: string): string => `https://t.me/analyser_bot?start=${page}`;
  return createCards({
    provider: createStripeCards({
      ...{ stripe, nameOf: ({ id }) => `Analyser ${id}`, automaticTax: false },
      urls: () => ({ success: address('paid'), cancel: address('home'), portalReturn: address('paid') }),
    }),
    stores: {
      ...{ accounts, payments, cardAccounts: createMongoCardAccounts(connection) },
      ...{ cardEvents: createMongoCardEvents(connection), usedCodes: createMongoUsedCodes(connection) },
      position: createCardPositions({
        read: () => setup.read('cards-position'),
        write: (text) => setup.write('cards-position', text),
      }),
    },
    ...{ isOfferedInChat: true, linkSecret: 'of the stage', publicUrl, isClosed: async () => false },
    readEvent: (body, signature, nowMs) => readStripeEvent(body, signature, { secret: SECRETS.webhookSecret, nowMs }),
    ...{ nowMs: clock.nowMs, wallNowMs: Date.now, newNonce: parts.newNonce },
    ...discountsOf({ coupons, payments }, clock.nowMs),
    tell: (line) => tellCard(outgoing(), line),
    markTold: (line) => markCardTold(outgoing(), line),
    onUnexplained: ({ telegramId, id: chargeId }, code) =>
      parts.log({ type: 'payment-unmatched', telegramId, chargeId, code }),
    onFailed: (what, error) => parts.log({ type: 'update-failed', updateId: null, error: `${what}: ${String(error)}` }),
    onStuck: () => {},
  });
}

function post(url: string, form: Readonly<Record<string, string>>, cookie = ''): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual', headers: { cookie } });
}

function cookieIn(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function payByCard(link: string, plan: string): Promise<void> {
  const { origin } = new URL(link);
  const visit = await fetch(link, { redirect: 'manual' });
  const fields = [...(await visit.text()).matchAll(/name="(code|visit|to)" value="([^"]*)"/g)];
  const form = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
  const entered = await post(`${origin}/plans/enter`, form, cookieIn(visit));
  const bought = await post(`${origin}/plans/buy`, { plan }, cookieIn(entered));
  await post(bought.headers.get('location') ?? '', { action: 'pay', card: '4242' });
}

async function cancelInPortal(link: string, { standIn }: Opened): Promise<void> {
  const [subscription] = Object.values(standIn.world.state.subscriptions);
  await post(link, { action: 'cancel', subscription: subscription?.id ?? '' });
}
