import { TELEGRAM_LIMITS } from '../../bot/telegram/sending/send-budget.ts';
import type { LedgerEntry } from '../../engine/ports.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { trendOf } from '../soak/trend.ts';
import type { LoadSample, LoadSnapshot } from './load-samples.ts';
import { LOAD_ROLES, type LoadRole } from './load-stage.ts';
import type { PressesMeasured } from './run-presses.ts';
import type { Arrived } from './watch-arrivals.ts';

/** A stretch of time in which messages went out. */
export interface Pace {
  /** How many times as fast as the machine's the clock ran. */
  readonly speed: number;
  /** Its length by the product's clock. */
  readonly marketMs: number;
  /** Sends a second that were the engine's; the other processes have the rest of Telegram's limit. */
  readonly permitted: number;
}

/** What a run has seen. */
export interface LoadMeasured {
  readonly subscribers: number;
  readonly hours: number;
  /** Messages to persons that the signals were to be. */
  readonly planned: number;
  readonly before: LoadSnapshot;
  readonly after: LoadSnapshot;
  readonly samples: readonly LoadSample[];
  readonly entries: readonly LedgerEntry[];
  readonly arrived: readonly Arrived[];
  readonly delaysMs: readonly number[];
  readonly answersMs: readonly number[];
  readonly duplicates: number;
  readonly paces: readonly Pace[];
  /** False: the database is a server of the caller's, whose processor time is not seen. */
  readonly isDatabaseOurs: boolean;
}

const LIMIT = TELEGRAM_LIMITS.bot.count;
const LEAST_SAMPLES = 3;
/** Before, processes are warming up. */
const LEAST_HOURS = 2;
/** Messages of a close that say something about a rate: ten seconds of the limit. */
const LEAST_MESSAGES = 10 * LIMIT;
/** Below this share of what the engine might send the machine did not keep up with the clock: delays are the machine's then. */
const FILLED = 0.85;

/** Figures of a run: seconds and milliseconds of market time but for wallSeconds, cpuSeconds and answers; shares 0..1. */
export function loadFigures(measured: LoadMeasured) {
  const { before, after, entries, delaysMs, answersMs } = measured;
  const grown = (name: string, labels: Readonly<Record<string, string>> = {}): number =>
    after.engine.sum(name, labels) - before.engine.sum(name, labels);
  const directs = delaysMs.length;
  const posts = grown('analyser_deliveries_total', { outcome: 'sent' });
  const edits = grown('analyser_delivery_edits_total', { outcome: 'sent' });
  const cpu = ofRoles((role) => after.cpuSeconds[role] - before.cpuSeconds[role]);
  const cpuSeconds = sum(Object.values(cpu));
  const databaseCpuSeconds = measured.isDatabaseOurs ? after.databaseCpuSeconds - before.databaseCpuSeconds : null;
  const messages = directs + posts + edits + answersMs.length;
  const closeToPost = quantilesOf(entries.flatMap(closeToFirstPost));
  return {
    ...{ subscribers: measured.subscribers, hours: measured.hours },
    wallSeconds: rounded((after.wallMs - before.wallMs) / 1_000, 0),
    ...{ signals: entries.length, directs, posts, edits, answers: answersMs.length, duplicates: measured.duplicates },
    directsNotSent: measured.planned - directs,
    ...memoryOf(measured),
    ...{ cpuSeconds: rounded(cpuSeconds, 1), cpuSecondsByRole: ofRoles((role) => rounded(cpu[role], 1)) },
    databaseCpuSeconds: databaseCpuSeconds === null ? null : rounded(databaseCpuSeconds, 1),
    databaseMb: rounded((after.databaseBytes - before.databaseBytes) / 1e6, 1),
    sentShareOfLimit: rounded(messages / (measured.hours * 3_600 * LIMIT), 4),
    limitFilledWhileSending: limitFilled(measured),
    permittedWhileSending: permittedWhileSending(measured),
    clockSpeed: quantilesOf(
      measured.paces.map(({ speed }) => speed),
      2,
    ),
    tooManyRequests: after.refusals - before.refusals,
    ...{ p50CloseToPostMs: closeToPost.p50, p99CloseToPostMs: closeToPost.p99 },
    delivery: quantilesOf(delaysMs),
    answerWallMs: quantilesOf(answersMs),
    ...bottleneckOf({ measured, messages, cpu, databaseCpuSeconds }),
  };
}

function memoryOf({ samples, hours }: LoadMeasured) {
  const sumOf = ({ rssMb }: LoadSample): number => sum(Object.values(rssMb));
  // The first half fills caches.
  const later = samples.slice(Math.floor(samples.length / 2));
  const points = later.map((each) => [each.marketMs / HOUR_MS, sumOf(each)] as const);
  return {
    peakRssMb: rounded(Math.max(...samples.map(sumOf)), 0),
    peakRssMbByRole: ofRoles((role) => rounded(Math.max(...samples.map(({ rssMb }) => rssMb[role])), 0)),
    rssSlopeMbPerHour: points.length < LEAST_SAMPLES || hours < LEAST_HOURS ? null : rounded(trendOf(points).slope, 2),
  };
}

/** Share of Telegram's limit that was used from the first message of a close to its last; null where all were few. */
function limitFilled({ arrived }: LoadMeasured): number | null {
  const long = arrived.filter(({ count }) => count >= LEAST_MESSAGES);
  const seconds = sum(long.map(({ firstMs, lastMs }) => lastMs - firstMs)) / 1_000;
  return seconds === 0 ? null : rounded(sum(long.map(({ count }) => count)) / (seconds * LIMIT), 3);
}

/** Sends a second that were the engine's, mean of the time in which messages went out; the bot has its part to answer with. */
function permittedWhileSending({ paces }: LoadMeasured): number | null {
  const marketMs = sum(paces.map((pace) => pace.marketMs));
  if (marketMs === 0) return null;
  return rounded(sum(paces.map((pace) => pace.marketMs * pace.permitted)) / marketMs, 1);
}

/**
 * What ends first when everything grows alike. A message costs each part a part of a second, so each could do so many a second alone on
 * one core; Telegram permits thirty. Where the machine did not keep up with the clock, however slow, the run says that its delays are
 * not valid: they are a matter of its speed.
 */
function bottleneckOf({
  measured,
  messages,
  cpu,
  databaseCpuSeconds,
}: {
  readonly measured: LoadMeasured;
  readonly messages: number;
  readonly cpu: Readonly<Record<LoadRole, number>>;
  readonly databaseCpuSeconds: number | null;
}) {
  const perSecond = [
    { name: "Telegram's limit", messagesPerSecond: LIMIT },
    ...LOAD_ROLES.map((role) => ({ name: `processor of ${role}`, messagesPerSecond: messages / cpu[role] })),
    ...(databaseCpuSeconds === null
      ? []
      : [{ name: 'processor of the database', messagesPerSecond: messages / databaseCpuSeconds }]),
  ].toSorted((a, b) => a.messagesPerSecond - b.messagesPerSecond);
  const [filled, permitted] = [limitFilled(measured), permittedWhileSending(measured)];
  return {
    bottleneck: perSecond[0]?.name ?? null,
    messagesPerSecond: Object.fromEntries(perSecond.map((each) => [each.name, rounded(each.messagesPerSecond, 0)])),
    delaysAreValid: filled === null || permitted === null ? null : (filled * LIMIT) / permitted >= FILLED,
  };
}

function closeToFirstPost({ signal, deliveries }: LedgerEntry): readonly number[] {
  const sent = deliveries.flatMap(({ sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs - signal.closeTimeMs]));
  return sent.length === 0 ? [] : [Math.min(...sent)];
}

/** Figures of presses at a fixed rate: milliseconds of wall time. */
export function pressFigures({ people, presses, answersMs, unanswered, refusals }: PressesMeasured) {
  return { people, presses, unanswered, tooManyRequests: refusals, answerWallMs: quantilesOf(answersMs) };
}

function quantilesOf(values: readonly number[], digits = 0) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number | null => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return value === undefined ? null : rounded(value, digits);
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), last: at(1) };
}

function ofRoles(of: (role: LoadRole) => number): Readonly<Record<LoadRole, number>> {
  return { engine: of('engine'), bot: of('bot'), api: of('api') };
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
