import type { StarTransaction } from 'grammy/types';

/** What a transaction of the bot's Stars is. */
export type StarTransactionKind =
  | 'invoice'
  | 'invoice-refund'
  | 'paid-media'
  | 'gift'
  | 'withdrawal'
  | 'withdrawal-pending'
  | 'withdrawal-failed'
  | 'affiliate'
  | 'ads'
  | 'api'
  | 'unknown';

const NANO = 1_000_000_000n;

/** The kind of a transaction: whom it was with, and for what. */
export function kindOf({ source, receiver }: StarTransaction): StarTransactionKind {
  const partner = source ?? receiver;
  switch (partner?.type) {
    case 'user':
      return userKind(partner, source !== undefined);
    case 'fragment':
      return withdrawalKind(partner.withdrawal_state?.type);
    case 'affiliate_program':
      return 'affiliate';
    case 'telegram_ads':
      return 'ads';
    case 'telegram_api':
      return 'api';
    case 'chat':
      return 'gift';
    default:
      return 'unknown';
  }
}

type UserPartner = Extract<NonNullable<StarTransaction['source']>, { readonly type: 'user' }>;

function userKind(partner: UserPartner, isIncoming: boolean): StarTransactionKind {
  switch (partner.transaction_type) {
    case 'paid_media_payment':
      return 'paid-media';
    case 'gift_purchase':
    case 'premium_purchase':
    case 'business_account_transfer':
      return 'gift';
    case 'invoice_payment':
      if (partner.invoice_payload === undefined) return 'unknown';
      return isIncoming ? 'invoice' : 'invoice-refund';
    default:
      return 'unknown';
  }
}

function withdrawalKind(state: 'pending' | 'succeeded' | 'failed' | undefined): StarTransactionKind {
  if (state === 'pending') return 'withdrawal-pending';
  return state === 'failed' ? 'withdrawal-failed' : 'withdrawal';
}

/** What a transaction does to the balance, in billionths of a Star. A failed withdrawal comes back as a transaction of its own. */
export function nanoStarsOf({ amount, nanostar_amount: nano = 0, source }: StarTransaction): bigint {
  const size = BigInt(Math.abs(amount)) * NANO + BigInt(Math.abs(nano));
  return source === undefined ? -size : size;
}

/** A balance of Stars in billionths. */
export function nanoStars({ amount, nanostar_amount: nano = 0 }: { amount: number; nanostar_amount?: number }): bigint {
  return BigInt(amount) * NANO + BigInt(nano);
}

/** An affiliate's share of a payment in whole Stars, rounded as Telegram takes it from the amount; 0 without one. */
export function affiliateStars({ source, receiver, nanostar_amount: nano = 0, amount }: StarTransaction): number {
  const partner = source ?? receiver;
  const affiliate = partner?.type === 'user' ? partner.affiliate : undefined;
  if (affiliate === undefined) return 0;
  const share = BigInt(Math.abs(affiliate.amount)) * NANO + BigInt(Math.abs(affiliate.nanostar_amount ?? 0));
  const net = BigInt(Math.abs(amount)) * NANO + BigInt(Math.abs(nano));
  // Price, share and rest add up to whole Stars; whatever fraction the share has, the rest has its complement.
  return Number((net + share + NANO / 2n) / NANO) - Math.abs(amount);
}
