import { Api } from 'grammy';
import { createCardPositions } from '../../../billing/adapters/mongo/card-positions.ts';
import { readStripeEvent } from '../../../billing/adapters/stripe/open-stripe.ts';
import { createStripeCards } from '../../../billing/adapters/stripe/stripe-cards.ts';
import type { CardProvider } from '../../../billing/card/ports.ts';
import { provesPostback } from '../../../billing/partners/proves-postback.ts';
import { createAnswers } from '../../../bot/answers/answers.ts';
import type { Cards } from '../../../bot/cards/cards.ts';
import { createCards } from '../../../bot/cards/create-cards.ts';
import { discountsOf } from '../../../bot/cards/discounts-of.ts';
import { parseBody, readPostback } from '../../../bot/http/webhooks/read-postback.ts';
import { createPartners } from '../../../bot/partners/create-partners.ts';
import type { Partners } from '../../../bot/partners/partners.ts';
import { createClockTrust } from '../../../bot/telegram/clock-trust.ts';
import { createBot } from '../../../bot/telegram/create-bot.ts';
import { type BotDependencies, type Outgoing, outgoingOf } from '../../../bot/telegram/dependencies.ts';
import { moveAccounts } from '../../../bot/telegram/jobs/move-accounts.ts';
import { type Reconciliation, reconcileStars } from '../../../bot/telegram/jobs/reconcile-stars.ts';
import { markCardTold, tellCard } from '../../../bot/telegram/money/tell-card.ts';
import { createPartnerNotices } from '../../../bot/telegram/partners/partner-notices.ts';
import { createSendBudget } from '../../../bot/telegram/sending/send-budget.ts';
import { thankBuyer } from '../../../bot/telegram/thank-buyer.ts';
import type { Intake } from '../../../bot/telegram/updates/intake.ts';
import { memoryControls, NO_ALERTS } from '../../../test/support/fakes/memory-controls.ts';
import { memoryBroadcasts } from '../../../test/support/fakes/memory-directs.ts';
import { around } from '../../faults/world/around.ts';
import { emptyAnswers } from '../../faults/world/empty-answers.ts';
import { createLife, type Life } from '../../faults/world/life.ts';
import { NO_OWNERS } from '../../faults/world/no-owners.ts';
import { simulatedCalls } from '../../faults/world/simulated-calls.ts';
import { databaseRoad, road, telegramRoad, tookEffect } from './breaks.ts';
import type { MoneyStores, MoneyWorld } from './money-world.ts';
import { PARTNERS, proofOf, type WaitingPostback } from './partner-side.ts';
import { STRIPE_SECRET, stripeClient } from './stripe-side.ts';

const TOKEN = '987654321:AAmoney-histories_token_that_no_log_may_show';
export const MONTH_SECONDS = 2_592_000;

/** One process of the product, as far as money goes, composed of what bot/process composes. */
export interface MoneyProcess {
  readonly life: Life;
  readonly intake: Intake;
  readonly cards: Cards;
  readonly partners: Partners;
  readonly outgoing: Outgoing;
  readonly stores: MoneyStores;
  reconcileStars(): Promise<Reconciliation>;
  moveAccounts(): Promise<void>;
  /** Takes a postback as its address does: nothing is read of one whose proof is not good. */
  takePostback(postback: WaitingPostback): Promise<'accepted' | 'refused'>;
}

/** A mistake planted on purpose: it changes what a process is made of. */
export interface Defect {
  readonly stores?: (stores: MoneyStores, world: MoneyWorld) => MoneyStores;
  readonly outgoing?: (outgoing: Outgoing) => Outgoing;
  readonly provider?: (provider: CardProvider) => CardProvider;
  readonly partners?: (partners: Partners, stores: MoneyStores) => Partners;
  readonly provesPostback?: typeof provesPostback;
}

export function startMoneyProcess(world: MoneyWorld, defect: Defect): MoneyProcess {
  const life = createLife(world.time);
  const call = telegramRoad({ breaks: world.breaks, life }, (each) => world.books.call(each, world.time.nowMs()));
  const through = storesOver(world, life);
  const stores = defect.stores?.(through, world) ?? through;
  const api = new Api(TOKEN, { apiRoot: 'http://127.0.0.1:1' });
  api.config.use(simulatedCalls(call));
  const made = partnersOver(world, { stores, api });
  const partners = defect.partners?.(made, stores) ?? made;
  const { deps, setCards } = dependenciesOf(world, { life, stores, partners });
  const outgoing = (): Outgoing => {
    const made = outgoingOf(deps, api);
    return defect.outgoing?.(made) ?? made;
  };
  const cards = cardsOver(world, { life, stores, outgoing, defect });
  setCards(cards);
  const { bot, intake } = createBot(deps);
  bot.api.config.use(simulatedCalls(call));
  intake.takeLeft(world.disk.left());
  return {
    ...{ life, intake, cards, partners, stores, outgoing: outgoing() },
    async takePostback(postback) {
      const { partner, body } = postback;
      const nowMs = world.time.nowMs();
      const proof = partners.proofOf(partner);
      const isProven = defect.provesPostback ?? provesPostback;
      if (proof === null || !isProven(proof, proofOf(postback, nowMs), nowMs)) return 'refused';
      await partners.receive(readPostback(partner, parseBody('application/json', Buffer.from(body))));
      return 'accepted';
    },
    reconcileStars: () =>
      reconcileStars({ ...outgoing(), setup: stores.setup, onFound: (fact) => thankBuyer(outgoing(), fact, 'en') }),
    moveAccounts: () => moveAccounts({ ...outgoing(), personal: stores.personal, partners }, world.time.nowMs()),
  };
}

function storesOver(world: MoneyWorld, life: Life): MoneyStores {
  const pass = databaseRoad(world.breaks, life);
  const through = <T extends object>(store: T, name: string): T =>
    around(store, { name, pass, plain: ['lines', 'rows', 'income'] });
  const { stores } = world;
  return {
    ...stores,
    accounts: through(stores.accounts, 'accounts'),
    payments: through(stores.payments, 'payments'),
    links: through(stores.links, 'links'),
    notices: through(stores.notices, 'notices'),
    updates: through(stores.updates, 'updates'),
    setup: through(stores.setup, 'setup'),
    memberships: through(stores.memberships, 'memberships'),
    coupons: through(stores.coupons, 'coupons'),
    cardAccounts: through(stores.cardAccounts, 'cardAccounts'),
    cardEvents: through(stores.cardEvents, 'cardEvents'),
    partners: through(stores.partners, 'partners'),
    partnerClaims: through(stores.partnerClaims, 'partnerClaims'),
  };
}

interface Parts {
  readonly life: Life;
  readonly stores: MoneyStores;
}

function partnersOver(
  world: MoneyWorld,
  { stores, api }: { readonly stores: MoneyStores; readonly api: Api },
): Partners {
  const { time, newNonce } = world;
  const { accounts, notices, operators } = stores;
  return createPartners({
    ...{ partners: PARTNERS, store: stores.partners, claims: stores.partnerClaims, lookUp: async () => null },
    ...{ payments: stores.payments, links: stores.links, newNonce },
    notices: createPartnerNotices({ api, accounts, notices, operators, adminIds: [] }),
    ...{ linkSecret: 'l'.repeat(64), publicUrl: () => 'https://bot.example' },
    ...{ nowMs: time.nowMs, wallNowMs: time.nowMs, onFailed: () => {}, onStuck: () => {} },
    onGivenUp: ({ eventId }) => void world.failures.push(`gave up the postback ${eventId}`),
  });
}

function dependenciesOf(world: MoneyWorld, { life, stores, partners }: Parts & { readonly partners: Partners }) {
  const { time } = world;
  const clock = { nowMs: time.nowMs };
  const clockTrust = createClockTrust({ clock, askTelegram: async () => time.nowMs(), onEvent: () => {} });
  const made: { cards: Cards | null } = { cards: null };
  const deps: BotDependencies = {
    get cards() {
      return made.cards;
    },
    partners,
    telegram: {
      ...{ token: TOKEN, apiRoot: 'http://127.0.0.1:1', ...NO_OWNERS, coolingOffMs: 0 },
      ...{ channels: { free: null, pro: null, elite: null }, subscriptionSeconds: MONTH_SECONDS },
      referrals: { reward: world.reward, offIn: [] },
    },
    runtime: {
      ...{ clock, clockTrust, startTimer: life.startTimer, budget: createSendBudget(), random: world.breaks.random },
      ...{ wallNowMs: time.nowMs, newNonce: world.newNonce },
    },
    operations: {
      ...{
        version: '0',
        checks: async () => [],
        logs: () => [],
        failures: () => [],
        broadcasts: memoryBroadcasts(stores.accounts, clock),
      },
      ...{ oldestDueAgeMs: async () => 0, sending: () => ({ shed: [], refused: [], say: '' }) },
      alerts: NO_ALERTS,
      controls: memoryControls(stores.setup, clock, { series: [] }),
    },
    journal: world.disk.journal({
      isFull: () => false,
      write(_name, run) {
        if (life.isDead()) return;
        run();
        tookEffect(world.breaks, life);
      },
    }),
    ...{ stores, answers: createAnswers(emptyAnswers(stores)), log: () => {} },
  };
  const setCards = (cards: Cards): void => {
    made.cards = cards;
  };
  return { deps, setCards };
}

function cardsOver(
  world: MoneyWorld,
  { life, stores, outgoing, defect }: Parts & { readonly outgoing: () => Outgoing; readonly defect: Defect },
): Cards {
  const { time, stripe } = world;
  // Not ECONNRESET: Stripe's client tries that once more by the machine's timer, and no seed gave the same history twice.
  const pass = road(world.breaks, life, (what) => Object.assign(new Error(what), { code: 'ETIMEDOUT' }));
  const page = (start: string): string => `https://t.me/analyser_bot?start=${start}`;
  const whole = createStripeCards({
    ...{ stripe: stripeClient(stripe, pass), nameOf: ({ id }) => id, automaticTax: false },
    urls: () => ({ success: page('paid'), cancel: page('plans'), portalReturn: page('plan') }),
  });
  return createCards({
    isClosed: async () => false,
    provider: defect.provider?.(whole) ?? whole,
    stores: {
      ...stores,
      position: createCardPositions({
        read: () => stores.setup.read('cards'),
        write: (text) => stores.setup.write('cards', text),
      }),
    },
    ...{ isOfferedInChat: true, linkSecret: 's'.repeat(64), publicUrl: () => null },
    readEvent: (body, signature, nowMs) => readStripeEvent(body, signature, { secret: STRIPE_SECRET, nowMs }),
    ...{ nowMs: time.nowMs, wallNowMs: time.nowMs, newNonce: world.newNonce },
    ...discountsOf(stores, time.nowMs),
    tell: (line) => tellCard(outgoing(), line),
    markTold: (line) => markCardTold(outgoing(), line),
    onUnexplained: ({ id }, code) => void world.unexplained.push(`${id} ${code}`),
    onFailed: () => {},
    onStuck: () => {},
  });
}
