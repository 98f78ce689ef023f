/** Where a link t.me/bot?start=… leads. */
export type DeepLink =
  | { readonly type: 'home' }
  /** Somebody's invitation; kept with the account at its first start (middleware/meet-account.ts). */
  | { readonly type: 'invitation' }
  | { readonly type: 'plan'; readonly planId: string }
  /** From the plans' page: pay for a plan by card. */
  | { readonly type: 'card'; readonly planId: string }
  /** Back from the pages on which a card is charged. */
  | { readonly type: 'paid' }
  | { readonly type: 'code'; readonly code: string }
  /** A present, by the order that paid for it. */
  | { readonly type: 'gift'; readonly order: string }
  | { readonly type: 'signal'; readonly id: string }
  | { readonly type: 'why'; readonly id: string }
  | { readonly type: 'channel'; readonly payload: string }
  | { readonly type: 'unknown' };

/** Telegram's own affiliate programme: never one of ours, and no mistake of the reader's. */
const AFFILIATE = /^_tgr_/;

/** Reads what follows "/start ". An id that a proof is asked of (v_…) shows its signal. */
export function parseDeepLink(payload: string): DeepLink {
  if (payload === '' || payload === 'inline' || AFFILIATE.test(payload)) return { type: 'home' };
  if (payload === 'paid') return { type: 'paid' };
  const [, kind = '', rest = ''] = /^([a-z]+)_([A-Za-z0-9_-]{1,62})$/.exec(payload) ?? [];
  switch (kind) {
    case 'ref':
      return { type: 'invitation' };
    case 'plan':
      return { type: 'plan', planId: rest };
    case 'card':
      return { type: 'card', planId: rest };
    case 'gift':
      return /^[0-9a-f]{16}$/.test(rest) ? { type: 'gift', order: rest } : { type: 'unknown' };
    case 'code':
      return { type: 'code', code: rest };
    case 'signal':
    case 'why':
    case 'v':
      return /^[0-9a-f]{6,64}$/.test(rest)
        ? { type: kind === 'why' ? 'why' : 'signal', id: rest }
        : { type: 'unknown' };
    case 'channel':
      return { type: 'channel', payload };
    default:
      return { type: 'unknown' };
  }
}
