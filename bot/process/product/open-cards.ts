import { createHmac, randomBytes } from 'node:crypto';
import { createCardPositions } from '../../../billing/adapters/mongo/card-positions.ts';
import { openStripe, readStripeEvent } from '../../../billing/adapters/stripe/open-stripe.ts';
import { createStripeCards } from '../../../billing/adapters/stripe/stripe-cards.ts';
import type { Plan } from '../../../billing/plans.ts';
import type { Cards } from '../../cards/cards.ts';
import { createCards } from '../../cards/create-cards.ts';
import { discountsOf } from '../../cards/discounts-of.ts';
import type { Config } from '../../config.ts';
import type { Outgoing } from '../../telegram/dependencies.ts';
import { describeError } from '../../telegram/describe-error.ts';
import { readClosing } from '../../telegram/money/closing.ts';
import { markCardTold, tellCard } from '../../telegram/money/tell-card.ts';
import { ENGLISH } from '../../texts/language.ts';
import type { Environment } from '../environment.ts';
import type { Stores } from './stores.ts';

const POSITION = 'cards-position';

export interface CardParts {
  readonly config: Pick<Config, 'stripeTax'>;
  readonly environment: Environment;
  readonly stores: Stores;
  /** What messages need, but for the cards themselves. */
  readonly outgoing: Omit<Outgoing, 'cards'>;
}

/** Paying by card, or null where no provider is set. */
export function openCards({ config, environment, stores, outgoing }: CardParts): Cards | null {
  const { cards: connection, telegram, clock, publicUrl } = environment;
  if (connection === null) return null;
  const back = (payload: string): string => botLinkOf(environment)(payload, null) ?? 'https://t.me';
  const provider = createStripeCards({
    ...{ stripe: openStripe(connection), nameOf, automaticTax: config.stripeTax },
    urls: () => ({ success: back('paid'), cancel: back('home'), portalReturn: back('paid') }),
  });
  const cards: Cards = createCards({
    provider,
    stores: {
      ...stores,
      position: createCardPositions({
        read: () => stores.setup.read(POSITION),
        write: (text) => stores.setup.write(POSITION, text),
      }),
    },
    isOfferedInChat: connection.isOfferedInChat,
    // Whoever has the token may do anything in the bot's name already.
    linkSecret: createHmac('sha256', telegram.token).update('plans').digest('hex'),
    readEvent: (body, signature, nowMs) =>
      readStripeEvent(body, signature, { secret: connection.webhookSecret, nowMs }),
    publicUrl,
    isClosed: async () => (await readClosing(stores)) !== null,
    ...{ nowMs: clock.nowMs, wallNowMs: Date.now, newNonce: () => randomBytes(8).toString('hex') },
    ...discountsOf(stores, clock.nowMs),
    tell: (line) => tellCard({ ...outgoing, cards }, line),
    markTold: (line) => markCardTold(outgoing, line),
    onUnexplained: ({ telegramId, id: chargeId }, code) =>
      outgoing.log({ type: 'payment-unmatched', telegramId, chargeId, code }),
    onFailed: (what, error) =>
      outgoing.log({ type: 'update-failed', updateId: null, error: `card ${what}: ${describeError(error)}` }),
    onStuck: (events) => outgoing.log({ type: events > 0 ? 'card-events-stuck' : 'card-events-done', events }),
  });
  return cards;
}

/** Where a link to the bot leads: in the sandbox to its chat page, which opens it for the person. */
export function botLinkOf({ botUsername, sandbox, publicUrl }: Environment) {
  return (payload: string, telegramId: number | null): string | null => {
    const name = botUsername();
    if (name === null) return null;
    const link = `https://t.me/${name}?start=${payload}`;
    if (sandbox === null) return link;
    const page = new URL('/chat', publicUrl() ?? 'http://127.0.0.1');
    page.searchParams.set('link', link);
    if (telegramId !== null) page.searchParams.set('person', String(telegramId));
    return page.href;
  };
}

/** What a buyer reads on the checkout and the receipt. */
function nameOf({ tier, days }: Plan): string {
  const { plain } = ENGLISH;
  const name = plain(`tier-${tier}`);
  return days === null ? plain('plan-name-for-good', { tier: name }) : plain('plan-name', { tier: name, days });
}
