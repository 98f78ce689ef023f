import { refuseCoupon } from '../../../billing/coupons/claim-coupon.ts';
import type { Coupons, KeptCoupon } from '../../../billing/coupons/coupon.ts';
import { entitlementAt } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { languageOf } from '../../../billing/reader-settings.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';

/** Who was away when it was due is not written to weeks later. */
const LATEST_DAYS = 7;

export type WinBackDependencies = Pick<Outgoing, 'api' | 'accounts' | 'payments' | 'notices' | 'log'> & {
  readonly coupons: Pick<Coupons, 'all'>;
};

/** Writes to whoever has been without a plan for the days that a coupon names, once for each end; how many messages were due. */
export async function winBack(deps: WinBackDependencies, nowMs: number): Promise<number> {
  const coupons = (await deps.coupons.all()).filter(({ coupon }) => coupon.winBackDays !== null);
  if (coupons.length === 0) return 0;
  let due = 0;
  for (const [telegramId, ledger] of await deps.payments.ofAccounts(await deps.payments.payers())) {
    const found = dueCoupon(coupons, { telegramId, ledger, nowMs });
    if (found === null) continue;
    due += 1;
    await write(deps, telegramId, found).catch((error: unknown) =>
      deps.log({ type: 'update-failed', updateId: null, error: `win-back: ${describeError(error)}` }),
    );
  }
  return due;
}

interface Due {
  readonly kept: KeptCoupon;
  readonly endedMs: number;
}

function dueCoupon(
  coupons: readonly KeptCoupon[],
  {
    telegramId,
    ledger,
    nowMs,
  }: { readonly telegramId: number; readonly ledger: readonly LedgerFact[]; readonly nowMs: number },
): Due | null {
  const { state, paidUntilMs: endedMs } = entitlementAt(ledger, nowMs);
  if (state !== 'expired' || endedMs === null) return null;
  const days = (nowMs - endedMs) / DAY_MS;
  const kept = coupons.find(
    (each) =>
      days >= (each.coupon.winBackDays ?? Number.POSITIVE_INFINITY) &&
      days < (each.coupon.winBackDays ?? 0) + LATEST_DAYS &&
      refuseCoupon(each, { telegramId, ledger, nowMs, plan: null }) === null,
  );
  return kept === undefined ? null : { kept, endedMs };
}

async function write(deps: WinBackDependencies, telegramId: number, { kept, endedMs }: Due): Promise<void> {
  const account = await deps.accounts.find(telegramId);
  if (account === null || account.unreachable) return;
  const texts = textsFor(languageOf(account));
  await sendOnce(deps, {
    key: `win-back|${telegramId}|${endedMs}`,
    chatId: telegramId,
    screen: {
      text: texts.winBack(kept.coupon),
      keyboard: [[actionButton(texts.buttonSubscribe, { type: 'subscribe' })]],
    },
    repeatNote: texts.maybeRepeated,
  });
}
