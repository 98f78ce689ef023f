import type { CardChange } from '../../../billing/card/objects.ts';
import type { Benefit } from '../../../billing/offer.ts';
import { type Plan, priceIn, starsOf } from '../../../billing/plans.ts';
import type { Account } from '../../../billing/ports.ts';
import { PAID_TIERS, type PaidTier } from '../../../billing/tiers.ts';
import type { CardDirection } from '../../cards/cards.ts';
import type { Language } from '../../texts/language.ts';
import { benefitLine } from './benefit-line.ts';
import { type Html, html, page, sentence } from './html.ts';

/** A plan on sale with what it gives, as the answers have it. */
export interface SoldPlan {
  readonly plan: Plan;
  readonly benefits: readonly Benefit[];
}

/** What is told above the plans: why something could not be done, or that it was. */
export const PLANS_NOTICES = [
  ...(['link-used', 'already-subscribed', 'higher-plan-runs', 'terms-not-accepted', 'not-sold'] as const),
  ...(['busy', 'code', 'paid', 'changed', 'declined', 'closed'] as const),
] as const;
export type PlansNotice = (typeof PLANS_NOTICES)[number];

export interface PlansView {
  readonly plans: readonly SoldPlan[];
  /** Sold by card too. */
  readonly cards: boolean;
  readonly currency: string;
  /** Null for a stranger. */
  readonly person: Account | null;
  readonly hasCard: boolean;
  readonly mustAccept: string | null;
  /** The code that the person holds, and prices of the plans that it lowers by their ids, minor units of currency; null without one. */
  readonly lowered: { readonly code: string; readonly prices: ReadonlyMap<string, number> } | null;
  readonly notice: PlansNotice | null;
  /** Whether a tier's channels hear at once, and how much later Free does; null: not later. */
  readonly freeDelay: string | null;
  /** A plan that was linked to: it comes first. */
  readonly first: string | null;
  /** Where a t.me link with this payload leads; null before the bot's name is known. */
  readonly botLink: (payload: string) => string | null;
}

/** /plans: each plan on sale with both prices; by card for a person whom the bot has sent here. */
export function renderPlansPage(view: PlansView, language: Language): string {
  const { plain, t } = language;
  const tiers = PAID_TIERS.filter((tier) => view.plans.some(({ plan }) => plan.tier === tier));
  const chosen = view.plans.find(({ plan }) => plan.id === view.first)?.plan.tier;
  const ordered = chosen === undefined ? tiers : [chosen, ...tiers.filter((tier) => tier !== chosen)];
  const terms = view.mustAccept === null ? null : termsOf(language, view.mustAccept);
  const body = html`${header(language)}<main class="plans">
<h1>${plain('plans-title')}</h1><p class="lead">${plain('plans-lead')}</p>
${view.notice === null ? null : html`<p class="notice" role="status">${plain('plans-notice', { what: view.notice })}</p>`}
${personLine(view, language)}${terms}
<div class="tiers">${ordered.map((tier) => tierSection(view, tier, language))}</div>
<p class="hint">${plain('plans-how')}</p></main><footer>${sentence(t('plans-footer'))}</footer>`;
  return page({
    language: language.code,
    title: `${plain('plans-title')} · ${plain('pages-brand')}`,
    body,
    name: 'plans',
  });
}

function header({ plain }: Language): Html {
  return html`<header class="top"><div class="bar">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">${plain('pages-brand')}</a>
<nav><a href="/">${plain('docs-start')}</a></nav></div></header>`;
}

function personLine({ cards, person, hasCard, botLink }: PlansView, { plain }: Language): Html | null {
  if (!cards) return null;
  if (person === null) {
    const link = botLink('card_any');
    const open = link === null ? null : html` <a href="${link}">${plain('plans-open-bot')}</a>`;
    return html`<p class="person">${plain('plans-stranger')}${open}</p>`;
  }
  return html`<p class="person">${plain('plans-person', { name: person.firstName })}</p>
${hasCard ? html`<form method="post" action="/plans/portal"><button class="button">${plain('plans-portal')}</button></form>` : null}`;
}

function termsOf({ plain, t }: Language, version: string): Html {
  return html`<details class="terms"><summary>${plain('plans-terms', { version })}</summary>
<div class="text">${sentence(t('terms', { version }).replaceAll('\n', '<br>'))}</div></details>`;
}

function tierSection(view: PlansView, tier: PaidTier, language: Language): Html {
  const { plain } = language;
  const own = view.plans.filter(({ plan }) => plan.tier === tier);
  const benefits = own[0]?.benefits ?? [];
  return html`<section class="card tier" id="${tier}"><h2>${plain(`tier-${tier}`)}</h2>
<ul>${benefits.map((benefit) => html`<li>${benefitLine(benefit, view.freeDelay, language)}</li>`)}</ul>
${own.map(({ plan }) => planRow(view, plan, language))}</section>`;
}

function planRow(view: PlansView, plan: Plan, language: Language): Html {
  const { plain, format } = language;
  const card = view.cards ? (view.lowered?.prices.get(plan.id) ?? priceIn(plan, view.currency)) : null;
  const period = plan.days === null ? plain('plans-for-good') : plain('plans-days', { days: plan.days });
  const stars = view.botLink(`plan_${plan.id}`);
  return html`<div class="plan${view.first === plan.id ? ' chosen' : ''}" id="${plan.id}">
<p class="period"><b>${period}</b> <small>${plain(plan.renewable ? 'plans-renews' : 'plans-once')}</small></p>
<div class="ways">${card === null ? null : cardWay(view, plan, { price: format.money(card, view.currency), language })}
${stars === null ? null : html`<a class="button" href="${stars}">${format.money(starsOf(plan), 'XTR')}</a>`}</div></div>`;
}

function cardWay(
  view: PlansView,
  plan: Plan,
  { price, language: { plain } }: { readonly price: string; readonly language: Language },
): Html | null {
  if (view.person === null) {
    const link = view.botLink(`card_${plan.id}`);
    return link === null ? null : html`<a class="button primary" href="${link}">${plain('plans-card', { price })}</a>`;
  }
  const accept =
    view.mustAccept === null
      ? null
      : html`<label class="accept"><input type="checkbox" name="terms" value="${view.mustAccept}" required>
${plain('plans-accept')}</label>`;
  const held = view.lowered?.prices.has(plan.id) === true ? view.lowered.code : '';
  return html`<form method="post" action="/plans/buy"><input type="hidden" name="plan" value="${plan.id}">${accept}
${held === '' ? html`<details class="code">` : html`<details class="code" open>`}<summary>${plain('plans-code')}</summary>
<input name="code" maxlength="16" autocomplete="off" value="${held}" aria-label="${plain('plans-code')}"></details>
<button class="button primary">${plain('plans-card', { price })}</button></form>`;
}

/** Asks before a running subscription is changed: what it costs today, and what comes off, in one sentence. */
export function renderChangePage(
  ask: {
    readonly plan: Plan;
    readonly direction: CardDirection;
    readonly change: CardChange | null;
    /** Names this change: pressed twice it is made once. */
    readonly order: string;
    readonly currency: string;
  },
  language: Language,
): string {
  const { plain, format } = language;
  const { plan, direction, change, order, currency } = ask;
  const price = format.money(priceIn(plan, currency) ?? 0, currency);
  const tier = plain(`tier-${plan.tier}`);
  const title = plain(direction === 'keep' ? 'plans-keep-title' : 'plans-change-title', { tier });
  const text =
    change === null
      ? plain(direction === 'keep' ? 'plans-keep' : 'plans-downgrade', { tier, price })
      : plain('plans-upgrade', {
          ...{ tier, price, due: format.money(change.dueMinor, change.currency) },
          credit: format.money(change.creditMinor, change.currency),
        });
  const body = html`${header(language)}<main class="plans"><h1>${title}</h1>
<section class="card tier"><p>${text}</p><form method="post" action="/plans/change">
<input type="hidden" name="plan" value="${plan.id}"><input type="hidden" name="order" value="${order}">
<button class="button primary">${plain(direction === 'keep' ? 'plans-keep-do' : 'plans-change-do')}</button>
<a class="button" href="/plans">${plain('plans-change-back')}</a></form></section></main>`;
  return page({ language: language.code, title, body, name: 'plans' });
}

/**
 * Asks whoever opened a link of the bot's whether it is theirs: the code is used by the form only, since programs that show previews of
 * links fetch them, and with a value of this browser's own, so that no other page can send the form in somebody's place.
 */
export function renderEnterPage(
  ask: { readonly person: Account; readonly code: string; readonly visit: string; readonly to: string },
  language: Language,
): string {
  const { plain } = language;
  const { person, code, visit, to } = ask;
  const body = html`${header(language)}<main class="plans enter"><h1>${plain('plans-enter-title')}</h1>
<section class="card tier"><p>${plain('plans-enter', { name: person.firstName })}</p>
<form method="post" action="/plans/enter"><input type="hidden" name="code" value="${code}">
<input type="hidden" name="visit" value="${visit}"><input type="hidden" name="to" value="${to}">
<button class="button primary">${plain('plans-enter-do', { name: person.firstName })}</button>
<a class="button" href="/plans">${plain('plans-enter-back')}</a></form></section></main>`;
  return page({ language: language.code, title: plain('plans-enter-title'), body, name: 'plans' });
}
