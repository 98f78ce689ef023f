import type { EngineEvent } from '../../../engine/events.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { VenueEvent } from '../../../engine/venue/venue-event.ts';
import type { DatabaseEvent } from '../../database/database-watch.ts';
import type { Observe } from '../../observe/observe.ts';
import type { ClockTrust } from '../../telegram/clock-trust.ts';
import { ENGLISH } from '../../texts/language.ts';
import { reasonText } from '../../texts/reason-text.ts';
import type { Operator } from '../../troubles/operator.ts';
import type { EventBuffer } from '../event-buffer.ts';
import type { MarketBoard } from '../market-board.ts';

/** Sources of events, which kept what came before anybody could listen, and who is to get them. */
export interface EventRoutes {
  readonly engineEvents: EventBuffer<EngineEvent>;
  readonly venueEvents: EventBuffer<VenueEvent>;
  readonly databaseEvents: EventBuffer<DatabaseEvent>;
  readonly observe: Observe;
  readonly board: MarketBoard;
  readonly operator: Operator;
  readonly clockTrust: ClockTrust;
  /** Whether this process reports to the operators what concerns a series, or (null) all of them: one of those that share does. */
  readonly tells: (series: SeriesKey | null) => boolean;
  /** Prints a line on the terminal. */
  readonly print: (line: string) => void;
}

/** Hands every event to log and metrics, the market board and the operators. */
export function listenEvents(routes: EventRoutes): void {
  const { engineEvents, venueEvents, databaseEvents, observe, board, operator, clockTrust, tells, print } = routes;
  engineEvents.listen((event) => {
    observe.log(event);
    board.onEvent(event);
    // Whoever told of the beginning tells of the end.
    if (event.type === 'data-arrived' || tells(seriesOf(event))) operator.onEvent(event);
    const line = terminalLine(event);
    if (line !== null) print(line);
  });
  venueEvents.listen((event) => {
    observe.log(event);
    board.onEvent(event);
    operator.onEvent(event);
    if (event.type === 'clock-skew') clockTrust.noteVenue(event.exchangeId, event.level === 'stop', event.skewMs);
  });
  databaseEvents.listen((event) => {
    observe.log(event);
    operator.onEvent(event);
  });
}

function seriesOf(event: EngineEvent): SeriesKey | null {
  return 'series' in event ? event.series : null;
}

/** What the terminal shows of an engine event; null for most. */
function terminalLine(event: EngineEvent): string | null {
  const { plain } = ENGLISH;
  switch (event.type) {
    case 'model-ready': {
      const { version, group, how, rows } = event;
      return plain('model-ready', { version, group, how, rows });
    }
    case 'signals-muted': {
      const series = seriesName(event.series);
      if (event.reason === null) return plain('series-speaks', { series });
      return plain('series-muted', { series, reason: reasonText(event.reason, ENGLISH) });
    }
    case 'model-change': {
      const { group, from, to, reason } = event;
      return from === null ? null : plain('model-changed', { group, from, to, reason: reasonText(reason, ENGLISH) });
    }
    default:
      return null;
  }
}
