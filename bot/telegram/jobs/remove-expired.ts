import { entitlementAt, opensTier } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { languageOf } from '../../../billing/reader-settings.ts';
import { isPaid, PAID_TIERS, type PaidTier, TIERS, type Tier } from '../../../billing/tiers.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { ChannelInfo } from '../../answers/my-plan.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import type { Member } from '../ports.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton, sendScreen } from '../views/show.ts';

export type RemovalDependencies = Omit<Outgoing, 'clock' | 'links' | 'referrals'>;

export interface RemovalOptions {
  /** At most this many removals in one run; the rest waits for the next. */
  readonly maxRemovals?: number;
  /** Counts whom it would remove, and removes nobody. */
  readonly dryRun?: boolean;
  /** The channel of which an owner allowed more than usual, and how many at most. */
  readonly allowed?: { readonly tier: Tier; readonly most: number };
}

export interface RemovalReport {
  readonly removed: number;
  readonly admins: number;
  readonly failed: number;
  /** Members whom the bot did not let in, about whom the operator was asked. */
  readonly asked: number;
  /** True when the cap was reached, so that the next run has more to do. */
  readonly capped: boolean;
  /** Channels in which so many would have gone that an owner was asked first. */
  readonly held: readonly Tier[];
  /** Nothing was done: by a clock that is wrong everybody's time may be over. */
  readonly wrongClock: boolean;
}

const MOST_PER_RUN = 50;
/** Of a channel, what may go in one run without a question: all of these, or this share. */
const FEW = 5;
const SMALL_SHARE = 0.05;
/** Questions in one run: the operator reads them on a telephone. */
const MOST_QUESTIONS = 10;

/**
 * Removes from the paid channels everybody whose plan does not open them any more, and tells them. Safe to repeat and to
 * run at any time. Admins of ours and of the channel are never touched; people who cannot be looked up stay; about members whom
 * the bot did not let in the operator is asked, once each. Does nothing while the clock is not confirmed.
 */
export async function removeExpired(
  deps: RemovalDependencies,
  nowMs: number,
  options: RemovalOptions = {},
): Promise<RemovalReport> {
  const { maxRemovals = MOST_PER_RUN, dryRun = false, allowed = null } = options;
  const counts = { removed: 0, admins: 0, failed: 0, asked: 0 };
  const held: Tier[] = [];
  if (!(await deps.clockTrust.check())) return { ...counts, held, capped: false, wrongClock: true };
  for (const tier of PAID_TIERS) {
    const channel = deps.channels[tier];
    if (channel === null) continue;
    const { members, closed } = await membersOf(deps, tier, nowMs);
    const removals = closed.filter(({ isGuest }) => !isGuest).length;
    const isAllowed = allowed?.tier === tier && removals <= allowed.most;
    const isHeld = !isAllowed && removals > FEW && removals > SMALL_SHARE * members;
    if (isHeld) held.push(tier);
    if (isHeld && !dryRun) await askOwners(deps, { tier, title: channel.title, removals, members, nowMs });
    for (const { member, isGuest } of closed) {
      if (isGuest && (member.asked || member.mayStay || dryRun || counts.asked >= MOST_QUESTIONS)) continue;
      if (!isGuest && isHeld && !dryRun) continue;
      if (!isGuest && counts.removed >= maxRemovals) return { ...counts, held, capped: true, wrongClock: false };
      const removal = { telegramId: member.telegramId, tier, channel, nowMs, dryRun };
      counts[await (isGuest ? askAbout(deps, removal) : removeOne(deps, removal))] += 1;
    }
  }
  return { ...counts, held, capped: false, wrongClock: false };
}

/** How many are in a tier's channel, and who of them has no plan that opens it. */
async function membersOf({ memberships, payments }: RemovalDependencies, tier: PaidTier, nowMs: number) {
  const members = await memberships.members(tier);
  const lines = await payments.ofAccounts(members.map(({ telegramId }) => telegramId));
  const closed = members.flatMap((member) => {
    const paid = lines.get(member.telegramId) ?? [];
    return opensTier(entitlementAt(paid, nowMs), tier) ? [] : [{ member, isGuest: isOwnersGuest(member, paid) }];
  });
  return { members: members.length, closed };
}

interface ManyRemovals {
  readonly tier: PaidTier;
  readonly title: string;
  readonly removals: number;
  readonly members: number;
  readonly nowMs: number;
}

/** Asks each owner once a day: a mistake in the ledger, or a backup of yesterday, must not empty a channel overnight. */
async function askOwners(
  deps: RemovalDependencies,
  { tier, title, removals, members, nowMs }: ManyRemovals,
): Promise<void> {
  const texts = textsFor('en');
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const asked = { type: 'removals', tier, most: removals, day: Math.floor(nowMs / DAY_MS) } as const;
  const keyboard = [
    [
      actionButton(texts.buttonRemoveAll(removals), { ...asked, verdict: 'remove' }),
      actionButton(texts.buttonRemoveNone, { ...asked, verdict: 'none' }),
    ],
  ];
  const screen = { text: texts.removalsAsk(title, { removals, members }), keyboard };
  for (const chatId of deps.adminIds)
    await sendOnce(deps, {
      key: `removals|${tier}|${day}|${chatId}`,
      chatId,
      screen,
      repeatNote: texts.maybeRepeated,
    }).catch((error: unknown) =>
      deps.log({ type: 'update-failed', updateId: null, error: `removals: ${describeError(error)}` }),
    );
}

/** The same for one person at once, after a refund. Doors that a wrong clock keeps open are closed by the next run. */
export async function removeFromClosedChannels(
  deps: RemovalDependencies,
  telegramId: number,
  nowMs: number,
): Promise<void> {
  if (!(await deps.clockTrust.check())) return;
  const lines = await deps.payments.ofAccount(telegramId);
  const entitlement = entitlementAt(lines, nowMs);
  for (const tier of TIERS) {
    const channel = deps.channels[tier];
    if (!isPaid(tier) || channel === null || opensTier(entitlement, tier)) continue;
    const member = await deps.memberships.member(telegramId, tier);
    if (member === null || isOwnersGuest(member, lines)) continue;
    await removeOne(deps, { telegramId, tier, channel, nowMs, dryRun: false });
  }
}

/** Removes one member on the operator's word; false when that failed. */
export async function removeByHand(
  deps: RemovalDependencies,
  member: { readonly telegramId: number; readonly tier: PaidTier },
  nowMs: number,
): Promise<boolean> {
  const channel = deps.channels[member.tier];
  if (channel === null) return false;
  const removal = { ...member, channel, nowMs, dryRun: false };
  return (await removeOne(deps, removal)) === 'removed';
}

/** Whether the bot did not let a member in: seen, or plain because there never was a plan to let them in for. */
function isOwnersGuest({ admission }: Member, lines: readonly LedgerFact[]): boolean {
  return admission === 'hand' || (admission === null && lines.length === 0);
}

interface Removal {
  readonly telegramId: number;
  readonly tier: PaidTier;
  readonly channel: ChannelInfo;
  readonly nowMs: number;
  readonly dryRun: boolean;
}

async function removeOne(deps: RemovalDependencies, removal: Removal): Promise<'removed' | 'admins' | 'failed'> {
  const { telegramId, tier, channel, nowMs, dryRun } = removal;
  if (deps.adminIds.includes(telegramId)) return 'admins';
  try {
    const member = await deps.api.getChatMember(channel.chatId, telegramId);
    if (member.status === 'administrator' || member.status === 'creator') return 'admins';
    if (!dryRun) {
      // Without only_if_banned this removes a member and lets them come back: no ban that could be left behind.
      if (member.status !== 'left' && member.status !== 'kicked')
        await deps.api.unbanChatMember(channel.chatId, telegramId);
      await deps.memberships.set(telegramId, tier, { state: 'removed', nowMs });
    }
    deps.log({ type: 'member-removed', telegramId, tier, dryRun });
  } catch (error) {
    deps.log({ type: 'member-removal-failed', telegramId, tier, error: describeError(error) });
    return 'failed';
  }
  if (dryRun) return 'removed';
  // They are out: a farewell that cannot be sent does not change that.
  await sayGoodbye(deps, telegramId, channel).catch((error: unknown) => {
    deps.log({ type: 'update-failed', updateId: null, error: `farewell to a member: ${describeError(error)}` });
  });
  return 'removed';
}

/** Asks every operator about a member; "admins" when there is nothing to ask. */
async function askAbout(
  deps: RemovalDependencies,
  { telegramId, tier, channel }: Removal,
): Promise<'asked' | 'admins' | 'failed'> {
  if (deps.adminIds.includes(telegramId)) return 'admins';
  try {
    const member = await deps.api.getChatMember(channel.chatId, telegramId);
    if (member.status === 'administrator' || member.status === 'creator') return 'admins';
    // Stored first: asked twice is worse than asked in a moment when nobody can be reached.
    await deps.memberships.note(telegramId, tier, 'asked');
    deps.log({ type: 'member-asked', telegramId, tier });
    const texts = textsFor('en');
    const text = texts.memberAsk(member.user.first_name, telegramId, channel.title);
    const stay = actionButton(texts.buttonStay, { type: 'member', tier, telegramId, verdict: 'stay' });
    const remove = actionButton(texts.buttonRemove, { type: 'member', tier, telegramId, verdict: 'remove' });
    for (const adminId of deps.adminIds) await sendScreen(deps, adminId, { text, keyboard: [[stay, remove]] });
    return 'asked';
  } catch (error) {
    deps.log({ type: 'member-removal-failed', telegramId, tier, error: describeError(error) });
    return 'failed';
  }
}

async function sayGoodbye(deps: RemovalDependencies, telegramId: number, channel: ChannelInfo): Promise<void> {
  const account = await deps.accounts.find(telegramId);
  if (account?.unreachable === true) return;
  const texts = textsFor(languageOf(account));
  await sendScreen(deps, telegramId, {
    text: texts.expired(channel.title),
    keyboard: [
      [actionButton(texts.buttonSubscribe, { type: 'subscribe' })],
      [actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 })],
    ],
  });
}
