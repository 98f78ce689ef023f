import { parseUid } from '../../../billing/partners/claim.ts';

/** What a button of operators asks for about money: revenue, partners, commissions, winding the service down. */
export type MoneyAction =
  | { readonly type: 'revenue'; readonly what: 'look' | 'files' }
  | { readonly type: 'partners-report'; readonly what: 'look' | 'files' }
  /** The verdict on a trader's UID at a partner. */
  | { readonly type: 'claim'; readonly slug: string; readonly uid: string; readonly isOurs: boolean }
  | { readonly type: 'commissions'; readonly what: 'look' | 'list' }
  /** The commission of an account, as it was shown. isSure: the second press. */
  | {
      readonly type: 'payout';
      readonly telegramId: number;
      readonly currency: string;
      readonly amountMinor: number;
      readonly isSure: boolean;
    }
  /** Winding the service down. isSure: the second press. */
  | { readonly type: 'closing'; readonly what: (typeof CLOSING_STEPS)[number]; readonly isSure: boolean };

type Decoder = (args: readonly string[]) => MoneyAction | null;

const CLOSING_STEPS = ['look', 'list', 'close', 'refund', 'reopen'] as const;
const SLUG = /^[a-z0-9-]{1,16}$/;
const TELEGRAM_ID = /^\d{1,16}$/;

/** Each type with what makes an action of its arguments; null when it is none. */
export const MONEY_DECODERS: readonly (readonly [string, Decoder])[] = [
  [
    'revenue',
    ([what, ...more]) =>
      more.length === 0 && (what === 'look' || what === 'files') ? { type: 'revenue', what } : null,
  ],
  [
    'partners-report',
    ([what, ...more]) =>
      more.length === 0 && (what === 'look' || what === 'files') ? { type: 'partners-report', what } : null,
  ],
  [
    'claim',
    ([slug = '', uid = '', verdict, ...more]) =>
      SLUG.test(slug) && parseUid(uid) === uid && (verdict === 'y' || verdict === 'n') && more.length === 0
        ? { type: 'claim', slug, uid, isOurs: verdict === 'y' }
        : null,
  ],
  [
    'closing',
    ([name, sure, ...more]) => {
      const what = CLOSING_STEPS.find((each) => each === name);
      if (what === undefined || more.length > 0 || (sure !== undefined && sure !== 'sure')) return null;
      return { type: 'closing', what, isSure: sure === 'sure' };
    },
  ],
  [
    'commissions',
    ([what, ...more]) =>
      more.length === 0 && (what === 'look' || what === 'list') ? { type: 'commissions', what } : null,
  ],
  ['payout', payoutAction],
];

function payoutAction([id = '', currency = '', amount = '', sure, ...more]: readonly string[]): MoneyAction | null {
  const isSound = TELEGRAM_ID.test(id) && /^[A-Z]{3}$/.test(currency) && /^[1-9]\d{0,11}$/.test(amount);
  if (!isSound || more.length > 0 || (sure !== undefined && sure !== 'sure')) return null;
  return { type: 'payout', telegramId: Number(id), currency, amountMinor: Number(amount), isSure: sure === 'sure' };
}

/** What follows the type in callback data. */
export function moneyArguments(action: MoneyAction): readonly (string | number)[] {
  switch (action.type) {
    case 'claim':
      return [action.slug, action.uid, action.isOurs ? 'y' : 'n'];
    case 'payout':
      return [action.telegramId, action.currency, action.amountMinor, ...(action.isSure ? ['sure'] : [])];
    case 'commissions':
    case 'partners-report':
    case 'revenue':
      return [action.what];
    case 'closing':
      return [action.what, ...(action.isSure ? ['sure'] : [])];
  }
}
