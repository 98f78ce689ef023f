import type { DemoKey } from '../../../billing/api-key.ts';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import type { Dashboard } from '../../answers/dashboard.ts';
import { type Html, html, page } from './html.ts';
import { renderLive } from './live-section.ts';

export interface Installation {
  readonly version: string;
  /** "recorded candles of BTC/USDT 1h from binance, replayed at 12 candles a minute". */
  readonly market: string;
  /** "embedded MongoDB 7.0, data in ./data/mongo, survives a restart". */
  readonly database: string;
  /** Missing settings and what each would enable. */
  readonly settings: readonly { readonly name: string; readonly enables: string }[];
}

/** What the start page says beside the live figures. */
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
  readonly notices?: () => readonly string[];
}

const ADDRESSES: readonly {
  readonly path: string;
  readonly what: string;
  readonly chat?: true;
  readonly sandbox?: true;
}[] = [
  { path: '/chat', what: 'the bot and its channels, to try in the browser', chat: true },
  { path: '/docs', what: 'the API, with a form to try each call' },
  { path: '/openapi.json', what: 'the same for programs, OpenAPI 3.1' },
  { path: '/v1/markets', what: 'markets followed' },
  { path: '/v1/signals', what: 'published signals with outcomes' },
  { path: '/v1/track-record', what: 'how they did' },
  { path: '/health/ready', what: 'readiness (also /health/live)' },
  { path: '/metrics', what: 'Prometheus metrics', sandbox: true },
];

/** The start page: what runs, on which data, how it is doing, and where to go. */
export function renderStartPage(info: StartPageInfo, view: Dashboard): string {
  const body = html`<header class="top"><div class="bar">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">Analyser</a>
<span class="tag mode">${info.mode === 'sandbox' ? 'Sandbox' : 'Live'}</span>
<nav>${info.chat ? html`<a href="/chat">Chat</a>` : null}<a href="/docs">API</a></nav>
</div></header>
<main>
<div class="hero">
<h1>Market candles in, honest signals out.</h1>
<p class="lead">${info.installation?.market ?? followed(view)}</p>
<p class="actions">${mainAction(info)}<a class="button" href="/docs">Try the API</a></p>
</div>
<div id="live" data-from="/dashboard/live">${renderLive(view, info.notices?.() ?? [])}</div>
<div class="columns">
<section><h2>Ask from a program</h2>${askSection(info, view)}</section>
<section><h2>Addresses</h2><ul class="addresses">${addresses(info)}</ul></section>
</div>
${info.installation === null ? null : howItRuns(info.installation)}
</main>
<footer>Model output, not advice. Past results do not show what will come.</footer>`;
  return page('Analyser', body, 'start.js');
}

/** The followed pairs, each once: what a visitor of a live installation is shown of its markets. */
function followed({ markets }: Dashboard): string {
  const symbols = [...new Set(markets?.map(({ symbol }) => symbol) ?? [])];
  return symbols.length === 0 ? 'Live candles' : `Live candles of ${symbols.join(', ')}`;
}

function howItRuns({ version, market, database, settings: missing }: Installation): Html {
  return html`<section><h2>How it runs</h2><dl class="facts"><dt>Version</dt><dd>${version}</dd><dt>Market</dt><dd>${market}</dd><dt>Database</dt><dd>${database}</dd></dl>
${settings(missing)}</section>`;
}

function mainAction({ chat, botUrl }: StartPageInfo): Html | null {
  if (botUrl !== null) return html`<a class="button primary" href="${botUrl}">Open the bot in Telegram</a>`;
  return chat ? html`<a class="button primary" href="/chat">Open the chat</a>` : null;
}

function addresses({ chat, mode }: StartPageInfo): readonly Html[] {
  return ADDRESSES.filter(
    (address) => (chat || address.chat === undefined) && (mode === 'sandbox' || address.sandbox === undefined),
  ).map(({ path, what }) => html`<li><a href="${path}">${path}</a><span>${what}</span></li>`);
}

function askSection(info: StartPageInfo, { markets }: Dashboard): Html {
  const [market] = markets ?? [];
  const asked = JSON.stringify({ symbol: market?.symbol ?? 'BTC/USDT', timeframe: market?.timeframe ?? '1h' });
  const command = `curl -s <ADDRESS>/predict -H 'content-type: application/json' -d '${asked}'`;
  return html`<p>One call answers BUY, SELL or HOLD with a calibrated probability; send your own candles along and they are judged instead of ours.</p>
<div class="copy"><pre><code data-origin>${command}</code></pre><button type="button" data-copy>Copy</button></div>
<p>Without a key: ${TIER_RIGHTS.free.apiPerMinute} requests a minute for each address. With one, as <code>Authorization: Bearer …</code>, what its tier may.</p>
${info.demoKeys.length === 0 ? null : demoKeys(info)}`;
}

function demoKeys({ demoKeys: keys }: StartPageInfo): Html {
  return html`<h3>Demo keys of this sandbox</h3>${keys.map(({ tier, key }) => {
    const { title, apiPerMinute } = TIER_RIGHTS[tier];
    return html`<div class="copy key"><span class="tag ${tier}">${title}</span><code>${key}</code><small>${apiPerMinute}/min</small><button type="button" data-copy>Copy</button></div>`;
  })}`;
}

function settings(missing: Installation['settings']): Html | null {
  if (missing.length === 0) return null;
  const rows = missing.map(({ name, enables }) => html`<dt><code>${name}</code></dt><dd>${enables}</dd>`);
  return html`<details><summary>Settings not given, and what each would enable</summary><dl class="facts settings">${rows}</dl></details>`;
}
