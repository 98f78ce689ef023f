import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import type { Overview } from '../operations.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';

/** Deliveries that wait longer are a trouble. */
const LATE_MS = 5 * MINUTE_MS;

export type DailyWordDependencies = Pick<Outgoing, 'api' | 'accounts' | 'notices' | 'log'> & {
  /** Everybody who may see the overview. */
  readonly overviewReaders: () => Promise<readonly number[]>;
  readonly readOverview: (nowMs: number) => Promise<Overview>;
  /** Hour of the day (UTC) from which on it is sent; null: never. */
  readonly dailyHour: number | null;
};

/**
 * Says once a day to everybody who may see the overview that all is well, or what is not: so that silence means trouble. Called again and
 * again; a day without a call has none.
 */
export async function sendDailyWord(deps: DailyWordDependencies, nowMs: number): Promise<void> {
  const { dailyHour } = deps;
  const sinceMidnightMs = nowMs % DAY_MS;
  if (dailyHour === null || sinceMidnightMs < dailyHour * HOUR_MS) return;
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const texts = textsFor('en');
  const receivers = await deps.overviewReaders();
  if (receivers.length === 0) return;
  const overview = await deps.readOverview(nowMs);
  const text = texts.dailyWord(isWell(overview), texts.adminOverview(overview));
  const keyboard = [[actionButton(texts.buttonAdminBack, { type: 'admin', page: 'overview' })]];
  for (const chatId of receivers) {
    const key = `daily|${day}|${chatId}`;
    await sendOnce(deps, { key, chatId, screen: { text, keyboard }, repeatNote: texts.maybeRepeated }).catch(
      (error: unknown) =>
        deps.log({ type: 'update-failed', updateId: null, error: `daily-word: ${describeError(error)}` }),
    );
  }
}

function isWell({ markets, oldestDueAgeMs, failed, sending }: Overview): boolean {
  const areFresh = markets.every(({ state }) => state === 'ok' || state === 'closed');
  const isSent = sending.refused.length === 0 && sending.shed.length === 0 && oldestDueAgeMs < LATE_MS;
  return failed.length === 0 && areFresh && isSent;
}
