import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { Clock, WatermarkReader } from '../../../engine/ports.ts';
import { isLate, newestCloseMs } from '../../../engine/walk/schedule.ts';
import type { AnsweredCloses } from './answered-closes.ts';

const LOOKS = 4;
const LOOK_EVERY_MS = 250;

export interface ForeignAnswers {
  readonly watermarks: WatermarkReader;
  readonly closes: Pick<AnsweredCloses, 'note' | 'of'>;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
  /** Something that may have to be sent was stored by another process. */
  readonly onAnswered: () => void;
}

/**
 * At a close, for the process that sends: looks for about a second which of the series that others walk have been decided, so that their
 * signals are sent, and share a message, as if they had been decided here. Asks nothing where none is due or all are late.
 */
export async function lookForAnswers(deps: ForeignAnswers, foreign: readonly SeriesKey[]): Promise<void> {
  const { closes, clock, watermarks, pause, onAnswered } = deps;
  const dueMs = ({ timeframe }: SeriesKey): number => newestCloseMs(clock.nowMs(), timeframeMs(timeframe));
  const isDue = (series: SeriesKey): boolean =>
    closes.of(series) < dueMs(series) && !isLate(dueMs(series), clock.nowMs());
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const due = foreign.filter(isDue);
    if (due.length === 0) return;
    if (looks > 0) await pause(LOOK_EVERY_MS);
    const decided = await watermarks.getAll(due);
    const answered = due.filter((series) => (decided.get(seriesName(series)) ?? 0) >= dueMs(series));
    for (const series of answered) closes.note(series, dueMs(series));
    if (answered.length > 0) onAnswered();
  }
}
