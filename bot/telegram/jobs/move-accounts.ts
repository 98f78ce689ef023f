import { standingAt } from '../../../billing/entitlement.ts';
import { languageOf } from '../../../billing/reader-settings.ts';
import type { AccountLink } from '../../../billing/referrals/account-links.ts';
import type { Partners } from '../../partners/partners.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import { cancelSubscription } from '../money/cancel-subscription.ts';
import type { PersonalData } from '../ports.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';
import { removeFromClosedChannels } from './remove-expired.ts';

/** A charge may be heard of long after it was made: by then its account may have moved. */
const LATE_LINES_MS = 40 * 24 * 3_600_000;

/** How long the old account has to stop a move. */
export const RECOVERY_WAIT_MS = 24 * 3_600_000;

export type MoveDependencies = Outgoing & {
  readonly personal: Pick<PersonalData, 'move'>;
  readonly partners: Pick<Partners, 'settle'>;
};

/** Carries out the moves whose day has passed. Each step may be repeated after a crash; the question is taken down last. */
export async function moveAccounts(deps: MoveDependencies, nowMs: number): Promise<void> {
  for (const link of await deps.links.dueMoves(nowMs - RECOVERY_WAIT_MS)) {
    await moveOne(deps, link, nowMs).catch((error: unknown) => {
      deps.log({ type: 'update-failed', updateId: null, error: `while an account moved: ${describeError(error)}` });
    });
  }
  for (const { telegramId, left } of await deps.links.leftSince(nowMs - LATE_LINES_MS))
    if (left != null) await deps.payments.reassign(telegramId, left.toTelegramId, left.atMs);
}

async function moveOne(deps: MoveDependencies, { telegramId, move }: AccountLink, nowMs: number): Promise<void> {
  if (move === null) return;
  const { payments, personal, accounts } = deps;
  const { toTelegramId, askedAtMs } = move;
  const { subscriptions } = standingAt(await payments.ofAccount(telegramId), nowMs);
  // Otherwise the account that was left would go on being charged.
  for (const each of subscriptions.filter(({ renews }) => renews))
    await cancelSubscription(deps, each, { atMs: nowMs, why: 'moved' });
  await payments.reassign(telegramId, toTelegramId);
  await removeFromClosedChannels(deps, telegramId, nowMs);
  const account = await accounts.find(toTelegramId);
  await personal.move(telegramId, toTelegramId);
  await deps.partners.settle(toTelegramId);
  const texts = textsFor(languageOf(account));
  await sendOnce(deps, {
    key: `moved|${telegramId}|${askedAtMs}`,
    chatId: toTelegramId,
    screen: { text: texts.moved, keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]] },
    repeatNote: texts.maybeRepeated,
  });
  await deps.links.endMove(telegramId, { toTelegramId, atMs: nowMs });
}
