import { DAY_MS } from '../time.ts';
import type { ContextColumns } from './context-columns.ts';

/**
 * Figures and when each was published, ascending in time. Who only knows which day a figure is about does not know when
 * it was published.
 */
export interface PublishedSeries {
  readonly publishedMs: Float64Array;
  readonly value: Float64Array;
}

/** A figure as it was known at each moment, and by how much it had changed from what was known a day before. */
export interface KnownFigures {
  readonly level: Float64Array;
  readonly change: Float64Array;
}

/**
 * Joins figures by publication time: at each moment (ascending) the newest published at or before it counts, NaN when that is older than
 * maxAgeMs. What is published later, even about an earlier day, is not looked at.
 */
export function joinPublished(
  momentsMs: Float64Array,
  { publishedMs, value }: PublishedSeries,
  maxAgeMs: number,
): KnownFigures {
  const knownAt = (shiftMs: number): Float64Array => {
    const known = new Float64Array(momentsMs.length);
    let next = 0;
    for (let row = 0; row < momentsMs.length; row += 1) {
      const momentMs = (momentsMs[row] ?? 0) - shiftMs;
      while (next < publishedMs.length && (publishedMs[next] ?? 0) <= momentMs) next += 1;
      const isFresh = next > 0 && momentMs - (publishedMs[next - 1] ?? 0) <= maxAgeMs;
      known[row] = isFresh ? (value[next - 1] ?? Number.NaN) : Number.NaN;
    }
    return known;
  };
  const level = knownAt(0);
  const before = knownAt(DAY_MS);
  return { level, change: level.map((now, row) => now - (before[row] ?? Number.NaN)) };
}

/** Figures that features are made of. */
export const PUBLISHED_NAMES = ['funding', 'long-short', 'fear-greed'] as const;
/** Name of a published figure. */
export type PublishedName = (typeof PUBLISHED_NAMES)[number];

/** A figure and the file that whoever fetches it appends to. */
export interface PublishedFile {
  readonly name: PublishedName;
  readonly path: string;
}
/** Published series by the name of their figure. */
export type PublishedFigures = ReadonlyMap<PublishedName, PublishedSeries>;

/** The middle of the Fear & Greed index. */
const NEUTRAL = 50;
const log = Math.log;

interface Figure {
  readonly columns: readonly [level: keyof ContextColumns, change: keyof ContextColumns];
  /** As features read it: nought in the middle, and turned round when up and down change places. */
  readonly scale: (value: number) => number;
  /** Older than this a figure is unknown: three times as long as it takes to publish the next. */
  readonly maxAgeMs: number;
}

const FIGURES: Readonly<Record<PublishedName, Figure>> = {
  funding: { columns: ['fundingRate', 'fundingChange'], scale: (rate) => rate, maxAgeMs: DAY_MS },
  'long-short': { columns: ['longShortRatio', 'longShortChange'], scale: log, maxAgeMs: DAY_MS },
  'fear-greed': { columns: ['fearGreed', 'fearGreedChange'], scale: (index) => index - NEUTRAL, maxAgeMs: 3 * DAY_MS },
};

/** What was known of a figure at each moment, as the columns that features read. */
export function publishedColumns(
  momentsMs: Float64Array,
  name: PublishedName,
  series: PublishedSeries,
): ContextColumns {
  const { columns, scale, maxAgeMs } = FIGURES[name];
  const { level, change } = joinPublished(momentsMs, { ...series, value: series.value.map(scale) }, maxAgeMs);
  return { [columns[0]]: level, [columns[1]]: change };
}

/** A file of published figures that cannot be read; the message names file, line, what was expected and what came. */
export class PublishedFileError extends Error {
  override readonly name = 'PublishedFileError';
}

/**
 * Figures from the text of a CSV file "published,value": ISO-8601 or epoch milliseconds of publication, ascending.
 * Throws PublishedFileError.
 */
export function parsePublished(text: string, file: string): PublishedSeries {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  if (header.trim() !== 'published,value')
    throw new PublishedFileError(`${file} line 1: expected the header "published,value", was "${header.slice(0, 80)}"`);
  const publishedMs = new Float64Array(lines.length);
  const value = new Float64Array(lines.length);
  lines.forEach((line, at) => {
    const [time = '', figure = '', ...rest] = line.split(',');
    const timeMs = /^\d+$/.test(time) ? Number(time) : Date.parse(time);
    const isSound =
      Number.isFinite(timeMs) && figure.trim() !== '' && Number.isFinite(Number(figure)) && rest.length === 0;
    if (!isSound)
      throw new PublishedFileError(`${file} line ${at + 2}: expected a time and a number, was "${line.slice(0, 80)}"`);
    if (at > 0 && timeMs < (publishedMs[at - 1] ?? 0))
      throw new PublishedFileError(
        `${file} line ${at + 2}: expected times that ascend, "${time}" is before the line above`,
      );
    publishedMs[at] = timeMs;
    value[at] = Number(figure);
  });
  return { publishedMs, value };
}
