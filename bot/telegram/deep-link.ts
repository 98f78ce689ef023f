/** Where a link t.me/bot?start=… leads. */
export type DeepLink =
  | { readonly type: 'home' }
  /** Somebody's invitation; kept with the account at its first start (middleware/meet-account.ts). */
  | { readonly type: 'invitation' }
  | { readonly type: 'plan'; readonly planId: string }
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'signal'; readonly id: string }
  | { readonly type: 'channel'; readonly payload: string }
  | { readonly type: 'unknown' };

/** Telegram's own affiliate programme: never one of ours, and no mistake of the reader's. */
const AFFILIATE = /^_tgr_/;

/** Reads what follows "/start ". An id that a proof is asked of (v_…) shows its signal. */
export function parseDeepLink(payload: string): DeepLink {
  if (payload === '' || AFFILIATE.test(payload)) return { type: 'home' };
  const [, kind = '', rest = ''] = /^([a-z]+)_([A-Za-z0-9_-]{1,62})$/.exec(payload) ?? [];
  switch (kind) {
    case 'ref':
      return { type: 'invitation' };
    case 'plan':
      return { type: 'plan', planId: rest };
    case 'code':
      return { type: 'code', code: rest };
    case 'signal':
    case 'v':
      return /^[0-9a-f]{6,64}$/.test(rest) ? { type: 'signal', id: rest } : { type: 'unknown' };
    case 'channel':
      return { type: 'channel', payload };
    default:
      return { type: 'unknown' };
  }
}
