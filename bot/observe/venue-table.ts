import { seriesName } from '../../engine/market/series.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import { ENGLISH } from '../texts/language.ts';
import { rowFindingText } from '../texts/row-finding-text.ts';
import type { EventTable } from './event-table.ts';

const SKEW_LEVELS = { fine: 'info', warn: 'warn', stop: 'error' } as const;

/** Most findings in one line of the log. */
const MOST_FINDINGS = 20;

const minutes = (ms: number): number => Math.round(ms / 60_000);

/** What the events of market venues become. */
export const VENUE_TABLE: EventTable<VenueEvent> = {
  retried: {
    line: (event) => ({
      level: 'debug',
      message: `${event.exchangeId} ${event.code}, attempt ${event.attempt}, again in ${event.afterMs} ms: ${event.detail}`,
      fields: { 'analyser.exchange': event.exchangeId, 'error.code': event.code },
    }),
    count: (metrics, { exchangeId, code }) => metrics.venueErrors.inc({ exchange: exchangeId, code }),
  },
  paused: {
    line: (event) => ({
      level: 'warn',
      message: `${event.exchangeId} not asked for ${Math.round(event.forMs / 1000)} s, ${event.code}: ${event.detail}`,
      fields: { 'analyser.exchange': event.exchangeId, 'error.code': event.code },
    }),
    count: (metrics, { exchangeId, code }) => metrics.venueErrors.inc({ exchange: exchangeId, code }),
  },
  recovered: {
    line: (event) => ({
      level: 'info',
      message: `${event.exchangeId} answers again`,
      fields: { 'analyser.exchange': event.exchangeId },
    }),
  },
  quarantined: {
    line: (event) => ({
      level: 'error',
      message: `${seriesName(event.series)} not asked for ${minutes(event.forMs)} min, ${event.code}: ${event.detail}`,
      fields: { 'analyser.series': seriesName(event.series), 'error.code': event.code },
    }),
    count: (metrics, { exchangeId, code }) => metrics.venueErrors.inc({ exchange: exchangeId, code }),
  },
  released: {
    line: (event) => ({
      level: 'info',
      message: `${seriesName(event.series)} is answered again`,
      fields: { 'analyser.series': seriesName(event.series) },
    }),
  },
  disabled: {
    line: (event) => ({
      level: 'error',
      message: `${event.exchangeId} not asked for ${minutes(event.forMs)} min, ${event.code}: ${event.detail}`,
      fields: { 'analyser.exchange': event.exchangeId, 'error.code': event.code },
    }),
    count: (metrics, { exchangeId, code }) => metrics.venueErrors.inc({ exchange: exchangeId, code }),
  },
  'clock-skew': {
    line: (event) => ({
      level: SKEW_LEVELS[event.level],
      message: `clock of ${event.exchangeId} less ours is ${event.skewMs} ms: ${event.level}`,
      fields: { 'analyser.exchange': event.exchangeId },
    }),
    count: (metrics, event) => metrics.clockSkew.set({ exchange: event.exchangeId }, event.skewMs / 1000),
  },
  'rows-suspect': {
    line: ({ findings, series }) => {
      const told = findings.slice(0, MOST_FINDINGS).map((finding) => rowFindingText(finding, ENGLISH));
      return {
        level: 'warn',
        message: `${findings.length} suspect rows of ${seriesName(series)}: ${told[0] ?? ''}`,
        fields: { 'analyser.series': seriesName(series), 'analyser.findings': told },
      };
    },
    count: (metrics, event) => {
      metrics.rowsSuspect.inc({ series: seriesName(event.series) }, event.findings.length);
    },
  },
};
