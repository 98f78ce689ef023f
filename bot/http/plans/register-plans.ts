import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CARD_CURRENCY } from '../../../billing/card/card-sale.ts';
import { parseCode } from '../../../billing/coupons/coupon.ts';
import type { Plan } from '../../../billing/plans.ts';
import type { Account } from '../../../billing/ports.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { FREE_TIER, TIER_RIGHTS } from '../../../billing/tiers.ts';
import type { Answers } from '../../answers/answers.ts';
import type { CardPurchase, Cards } from '../../cards/cards.ts';
import { ENGLISH } from '../../texts/language.ts';
import {
  PLANS_NOTICES,
  type PlansNotice,
  renderChangePage,
  renderEnterPage,
  renderPlansPage,
  type SoldPlan,
} from '../../web/landing/plans-page.ts';
import { HttpProblem } from '../problem.ts';
import { CONTENT_POLICY } from '../security-headers.ts';

const HTML_TYPE = 'text/html; charset=utf-8';
const COOKIE = 'plans';
/** What a browser that opened a link has and no other page knows. */
const VISIT = 'plans_visit';
const BODY_BYTES = 4 * 1_024;

export interface PlansDependencies {
  readonly answers: Pick<Answers, 'offers' | 'series'>;
  /** Null where nothing is sold by card. */
  readonly cards: Cards | null;
  /** The service is wound down: nothing is sold, by card or in Stars. */
  readonly isClosed: () => Promise<boolean>;
  /** Where a t.me link with this payload leads; null before the bot's name is known. */
  readonly botLink: (payload: string, telegramId: number | null) => string | null;
  /** Origins to which a form may lead: where cards are charged. */
  readonly checkoutOrigins: readonly string[];
}

const buyForm = z.object({
  plan: z.string().max(32),
  terms: z.string().max(32).optional(),
  code: z
    .string()
    .max(40)
    // What is no code at all is refused as an unknown one.
    .transform((given) => (given.trim() === '' ? null : (parseCode(given) ?? given)))
    .optional(),
});
const changeForm = z.object({ plan: z.string().max(32), order: z.string().regex(/^[0-9a-f]{16}$/) });
const enterForm = z.object({
  code: z.string().max(200),
  visit: z.string().regex(/^[0-9a-f]{32}$/),
  to: z.string().regex(/^\/plans(\/[a-z0-9-]{1,32})?$/),
});
const asked = z.object({ code: z.string().max(200).optional(), notice: z.string().max(32).optional() });

/** /plans, /plans/{plan} for posts elsewhere, and what their buttons do. A stranger reads; who came through the bot may pay. */
export function registerPlans(app: FastifyInstance, deps: PlansDependencies): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: BODY_BYTES },
      async (_request: FastifyRequest, text: string | Buffer) =>
        Object.fromEntries(new URLSearchParams(text.toString())),
    );
    const policy = CONTENT_POLICY.replace("form-action 'self'", `form-action 'self' ${deps.checkoutOrigins.join(' ')}`);
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', policy);
    });
    const schema = { hide: true };
    scope.get('/plans', { schema }, (request, reply) => showPlans(deps, request, reply));
    scope.get('/plans/:plan', { schema }, (request, reply) => showPlans(deps, request, reply));
    scope.post('/plans/enter', { schema }, (request, reply) => enter(deps, request, reply));
    scope.post('/plans/buy', { schema }, (request, reply) => buy(deps, request, reply));
    scope.post('/plans/change', { schema }, (request, reply) => change(deps, request, reply));
    scope.post('/plans/portal', { schema }, async (request, reply) => {
      const person = await personOf(deps, request);
      const url = person === null ? null : await cardsOf(deps).portalUrl(person.telegramId);
      return reply.redirect(url ?? '/plans', 303);
    });
  });
}

async function showPlans(deps: PlansDependencies, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { cards, answers, botLink } = deps;
  const query = asked.safeParse(request.query);
  const { code, notice } = query.success ? query.data : {};
  const path = request.url.split('?')[0] ?? '/plans';
  if (code !== undefined && cards !== null) {
    const invited = await cards.invited(code);
    if (invited === null)
      return await reply.redirect((await personOf(deps, request)) === null ? `${path}?notice=link-used` : path, 303);
    const visit = randomBytes(16).toString('hex');
    setCookie(request, reply, { name: VISIT, value: visit, more: 'SameSite=Strict; Max-Age=1800' });
    return await reply.type(HTML_TYPE).send(renderEnterPage({ person: invited, code, visit, to: path }, ENGLISH));
  }
  const person = await personOf(deps, request);
  const isClosed = await deps.isClosed();
  const plans = isClosed ? [] : answers.offers({ apiKey: true });
  const first = plans.find(({ plan }) => plan.id === path.split('/')[2])?.plan.id ?? null;
  const view = {
    ...{ plans, cards: cards !== null, currency: CARD_CURRENCY, person, first },
    hasCard: person !== null && (await cards?.hasCustomer(person.telegramId)) === true,
    mustAccept: person !== null && person.acceptedTerms !== TERMS_VERSION ? TERMS_VERSION : null,
    lowered: person === null || cards === null ? null : await loweredOf(cards, person, plans),
    notice: isClosed ? 'closed' : (PLANS_NOTICES.find((each) => each === notice) ?? null),
    freeDelay: ENGLISH.format.delay(
      TIER_RIGHTS[FREE_TIER],
      answers.series.map(({ timeframe }) => timeframe),
    ),
    botLink: (payload: string) => botLink(payload, person?.telegramId ?? null),
  };
  return await reply.type(HTML_TYPE).send(renderPlansPage(view, ENGLISH));
}

/** The code that a person holds, with the price that it gives each plan that it lowers. */
async function loweredOf(cards: Cards, { telegramId, code }: Account, plans: readonly SoldPlan[]) {
  if (code === undefined) return null;
  const prices = new Map<string, number>();
  for (const { plan } of plans) {
    const priceMinor = await cards.loweredPrice({ telegramId, plan, code });
    if (priceMinor !== null) prices.set(plan.id, priceMinor);
  }
  return { code, prices };
}

/** The link is used here, and leaves the address: it would stay in the history, and be passed on with it. */
async function enter(deps: PlansDependencies, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const read = enterForm.safeParse(request.body);
  if (!read.success) throw new HttpProblem('request/refused', ENGLISH.plain('detail-plans-form'));
  const { code, visit, to } = read.data;
  // Without it another page could make a visitor somebody else, and have them pay for that account.
  const kept = cookieOf(request, VISIT) === visit ? await cardsOf(deps).enter(code) : null;
  if (kept === null) return await reply.redirect(`${to}?notice=link-used`, 303);
  setCookie(request, reply, { name: COOKIE, value: kept, more: 'SameSite=Lax; Max-Age=7200' });
  return await reply.redirect(to, 303);
}

function setCookie(
  { protocol }: FastifyRequest,
  reply: FastifyReply,
  { name, value, more }: { readonly name: string; readonly value: string; readonly more: string },
): void {
  const secure = protocol === 'https' ? '; Secure' : '';
  reply.header('set-cookie', `${name}=${value}; Path=/plans; HttpOnly; ${more}${secure}`);
}

function cookieOf({ headers }: FastifyRequest, name: string): string | undefined {
  return (headers.cookie ?? '')
    .split(/;\s*/)
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

async function buy(deps: PlansDependencies, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { person, plan, form } = await readForm(deps, request, buyForm);
  if (person === null || plan === null) return await back(reply, person === null ? 'link-used' : 'not-sold');
  const cards = cardsOf(deps);
  if (form.terms === TERMS_VERSION) await cards.acceptTerms(person.telegramId);
  const bought = await cards.buy({ telegramId: person.telegramId, plan, code: form.code ?? null });
  switch (bought.type) {
    case 'go':
      return await reply.redirect(bought.url, 303);
    case 'ask': {
      const order = randomBytes(8).toString('hex');
      const ask = { plan, direction: bought.direction, change: bought.change, order, currency: CARD_CURRENCY };
      return await reply.type(HTML_TYPE).send(renderChangePage(ask, ENGLISH));
    }
    case 'paid':
      return await back(reply, 'paid');
    case 'refused':
      return await back(reply, REFUSALS[bought.code]);
  }
}

async function change(deps: PlansDependencies, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { person, plan, form } = await readForm(deps, request, changeForm);
  if (person === null || plan === null) return await back(reply, person === null ? 'link-used' : 'not-sold');
  const done = await cardsOf(deps).change({ telegramId: person.telegramId, plan, order: form.order });
  return await back(reply, done === 'refused' ? 'already-subscribed' : done);
}

/** Who asks, and for which plan on sale. Throws HttpProblem for a form that is none of ours. */
async function readForm<T extends { readonly plan: string }>(
  deps: PlansDependencies,
  request: FastifyRequest,
  parser: z.ZodType<T>,
): Promise<{ readonly person: Account | null; readonly plan: Plan | null; readonly form: T }> {
  const read = parser.safeParse(request.body);
  if (!read.success) throw new HttpProblem('request/refused', ENGLISH.plain('detail-plans-form'));
  const plan = deps.answers.offers({ apiKey: true }).find((each) => each.plan.id === read.data.plan)?.plan ?? null;
  return { person: await personOf(deps, request), plan, form: read.data };
}

async function personOf({ cards }: PlansDependencies, request: FastifyRequest): Promise<Account | null> {
  const kept = cookieOf(request, COOKIE);
  return kept === undefined || cards === null ? null : await cards.personOf(kept);
}

function cardsOf({ cards }: PlansDependencies): Cards {
  if (cards === null) throw new HttpProblem('route/not-found', ENGLISH.plain('detail-no-cards'));
  return cards;
}

async function back(reply: FastifyReply, notice: PlansNotice): Promise<FastifyReply> {
  return await reply.redirect(`/plans?notice=${notice}`, 303);
}

const REFUSALS: Readonly<Record<Extract<CardPurchase, { type: 'refused' }>['code'], PlansNotice>> = {
  'pre-checkout/already-subscribed': 'already-subscribed',
  'pre-checkout/higher-plan-runs': 'higher-plan-runs',
  'pre-checkout/terms-not-accepted': 'terms-not-accepted',
  'card/not-sold': 'not-sold',
  'card/busy': 'busy',
  'card/closed': 'closed',
  'card/code': 'code',
};
