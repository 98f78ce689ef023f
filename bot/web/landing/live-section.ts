import type { Outcome } from '../../../engine/signals/signal.ts';
import type { RecordLine } from '../../../engine/signals/track-record.ts';
import type { Dashboard } from '../../answers/dashboard.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import { venueName } from '../../market-names.ts';
import type { MarketStatus } from '../../market-status.ts';
import {
  formatAge,
  formatCount,
  formatPercent,
  formatPrice,
  formatShortTime,
  formatSigned,
  formatTime,
} from './format.ts';
import { type Html, html } from './html.ts';

const SOURCE_NAMES = { live: 'Live', recorded: 'Recorded', simulated: 'SIMULATED' } as const;
const OUTCOME_NAMES: Readonly<Record<Outcome['type'], string>> = {
  right: '✓ right',
  wrong: '✗ wrong',
  flat: 'flat',
  void: 'void',
};

/** The part of the start page that changes: state, markets, signals, record. The page asks for it again every few seconds. */
export function renderLive(view: Dashboard, notices: readonly string[]): Html {
  return html`${notices.map((notice) => html`<p class="notice">${notice}</p>`)}
${statusLine(view)}
<section><h2>Markets</h2>${marketCards(view.markets)}</section>
<div class="columns">
<section><h2>Latest signals</h2><p class="hint">As Free sees them; paying readers saw the same ones earlier. Times are UTC.</p>${signalTable(view.signals)}</section>
<section><h2>Record</h2><p class="hint">Losers included. The bar is the 95 % interval, the tick the reversal rule on the same candles.</p>${recordTiles(view)}</section>
</div>`;
}

function statusLine({ nowMs, checks }: Dashboard): Html {
  const failing = checks.filter((check) => !check.ok);
  const state =
    failing.length === 0
      ? html`<span class="pill good">Ready: ${checks.length} of ${checks.length} checks hold</span>`
      : // What a probe says is for operators (/health/ready): it may name hosts and folders.
        html`<span class="pill bad">Not ready: ${failing.map(({ name }) => name).join(', ')}</span>`;
  return html`<p class="status"><span class="clock">${formatTime(nowMs)} UTC <small>market time</small></span>${state}</p>`;
}

function marketCards(markets: readonly MarketStatus[] | null): Html {
  if (markets === null) return html`<p class="empty">The markets cannot be read just now.</p>`;
  if (markets.length === 0) return html`<p class="empty">No market is followed yet.</p>`;
  return html`<div class="cards">${markets.map(marketCard)}</div>`;
}

function marketCard(market: MarketStatus): Html {
  const closes = market.recentCloses ?? [];
  const last = closes.at(-1);
  const stamp = market.dataQuality?.stamp ?? 'none';
  return html`<article class="card market">
<header><h3>${market.symbol}</h3><span class="tag">${market.timeframe}</span><span class="tag ${market.marketSource}">${SOURCE_NAMES[market.marketSource]}</span></header>
${last === undefined ? null : html`<p class="price">${formatPrice(last)}</p>`}
${sparkline(closes)}
<dl>
<dt>Newest candle</dt><dd>${market.ageSeconds === null ? 'none yet' : formatAge(market.ageSeconds)}</dd>
<dt>Data</dt><dd><span class="dot ${stamp}"></span>${stamp === 'none' ? 'not judged yet' : stamp} · ${formatCount(market.candles)} candles, ${formatCount(market.gaps)} gaps, ${formatCount(market.revisions)} revisions</dd>
${market.state === 'ok' ? null : html`<dt>State</dt><dd>${market.state}${market.stateReason === null ? null : `: ${market.stateReason}`}</dd>`}
<dt>Model</dt><dd class="mono">${market.modelVersion ?? 'none yet'}</dd>
${market.exchange === 'simulated' ? null : html`<dt>Venue</dt><dd>${venueName(market.exchange)}</dd>`}
</dl>
</article>`;
}

/** A line of closes, 240 × 48 units, green when it ends above its start. */
function sparkline(closes: readonly number[]): Html | null {
  const [first] = closes;
  const last = closes.at(-1);
  if (first === undefined || last === undefined || closes.length < 2) return null;
  const low = Math.min(...closes);
  const span = Math.max(...closes) - low || 1;
  const points = closes.map((close, index) => {
    const x = (index / (closes.length - 1)) * 240;
    return `${x.toFixed(1)},${(44 - ((close - low) / span) * 40).toFixed(1)}`;
  });
  return html`<svg class="spark ${last >= first ? 'up' : 'down'}" viewBox="0 0 240 48" preserveAspectRatio="none" role="img" aria-label="newest ${closes.length} closes"><polygon points="0,48 ${points.join(' ')} 240,48"/><polyline points="${points.join(' ')}"/></svg>`;
}

function signalTable(entries: readonly ShownSignal[] | null): Html {
  if (entries === null) return html`<p class="empty">The signals cannot be read just now.</p>`;
  if (entries.length === 0)
    return html`<p class="empty">No signal yet. The rule speaks on few candles; the first one comes by itself.</p>`;
  return html`<table class="signals"><thead><tr><th>Close</th><th>Pair</th><th>Side</th><th>Sure</th><th>Outcome</th></tr></thead><tbody>${entries.map(signalRow)}</tbody></table>`;
}

function signalRow({ signal, outcome }: ShownSignal): Html {
  const ended =
    outcome === null
      ? html`<span class="quiet">open</span>`
      : html`<span class="${outcome.type}">${OUTCOME_NAMES[outcome.type]}</span>`;
  const returned = outcome?.returnBps == null ? null : html` <small>${formatSigned(outcome.returnBps)} bps</small>`;
  return html`<tr><td>${formatShortTime(signal.closeTimeMs)}</td><td>${signal.series.symbol} <small>${signal.series.timeframe}</small></td><td><span class="side ${signal.side.toLowerCase()}">${signal.side}</span></td><td>${formatPercent(signal.confidence)}</td><td>${ended}${returned}</td></tr>`;
}

function recordTiles({ record }: Dashboard): Html {
  if (record === null) return html`<p class="empty">The record cannot be read just now.</p>`;
  const scale = scaleOf([record.published, record.allScored]);
  return html`${recordTile('Published signals', record.published, scale)}${recordTile('All scored candles', record.allScored, scale)}`;
}

function recordTile(title: string, line: RecordLine, scale: Scale): Html {
  const settled = line.right + line.wrong;
  const figures =
    line.accuracy === null
      ? html`<p class="empty">Nothing settled yet.</p>`
      : html`<p class="figure">${formatPercent(line.accuracy)} <small>right of ${formatCount(settled)}</small></p>${intervalBar(line, scale)}
<p class="hint">interval ${formatPercent(line.accuracyInterval?.[0] ?? null)} to ${formatPercent(line.accuracyInterval?.[1] ?? null)} · reversal rule ${formatPercent(line.reversalAccuracy)}</p>`;
  return html`<article class="card record"><h3>${title}</h3>${figures}</article>`;
}

/** Shares 0..1 at the two ends of every bar, so that bars can be compared by eye. */
interface Scale {
  readonly from: number;
  readonly to: number;
}

const SCALE_STEP = 0.05;

/** From 40 to 65 %, or as many steps of five wider as the figures of any line need. */
function scaleOf(lines: readonly RecordLine[]): Scale {
  const shown = lines.flatMap(({ accuracy, accuracyInterval, reversalAccuracy }) =>
    [accuracy, reversalAccuracy, ...(accuracyInterval ?? [])].filter((share) => share !== null),
  );
  const stepsTo = (share: number, round: (steps: number) => number): number => round(share / SCALE_STEP) * SCALE_STEP;
  return {
    from: Math.max(0, Math.min(0.4, ...shown.map((share) => stepsTo(share, Math.floor)))),
    to: Math.min(1, Math.max(0.65, ...shown.map((share) => stepsTo(share, Math.ceil)))),
  };
}

/** The interval as a bar, the accuracy as a dot, the baseline as a tick, a half as a mark, over the ends of the scale. */
function intervalBar({ accuracy, accuracyInterval, reversalAccuracy }: RecordLine, scale: Scale): Html | null {
  if (accuracy === null || accuracyInterval === null) return null;
  const [from, to] = accuracyInterval;
  const place = (share: number): string => (((share - scale.from) / (scale.to - scale.from)) * 100).toFixed(1);
  const tick =
    reversalAccuracy === null
      ? null
      : html`<line class="baseline" x1="${place(reversalAccuracy)}" x2="${place(reversalAccuracy)}" y1="0" y2="12"/>`;
  const bar = html`<svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><line class="axis" x1="0" x2="100" y1="6" y2="6"/><line class="half" x1="${place(0.5)}" x2="${place(0.5)}" y1="3" y2="9"/><line class="range" x1="${place(from)}" x2="${place(to)}" y1="6" y2="6"/>${tick}<line class="here" x1="${place(accuracy)}" x2="${place(accuracy)}" y1="2" y2="10"/></svg>`;
  return html`${bar}<p class="scale" aria-hidden="true"><span>${formatPercent(scale.from)}</span><span>${formatPercent(scale.to)}</span></p>`;
}
