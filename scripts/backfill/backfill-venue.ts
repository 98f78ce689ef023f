import { setTimeout as wait } from 'node:timers/promises';
import { type CcxtVenue, openCcxtVenue } from '../../engine/adapters/ccxt/venue.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { type BackfillEvent, backfill, type SeriesReport } from '../../engine/backfill/backfill.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import { seriesOf, withCandleStore } from '../market-files/open-candles.ts';
import { dateOf, numberOf, printJson, UsageError } from '../terminal/arguments.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import type { BackfillValues } from './backfill-options.ts';
import { pageProblemText } from './page-problem-text.ts';

/** `npm run backfill -- --exchange …`: fills the store from a venue. Ctrl-C ends it after the page under way. */
export async function fillFromVenue(values: BackfillValues): Promise<void> {
  const startedMs = performance.now();
  if (values.since === null) throw new UsageError('expected --since D (or --csv FILE), was not given');
  const sinceMs = dateOf('since', values.since);
  const untilMs = values.until === null ? null : dateOf('until', values.until);
  if (untilMs !== null && untilMs <= sinceMs)
    throw new UsageError(`expected --until after --since, was ${values.until}`);
  const parallel = numberOf('parallel', values.parallel, { min: 1, max: 32, whole: true });
  const named = values.symbol.flatMap((symbol) =>
    values.timeframe.map((timeframe) => seriesOf(values.exchange, symbol, timeframe)),
  );
  const series = [...new Map(named.map((each) => [seriesName(each), each])).values()];
  const progress = createProgress();
  const venue = await openVenue(values, progress);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await refuseUnknown(venue, series);
    const reports = await withCandleStore((store) =>
      backfill(
        { series, sinceMs, untilMs, parallel },
        {
          venue,
          store,
          signal: stopping.signal,
          wait: (ms) => wait(ms, undefined, { signal: stopping.signal }),
          onEvent: teller(progress, series.length),
        },
      ),
    );
    progress.end();
    tellReports(reports, {
      exchange: values.exchange,
      json: values.json,
      elapsedMs: Math.round(performance.now() - startedMs),
    });
  } finally {
    progress.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await venue.close();
  }
}

async function openVenue(values: BackfillValues, progress: Progress): Promise<CcxtVenue> {
  const baseUrl = values['api-base'] ?? process.env.EXCHANGE_API_BASE ?? null;
  if (baseUrl !== null && !URL.canParse(baseUrl))
    throw new UsageError(`expected --api-base such as http://127.0.0.1:4711, was "${baseUrl}"`);
  const onEvent = (event: VenueEvent): void => {
    if ('detail' in event) say(progress, `${event.exchangeId} ${event.type}: ${event.detail}`);
  };
  try {
    return await openCcxtVenue({
      exchangeId: values.exchange,
      clock: createSystemClock(),
      wait,
      onEvent,
      ...(baseUrl === null ? {} : { baseUrl: baseUrl.replace(/\/+$/, '') }),
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function refuseUnknown(venue: CcxtVenue, series: readonly SeriesKey[]): Promise<void> {
  const checks = await venue.checkSymbols([...new Set(series.map(({ symbol }) => symbol))]);
  for (const check of checks) {
    if (check.type === 'known') continue;
    const hint = check.suggestion === null ? '' : ` (did you mean ${check.suggestion}?)`;
    throw new UsageError(`expected a market of ${venue.exchangeId}, was ${check.symbol}${hint}`);
  }
}

function say(progress: Progress, line: string): void {
  progress.end();
  process.stderr.write(`${line}\n`);
}

function teller(progress: Progress, count: number): (event: BackfillEvent) => void {
  const startedMs = performance.now();
  let before: number | null = null;
  return (event) => {
    switch (event.type) {
      case 'progress': {
        // Candles of an earlier run are passed over at once: they do not count for the estimate of the time left.
        before ??= event.fetched === 0 ? null : event.done;
        const seconds = (performance.now() - startedMs) / 1_000;
        const rate = event.fetched / seconds;
        const pace = (event.done - (before ?? event.done)) / seconds;
        const left = pace > 0 ? `, ${duration((event.total - event.done) / pace)} left` : '';
        progress.step(
          `${count} series, ${Math.round(rate).toLocaleString('en')} candles/s${left}`,
          Math.round(event.done),
          event.total,
        );
        return;
      }
      case 'unusual-page': {
        const { series, fromMs, toMs, expected, missing, problems } = event.page;
        const day = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 16);
        const holes = missing > 0 ? [`${missing} of ${expected} candles missing`] : [];
        const what = [...holes, ...problems.slice(0, 3).map(pageProblemText)];
        say(progress, `${seriesName(series)} ${day(fromMs)} … ${day(toMs)}: ${what.join('; ')}`);
        return;
      }
      case 'waiting':
        say(progress, `waiting ${duration(event.forMs / 1_000)}: ${seriesName(event.series)}: ${event.message}`);
    }
  };
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

function tellReports(
  reports: readonly SeriesReport[],
  { exchange, json, elapsedMs }: { readonly exchange: string; readonly json: boolean; readonly elapsedMs: number },
): void {
  const isDone = reports.every(({ status }) => status === 'complete');
  if (!isDone) process.exitCode = 1;
  const told = reports.map(({ series, unusual, ...facts }) => ({
    ...series,
    ...facts,
    unusual: unusual.map(({ fromMs, toMs, expected, missing, problems }) => ({
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      expected,
      missing,
      problems: problems.map(pageProblemText),
    })),
  }));
  if (json) {
    printJson({ exchange, status: isDone ? 'complete' : 'incomplete', series: told, elapsedMs });
    return;
  }
  for (const { series, status, error, fetched, present, missing } of reports) {
    const holes = missing === 0 ? '' : `, ${missing} that the venue lacks`;
    const why = error === null ? '' : `: ${error}`;
    process.stdout.write(
      `${seriesName(series)}: ${status}${why}; ${fetched} fetched, ${present} already there${holes}\n`,
    );
  }
  if (!isDone) process.stdout.write('run the same command again to go on\n');
}
