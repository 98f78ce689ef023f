import { TIERS, type Tier } from '../../billing/tiers.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { Clock } from '../../engine/ports.ts';
import { DAY_MS, MINUTE_MS } from '../../engine/time.ts';
import { lastPeriod, type Summary, type SummaryAsk, type SummaryKind, type SummaryPeriod } from '../answers/summary.ts';
import { delayMs } from '../answers/visible-signals.ts';
import type { ChannelSender } from '../telegram/channels/channel-sender.ts';
import { textsFor } from '../telegram/messages/texts.ts';
import type { SentNotices } from '../telegram/ports.ts';
import type { SendBudget } from '../telegram/sending/send-budget.ts';
import type { Language } from '../texts/language.ts';
import type { BroadcastEvent } from './event.ts';
import type { TierChannels } from './plan.ts';
import type { SendToChat } from './send-to-chat.ts';
import { settleFailedPost } from './settlement.ts';

export interface SummaryDependencies {
  /** What the operator chose; null: none. */
  readonly kind: SummaryKind | null;
  readonly channels: TierChannels;
  readonly languageIn: (tier: Tier) => Language;
  /** All series that are followed. */
  readonly series: readonly SeriesKey[];
  readonly summary: (ask: SummaryAsk) => Promise<Summary | null>;
  readonly notices: SentNotices;
  readonly sender: Pick<ChannelSender, 'post'>;
  /** Those of the deliverer: both send to the same channels, within one limit. */
  readonly budget: SendBudget;
  readonly sendToChat: SendToChat;
  readonly clock: Clock;
  readonly onEvent: (event: BroadcastEvent) => void;
}

/** The last candles of a day are scored some seconds after its end; a venue may be late. */
const GRACE_MS = 15 * MINUTE_MS;
/** What could not be posted for a day is no summary of yesterday any more. */
const NEWS_FOR_MS = DAY_MS;

/** When a tier's channel gets the summary of a period: after its last results, and as late as the tier gets signals. */
function summaryDueMs(tier: Tier, period: SummaryPeriod, series: readonly SeriesKey[]): number {
  return (
    period.toMs +
    GRACE_MS +
    Math.max(0, ...series.map(({ timeframe }) => delayMs(tier, { family: 'next-candle', timeframe })))
  );
}

/**
 * Posts the summary that is due to each channel that has not got it. Called again and again; a period is posted to a chat
 * once: an attempt that ended in the dark (a kill, a lost connection) is not repeated, as with signals.
 */
export async function postSummaries(deps: SummaryDependencies, nowMs: number): Promise<void> {
  const { kind, channels, series } = deps;
  if (kind === null) return;
  const taken = new Set<number>();
  for (const tier of TIERS.toReversed()) {
    const chatId = channels[tier]?.chatId ?? null;
    if (chatId === null || taken.has(chatId)) continue;
    taken.add(chatId);
    const delay = summaryDueMs(tier, { kind, fromMs: 0, toMs: 0 }, series);
    const period = lastPeriod(kind, nowMs - delay);
    if (nowMs - summaryDueMs(tier, period, series) < NEWS_FOR_MS) await postOne(deps, { tier, chatId, period, nowMs });
  }
}

type Turn = Awaited<ReturnType<SentNotices['begin']>>;

async function postOne(deps: SummaryDependencies, ask: SummaryAsk): Promise<void> {
  const { tier, chatId, period, nowMs } = ask;
  const { notices, budget, onEvent } = deps;
  // A limit that is used up now is free at the next call, some minutes later.
  if (budget.botFreeAtMs(nowMs, 'post') > nowMs || budget.chatFreeAtMs(chatId, nowMs, 'post') > nowMs) return;
  const key = `summary|${period.kind}|${new Date(period.fromMs).toISOString().slice(0, 10)}|${chatId}`;
  const turn = await notices.begin(key);
  if (turn === 'done') return;
  const result = await attempt(deps, ask, { key, turn }).catch(async (error: unknown) => {
    await notices.release(key);
    throw error;
  });
  if (result.type === 'retry') await notices.release(key);
  else await notices.end(key);
  if (result.type === 'nothing') return;
  onEvent({ type: 'summary', tier, key, outcome: result.type, ...('error' in result ? { error: result.error } : {}) });
}

/** Sends nothing where an earlier attempt may have sent it, and where nothing was decided. Rejects only before it sends. */
async function attempt(
  deps: SummaryDependencies,
  ask: SummaryAsk,
  { key, turn }: { readonly key: string; readonly turn: Turn },
) {
  if (turn === 'again') return { type: 'unknown', error: 'an earlier attempt ended in the dark' } as const;
  const found = await deps.summary(ask);
  if (found === null) return { type: 'nothing' } as const;
  const html = textsFor(deps.languageIn(ask.tier).code).summary(found);
  const failure = await deps.sendToChat({
    ...{ method: 'sendMessage', sendClass: 'post', key, chatId: ask.chatId },
    call: async (target) => void (await deps.sender.post(target, html)),
  });
  if (failure === null) return { type: 'sent' } as const;
  const ageMs = ask.nowMs - summaryDueMs(ask.tier, ask.period, deps.series);
  return settleFailedPost(failure, { nowMs: deps.clock.nowMs(), ageMs });
}
