import type { DemoKey } from '../../../billing/api-key.ts';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import type { Dashboard } from '../../answers/dashboard.ts';
import type { MissingSetting } from '../../config.ts';
import type { DatabaseKind } from '../../database/find-database.ts';
import type { Language } from '../../texts/language.ts';
import type { TextKey } from '../../texts/translate.ts';
import { type Html, html, page, sentence } from './html.ts';
import { renderLiveSection } from './live-section.ts';

export interface Installation {
  readonly version: string;
  /** "Recorded candles of BTC/USDT (Binance, 1h), replayed from 1 May 2024 …". */
  market(language: Language): string;
  readonly database: DatabaseKind;
  /** Missing settings and what each would enable. */
  readonly settings: readonly Pick<MissingSetting, 'name' | 'enables'>[];
}

/** The start page's texts besides the live figures. */
export interface StartPageInfo {
  readonly mode: 'sandbox' | 'live';
  /** What runs here, for whoever set it up; null in live mode, where it is not everybody's business. */
  readonly installation: Installation | null;
  /** Shown in sandbox mode only; empty in live mode. */
  readonly demoKeys: readonly DemoKey[];
  /** https://t.me/…, null in sandbox mode. */
  readonly botUrl: string | null;
  /** Whether /chat is mounted. */
  readonly chat: boolean;
  /** Asked at each reading: "the recorded candles have ended; …". */
  readonly notices?: (language: Language) => readonly string[];
}

const ADDRESSES: readonly {
  readonly path: string;
  readonly what: Extract<TextKey, `pages-address-${string}`>;
  readonly chat?: true;
  readonly sandbox?: true;
}[] = [
  { path: '/chat', what: 'pages-address-chat', chat: true },
  { path: '/docs', what: 'pages-address-docs' },
  { path: '/openapi.json', what: 'pages-address-openapi' },
  { path: '/v1/markets', what: 'pages-address-markets' },
  { path: '/v1/signals', what: 'pages-address-signals' },
  { path: '/v1/track-record', what: 'pages-address-track' },
  { path: '/health/ready', what: 'pages-address-health' },
  { path: '/metrics', what: 'pages-address-metrics', sandbox: true },
];

/** The start page: what runs, on which data, how it is doing, and where to go. */
export function renderStartPage(info: StartPageInfo, view: Dashboard, language: Language): string {
  const { plain } = language;
  const body = html`<header class="top"><div class="bar">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">${plain('pages-brand')}</a>
<span class="tag mode">${plain('pages-mode', { mode: info.mode })}</span>
<nav>${info.chat ? html`<a href="/chat">${plain('pages-chat')}</a>` : null}<a href="/docs">${plain('pages-api')}</a></nav>
</div></header>
<main>
<div class="hero">
<h1>${plain('pages-title')}</h1>
<p class="lead">${info.installation?.market(language) ?? followed(language, view)}</p>
<p class="actions">${mainAction(language, info)}<a class="button" href="/docs">${plain('pages-try-api')}</a></p>
</div>
<div id="live" data-from="/dashboard/live">${renderLiveSection(view, info.notices?.(language) ?? [], language)}</div>
<div class="columns">
<section><h2>${plain('pages-ask')}</h2>${askSection(language, info, view)}</section>
<section><h2>${plain('pages-addresses')}</h2><ul class="addresses">${addresses(language, info)}</ul></section>
</div>
${info.installation === null ? null : howItRuns(language, info.installation)}
</main>
<footer>${plain('pages-disclaimer')}</footer>`;
  return page({ language: language.code, title: plain('pages-brand'), body, name: 'start' });
}

/** The followed pairs, each once: what a visitor of a live installation is shown of its markets. */
function followed({ plain }: Language, { markets }: Dashboard): string {
  const symbols = [...new Set(markets?.map(({ symbol }) => symbol) ?? [])];
  return symbols.length === 0 ? plain('pages-followed-none') : plain('pages-followed', { symbols: symbols.join(', ') });
}

function howItRuns(language: Language, { version, market, database, settings: missing }: Installation): Html {
  const { plain } = language;
  return html`<section><h2>${plain('pages-how')}</h2><dl class="facts"><dt>${plain('pages-version')}</dt><dd>${version}</dd>
<dt>${plain('pages-market')}</dt><dd>${market(language)}</dd>
<dt>${plain('pages-database')}</dt><dd>${plain('database-name', { kind: database })}</dd></dl>
${settings(language, missing)}</section>`;
}

function mainAction({ plain }: Language, { chat, botUrl }: StartPageInfo): Html | null {
  if (botUrl !== null) return html`<a class="button primary" href="${botUrl}">${plain('pages-open-bot')}</a>`;
  return chat ? html`<a class="button primary" href="/chat">${plain('pages-open-chat')}</a>` : null;
}

function addresses({ plain }: Language, { chat, mode }: StartPageInfo): readonly Html[] {
  return ADDRESSES.filter(
    (address) => (chat || address.chat === undefined) && (mode === 'sandbox' || address.sandbox === undefined),
  ).map(({ path, what }) => html`<li><a href="${path}">${path}</a><span>${plain(what)}</span></li>`);
}

function askSection(language: Language, info: StartPageInfo, { markets }: Dashboard): Html {
  const { t, plain } = language;
  const [market] = markets ?? [];
  const asked = JSON.stringify({ symbol: market?.symbol ?? 'BTC/USDT', timeframe: market?.timeframe ?? '1h' });
  const command = `curl -s <ADDRESS>/predict -H 'content-type: application/json' -d '${asked}'`;
  return html`<p>${plain('pages-ask-lead')}</p>
<div class="copy"><pre><code data-origin>${command}</code></pre>${copyButton(language)}</div>
<p>${sentence(t('pages-ask-key', { perMinute: String(TIER_RIGHTS.free.apiPerMinute) }))}</p>
${info.demoKeys.length === 0 ? null : demoKeys(language, info)}`;
}

function copyButton({ plain }: Language): Html {
  return html`<button type="button" data-copy="${plain('pages-copy')}" data-copied="${plain('pages-copied')}"
data-selected="${plain('pages-selected')}">${plain('pages-copy')}</button>`;
}

function demoKeys(language: Language, { demoKeys: keys }: StartPageInfo): Html {
  const { plain } = language;
  return html`<h3>${plain('pages-demo-keys')}</h3>${keys.map(({ tier, key }) => {
    const perMinute = String(TIER_RIGHTS[tier].apiPerMinute);
    return html`<div class="copy key"><span class="tag ${tier}">${plain(`tier-${tier}`)}</span><code>${key}</code>
<small>${plain('pages-per-minute', { perMinute })}</small>${copyButton(language)}</div>`;
  })}`;
}

function settings({ plain }: Language, missing: Installation['settings']): Html | null {
  if (missing.length === 0) return null;
  const rows = missing.map(({ name, enables }) => html`<dt><code>${name}</code></dt><dd>${plain(enables)}</dd>`);
  return html`<details><summary>${plain('pages-settings')}</summary><dl class="facts settings">${rows}</dl></details>`;
}
