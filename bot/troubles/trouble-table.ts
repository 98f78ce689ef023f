import type { EngineEvent } from '../../engine/events.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import type { VenueErrorCode } from '../../engine/venue/venue-error.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import type { DatabaseEvent } from '../database/database-watch.ts';
import type { StateReason } from '../market-status.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import { TELEGRAM_TROUBLES } from './telegram-troubles.ts';
import { begun, over, type Trouble } from './trouble.ts';

/** Every event that may begin or end a trouble; most do neither. */
export type TroubleEvent = EngineEvent | VenueEvent | BotEvent | DatabaseEvent;

/** Shorter pauses of a venue heal by themselves; metrics and log have them. */
const TOLD_PAUSE_MS = 60_000;

const marketOf = (series: SeriesKey): string => `${series.symbol} ${series.timeframe} (${series.exchange})`;

const venueFailed = (failure: VenueErrorCode, detail: string): StateReason => ({
  code: 'venue-failed',
  params: { failure, detail },
});

/** One row for each event that begins or ends a trouble; every reader of troubles (status, operators, metrics) goes by it. */
export const TROUBLE_TABLE: {
  readonly [T in TroubleEvent['type']]?: (event: Extract<TroubleEvent, { readonly type: T }>) => Trouble | null;
} = {
  'data-late': ({ series, closeTimeMs }) => ({
    ...begun(`late ${seriesName(series)}`, { code: 'data-late', market: marketOf(series), closeMs: closeTimeMs }),
    market: { state: 'late', reason: { code: 'candle-missing', params: { closeTimeMs } } },
    gauge: { name: 'dataLate', labels: { series: seriesName(series) }, value: 1 },
  }),
  'data-arrived': ({ series, silentMs }) => ({
    ...over(`late ${seriesName(series)}`, { code: 'data-arrived', market: marketOf(series), silentMs }),
    gauge: { name: 'dataLate', labels: { series: seriesName(series) }, value: 0 },
  }),
  'model-damaged': ({ group, champion, serving }) =>
    begun(`model-damaged ${group}`, { code: 'model-damaged', group, champion, serving }),
  // One that was loaded is what serves in place of the damaged one: reported with it.
  'model-ready': ({ how, group, version }) =>
    how === 'loaded' ? null : over(`model-damaged ${group}`, { code: 'model-ready', group, version }),
  disabled: ({ exchangeId, forMs, code, detail }) => ({
    ...begun(`disabled ${exchangeId}`, {
      ...{ code: 'venue-disabled', venue: exchangeId, forMs },
      why: { failure: code, detail },
    }),
    market: { state: 'disabled', reason: venueFailed(code, detail) },
    gauge: { name: 'venueUp', labels: { exchange: exchangeId }, value: 0 },
  }),
  quarantined: ({ series, forMs, code, detail }) => ({
    ...begun(`quarantined ${seriesName(series)}`, {
      ...{ code: 'market-refused', market: marketOf(series), forMs },
      why: { failure: code, detail },
    }),
    market: { state: 'disabled', reason: venueFailed(code, detail) },
  }),
  released: ({ series }) =>
    over(`quarantined ${seriesName(series)}`, { code: 'market-answered', market: marketOf(series) }),
  paused: ({ exchangeId, forMs, code, detail }) => ({
    ...begun(`paused ${exchangeId}`, {
      ...{ code: 'venue-paused', venue: exchangeId, forMs },
      why: { failure: code, detail },
    }),
    wakesOperator: forMs >= TOLD_PAUSE_MS,
    market: { state: 'paused', reason: venueFailed(code, detail) },
    gauge: { name: 'venueUp', labels: { exchange: exchangeId }, value: 0 },
  }),
  recovered: ({ exchangeId }) => ({
    ...over(`paused ${exchangeId}`, { code: 'venue-recovered', venue: exchangeId }),
    endsToo: `disabled ${exchangeId}`,
    gauge: { name: 'venueUp', labels: { exchange: exchangeId }, value: 1 },
  }),
  'clock-skew': ({ exchangeId, level, skewMs }) =>
    level === 'stop'
      ? {
          ...begun(`skewed ${exchangeId}`, { code: 'venue-clock-apart', venue: exchangeId, skewMs }),
          market: { state: 'paused', reason: { code: 'clocks-apart', params: { skewMs } } },
        }
      : over(`skewed ${exchangeId}`, { code: 'venue-clock-agrees', venue: exchangeId }),
  database: (event) => {
    switch (event.what) {
      case 'lost':
        return { ...begun('database', { code: 'database-lost' }), gauge: { name: 'databaseUp', value: 0 } };
      case 'back': {
        const notice = { code: 'database-back', awayMs: event.awayMs } as const;
        return { ...over('database', notice), gauge: { name: 'databaseUp', value: 1 } };
      }
      case 'connected':
      case 'failed':
        return null;
    }
  },
  ...TELEGRAM_TROUBLES,
};

/** The trouble that an event begins or ends; null for most events. */
export function troubleOf(event: TroubleEvent | { readonly type: string }): Trouble | null {
  // The table has at most one row per member, which TypeScript checks there; it cannot correlate the row with the event here.
  const rows = TROUBLE_TABLE as Readonly<Record<string, ((event: object) => Trouble | null) | undefined>>;
  const row = rows[event.type];
  return row?.(event) ?? null;
}

/** Keys of the troubles that concern a series: its own and its venue's, the gravest first. */
export function troubleKeysOf(series: SeriesKey): readonly string[] {
  const { exchange } = series;
  const name = seriesName(series);
  return [`disabled ${exchange}`, `quarantined ${name}`, `paused ${exchange}`, `skewed ${exchange}`, `late ${name}`];
}
