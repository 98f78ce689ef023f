import type { RecordLine } from '../../../engine/signals/record-line.ts';
import type { TrackRecord } from '../../../engine/signals/track-record.ts';
import type { Dashboard } from '../../answers/dashboard.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import { venueName } from '../../market-names.ts';
import type { MarketStatus } from '../../market-status.ts';
import type { Language } from '../../texts/language.ts';
import { stateReasonText } from '../../texts/state-reason-text.ts';
import { type Html, html, sentence } from './html.ts';

/** The part of the start page that changes: state, markets, signals, record. The page asks for it again every few seconds. */
export function renderLiveSection(view: Dashboard, notices: readonly string[], language: Language): Html {
  const { plain } = language;
  return html`${notices.map((notice) => html`<p class="notice">${notice}</p>`)}
${resultSection(language, view)}
${statusLine(language, view)}
<section><h2>${plain('live-markets')}</h2>${marketCards(language, view.markets)}</section>
<div class="columns">
<section><h2>${plain('live-signals')}</h2><p class="hint">${plain('live-signals-hint')}</p>${signalTable(language, view.signals)}</section>
<section><h2>${plain('live-record')}</h2><p class="hint">${plain('live-record-hint')}</p>${recordTiles(language, view)}</section>
</div>`;
}

/** The mean result by plan after cost of what was called worth trading, and how many were left out: the figures of /track. */
function resultSection(language: Language, { record }: Dashboard): Html | null {
  const { plain } = language;
  if (record === null || record.published.count === 0) return null;
  const { worthTrading, information } = record;
  const average = worthTrading.plan?.averageNetBps ?? null;
  const told =
    average === null
      ? html`<p>${plain('live-result-none', { left: information.count })}</p>`
      : resultText(language, record, average);
  return html`<section class="result"><h2>${plain('live-result')}</h2><article class="card">${told}</article></section>`;
}

function resultText(language: Language, { worthTrading, information, equity }: TrackRecord, averageBps: number): Html {
  const { t, plain, format } = language;
  const percent = (bps: number): string => format.signedPercent(bps / 1e4, 3);
  const average = percent(averageBps);
  const interval = worthTrading.plan?.averageNetInterval ?? null;
  const counts = { signals: worthTrading.count, closes: worthTrading.closes, left: information.count };
  const end = equity.points.at(-1)?.equity;
  const account =
    end === undefined
      ? null
      : html` ${plain('live-result-account', {
          ...{ result: format.signedPercent(end - 1, 1), fall: format.percent(equity.maxDrawdown) },
        })}`;
  const told =
    interval === null
      ? plain('live-result-told-few', { average })
      : plain('live-result-told', { average, low: percent(interval[0]), high: percent(interval[1]) });
  const proof = interval === null ? null : html` ${plain('live-result-proof', { proof: proofOf(interval) })}`;
  return html`<p class="figure">${sentence(t('live-result-figure', { average }))}</p>
<p>${told}${proof}</p><p class="hint">${plain('live-result-counts', counts)}${account}</p>`;
}

function proofOf([low, high]: readonly [number, number]): 'gain' | 'loss' | 'luck' {
  if (low > 0) return 'gain';
  return high < 0 ? 'loss' : 'luck';
}

function statusLine({ plain, format }: Language, { nowMs, checks }: Dashboard): Html {
  const failing = checks.filter((check) => !check.ok);
  const state =
    failing.length === 0
      ? html`<span class="pill good">${plain('live-ready', { checks: String(checks.length) })}</span>`
      : // A probe's message is for operators (/health/ready): it may name hosts and folders.
        html`<span class="pill bad">${plain('live-not-ready', { names: failing.map(({ name }) => name).join(', ') })}</span>`;
  return html`<p class="status"><span class="clock">${format.minute(nowMs)} <small>${plain('live-market-time')}</small></span>${state}</p>`;
}

function marketCards(language: Language, markets: readonly MarketStatus[] | null): Html {
  const { plain } = language;
  if (markets === null) return html`<p class="empty">${plain('live-markets-away')}</p>`;
  if (markets.length === 0) return html`<p class="empty">${plain('status-none')}</p>`;
  return html`<div class="cards">${markets.map((market) => marketCard(language, market))}</div>`;
}

function marketCard(language: Language, market: MarketStatus): Html {
  const { plain, format } = language;
  const closes = market.recentCloses ?? [];
  const last = closes.at(-1);
  const stamp = market.dataQuality?.stamp ?? 'none';
  const counts = { candles: market.candles, gaps: market.gaps, revisions: market.revisions };
  return html`<article class="card market">
<header><h3>${market.symbol}</h3><span class="tag">${market.timeframe}</span>
<span class="tag ${market.marketSource}">${plain('live-source', { source: market.marketSource })}</span></header>
${last === undefined ? null : html`<p class="price">${format.price(last)}</p>`}
${sparkline(language, closes)}
<dl>
<dt>${plain('live-newest-candle')}</dt><dd>${market.ageSeconds === null ? plain('live-none-yet') : format.age(market.ageSeconds)}</dd>
<dt>${plain('live-data')}</dt>
<dd><span class="dot ${stamp}"></span>${plain('live-stamp', { stamp })} · ${plain('live-counts', counts)}</dd>
${
  market.state === 'ok'
    ? null
    : html`<dt>${plain('live-state')}</dt>
<dd>${stateText(language, market.state, market.stateReason)}</dd>`
}
<dt>${plain('live-model')}</dt><dd class="mono">${market.modelVersion ?? plain('live-none-yet')}</dd>
${market.exchange === 'simulated' ? null : html`<dt>${plain('live-venue')}</dt><dd>${venueName(market.exchange, language)}</dd>`}
</dl>
</article>`;
}

function stateText(
  language: Language,
  state: Exclude<MarketStatus['state'], 'ok'>,
  stateReason: MarketStatus['stateReason'],
): string {
  const name = language.plain('live-state-name', { state });
  return stateReason === null ? name : `${name}: ${stateReasonText(stateReason, language)}`;
}

/** A line of closes, 240 × 48 units, green when it ends above its start. */
function sparkline({ plain }: Language, closes: readonly number[]): Html | null {
  const [first] = closes;
  const last = closes.at(-1);
  if (first === undefined || last === undefined || closes.length < 2) return null;
  const low = Math.min(...closes);
  const span = Math.max(...closes) - low || 1;
  const points = closes.map((close, index) => {
    const x = (index / (closes.length - 1)) * 240;
    return `${x.toFixed(1)},${(44 - ((close - low) / span) * 40).toFixed(1)}`;
  });
  return html`<svg class="spark ${last >= first ? 'up' : 'down'}" viewBox="0 0 240 48" preserveAspectRatio="none" role="img"
aria-label="${plain('live-closes', { count: String(closes.length) })}"><polygon points="0,48 ${points.join(' ')} 240,48"/>
<polyline points="${points.join(' ')}"/></svg>`;
}

function signalTable(language: Language, entries: readonly ShownSignal[] | null): Html {
  const { plain } = language;
  if (entries === null) return html`<p class="empty">${plain('live-signals-away')}</p>`;
  if (entries.length === 0) return html`<p class="empty">${plain('live-signals-none')}</p>`;
  return html`<table class="signals"><thead><tr><th>${plain('live-column-close')}</th><th>${plain('live-column-pair')}</th>
<th>${plain('live-column-side')}</th><th>${plain('live-column-sure')}</th><th>${plain('live-column-outcome')}</th></tr></thead>
<tbody>${entries.map((entry) => signalRow(language, entry))}</tbody></table>`;
}

function signalRow({ plain, format }: Language, { signal, outcome }: ShownSignal): Html {
  const ended =
    outcome === null
      ? html`<span class="quiet">${plain('live-outcome', { outcome: 'open' })}</span>`
      : html`<span class="${outcome.direction.type}">${plain('live-outcome', { outcome: outcome.direction.type })}</span>`;
  const netBps = outcome?.plan?.netBps ?? null;
  const returned = netBps === null ? null : html` <small>${format.signedPercent(netBps / 1e4, 2)}</small>`;
  return html`<tr><td>${format.monthAndDay(signal.closeTimeMs)} ${format.timeOfDay(signal.closeTimeMs)}</td>
<td>${signal.series.symbol} <small>${signal.family === 'swing' ? plain('chart-swing') : signal.series.timeframe}</small></td>
<td><span class="side ${signal.side.toLowerCase()}">${plain('action', { action: signal.side })}</span></td>
<td>${signal.confidence === null ? '–' : format.percent(signal.confidence)}</td><td>${ended}${returned}</td></tr>`;
}

function recordTiles(language: Language, { record }: Dashboard): Html {
  const { plain } = language;
  if (record === null) return html`<p class="empty">${plain('live-record-away')}</p>`;
  const scale = scaleOf([record.published, record.allScored]);
  return html`${recordTile(language, { title: plain('live-published'), line: record.published, scale })}
${recordTile(language, { title: plain('live-scored'), line: record.allScored, scale })}`;
}

interface Tile {
  readonly title: string;
  readonly line: RecordLine;
  readonly scale: Scale;
}

function recordTile(language: Language, { title, line, scale }: Tile): Html {
  const { plain, format } = language;
  const percent = (share: number | null | undefined): string => (share == null ? '–' : format.percent(share));
  const settled = line.right + line.wrong;
  const [from, to] = line.accuracyInterval ?? [];
  const interval = { from: percent(from), to: percent(to), reversal: percent(line.reversalAccuracy) };
  const figures =
    line.accuracy === null
      ? html`<p class="empty">${plain('live-nothing-settled')}</p>`
      : html`<p class="figure">${percent(line.accuracy)} <small>${plain('live-right-of', { settled })}</small></p>
${intervalBar(language, line, scale)}
<p class="hint">${plain('live-interval', interval)}</p>${planHint(language, line)}`;
  return html`<article class="card record"><h3>${title}</h3>${figures}</article>`;
}

/** What the same signals made by their plans, after cost; nothing for scored candles. */
function planHint({ plain, format }: Language, { count, closes, plan }: RecordLine): Html | null {
  if (plan === null || plan.averageNetBps === null) return null;
  const percent = (bps: number): string => format.signedPercent(bps / 1e4, 3);
  const [low, high] = plan.averageNetInterval ?? [null, null];
  const interval =
    low === null || high === null ? '' : plain('live-by-plan-interval', { low: percent(low), high: percent(high) });
  const average = percent(plan.averageNetBps);
  return html`<p class="hint">${plain('live-by-plan', { average, interval, signals: count, closes })}</p>`;
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
function intervalBar({ format }: Language, line: RecordLine, scale: Scale): Html | null {
  const { accuracy, accuracyInterval, reversalAccuracy } = line;
  if (accuracy === null || accuracyInterval === null) return null;
  const [from, to] = accuracyInterval;
  const place = (share: number): string => (((share - scale.from) / (scale.to - scale.from)) * 100).toFixed(1);
  const tick =
    reversalAccuracy === null
      ? null
      : html`<line class="baseline" x1="${place(reversalAccuracy)}" x2="${place(reversalAccuracy)}" y1="0" y2="12"/>`;
  const bar = html`<svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
<line class="axis" x1="0" x2="100" y1="6" y2="6"/><line class="half" x1="${place(0.5)}" x2="${place(0.5)}" y1="3" y2="9"/>
<line class="range" x1="${place(from)}" x2="${place(to)}" y1="6" y2="6"/>${tick}
<line class="here" x1="${place(accuracy)}" x2="${place(accuracy)}" y1="2" y2="10"/></svg>`;
  const ends = [scale.from, scale.to].map((share) => html`<span>${format.percent(share)}</span>`);
  return html`${bar}<p class="scale" aria-hidden="true">${ends}</p>`;
}
