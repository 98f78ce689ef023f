import { createCardPositions } from '../../../billing/adapters/mongo/card-positions.ts';
import { readStripeEvent } from '../../../billing/adapters/stripe/open-stripe.ts';
import type { Coupons } from '../../../billing/coupons/coupon.ts';
import type { Accounts } from '../../../billing/ports.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import type { Cards } from '../../../bot/cards/cards.ts';
import { createCards } from '../../../bot/cards/create-cards.ts';
import { discountsOf } from '../../../bot/cards/discounts-of.ts';
import { registerStripeWebhook } from '../../../bot/http/webhooks/stripe-webhook.ts';
import { createMemoryAccounts } from '../fakes/memory-billing.ts';
import { createMemoryCardAccounts, createMemoryCardEvents } from '../fakes/memory-cards.ts';
import { createMemoryCoupons } from '../fakes/memory-coupons.ts';
import { testServer } from '../process/http-server.ts';
import { CARD_WEBHOOK_SECRET, type CardStage, openCardStage } from './card-stage.ts';

/** The card stage with the product's HTTP side in front of it: /plans and the webhook, listening. */
export interface PlansStage extends CardStage {
  readonly cards: Cards;
  readonly accounts: Accounts;
  readonly coupons: Coupons;
  readonly url: string;
  /** What failed in dealing with events. */
  readonly failed: readonly string[];
  /** From now on nothing is sold. */
  windDown(): void;
  /** A person whom the bot knows, who has accepted the terms. */
  meet(telegramId: number, firstName: string): Promise<void>;
}

export async function openPlansStage(): Promise<PlansStage> {
  const stage = await openCardStage();
  const accounts = createMemoryAccounts();
  const coupons = createMemoryCoupons();
  const failed: string[] = [];
  let url: string | null = null;
  let nonce = 0;
  let isClosed = false;
  const used = new Set<string>();
  const texts = new Map<string, string>();
  const cards = createCards({
    provider: stage.provider,
    stores: {
      ...{ accounts, payments: stage.payments, cardAccounts: createMemoryCardAccounts() },
      cardEvents: createMemoryCardEvents(),
      usedCodes: {
        isUsed: async (code) => used.has(code),
        use: async (code) => !used.has(code) && used.add(code).size > 0,
      },
      position: createCardPositions({
        read: async () => texts.get('position') ?? null,
        write: async (text) => void texts.set('position', text),
      }),
    },
    ...{ isOfferedInChat: true, linkSecret: 'of the tests', publicUrl: () => url },
    readEvent: (body, signature, nowMs) => readStripeEvent(body, signature, { secret: CARD_WEBHOOK_SECRET, nowMs }),
    ...{ nowMs: stage.clock.nowMs, wallNowMs: Date.now },
    ...discountsOf({ coupons, payments: stage.payments }, stage.clock.nowMs),
    isClosed: async () => isClosed,
    newNonce: () => {
      nonce += 1;
      return nonce.toString(16).padStart(16, '0');
    },
    tell: async (line) => void stage.settled.push(line),
    markTold: async () => {},
    onUnexplained: () => {},
    onFailed: (what) => void failed.push(what),
    onStuck: () => {},
  });
  const { app } = await testServer({
    plans: {
      ...{ cards, checkoutOrigins: [stage.standIn.url] },
      isClosed: async () => isClosed,
      botLink: (payload) => `https://t.me/analyser_bot?start=${payload}`,
    },
    extend: (server) => registerStripeWebhook(server, { receive: cards.receive, onOutcome: () => {} }),
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  stage.standIn.webhook.deliverTo(`${url}/stripe/webhook`);
  return {
    ...stage,
    ...{ cards, accounts, coupons, url, failed },
    windDown: () => {
      isClosed = true;
    },
    async meet(telegramId, firstName) {
      await accounts.meet({ telegramId, firstName, languageCode: 'en' }, null, stage.clock.nowMs());
      await accounts.acceptTerms(telegramId, TERMS_VERSION, stage.clock.nowMs());
    },
    async close() {
      await app.close();
      await stage.close();
    },
  };
}
