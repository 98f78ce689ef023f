/** What a button about the reader's own account asks for. */
export type AccountAction =
  /** make: a new key, shown once. */
  | { readonly type: 'api-keys'; readonly what: 'look' | 'make' }
  /** A plan at the price that a code makes; terms: the version that the press accepts, null for none. */
  | { readonly type: 'redeem'; readonly planId: string; readonly code: string; readonly terms: string | null }
  | { readonly type: 'revoke-key'; readonly id: string; readonly isSure: boolean }
  /** picture: the link as a QR code. */
  | { readonly type: 'invite'; readonly what: 'look' | 'picture' }
  /** Where the reader lives, and what they see then. */
  | { readonly type: 'country'; readonly country: string; readonly then: 'invite' | 'home' }
  | { readonly type: 'own-data'; readonly what: 'export' | 'erase' }
  | { readonly type: 'pause-plan'; readonly what: 'ask' | 'pause' | 'resume' }
  /** terms: as above. */
  | { readonly type: 'gift'; readonly planId: string; readonly terms: string | null }
  /** The list of partners; one of them; the question for the UID there. */
  | { readonly type: 'partners' }
  | { readonly type: 'partner' | 'partner-uid'; readonly slug: string }
  | { readonly type: 'partner-country'; readonly country: string }
  /** Chooses in Telegram who gets the present of an order. */
  | { readonly type: 'gift-to'; readonly order: string }
  /** Keeps everything where it is. */
  | { readonly type: 'stop-move' };

/** A type whose one argument is one of some words. */
function oneWord<const W extends string, A>(
  words: readonly W[],
  make: (word: W) => A,
): (args: readonly string[]) => A | null {
  return ([given, ...more]) => {
    const word = words.find((each) => each === given);
    return word === undefined || more.length > 0 ? null : make(word);
  };
}

const COUNTRY = /^(?:[A-Z]{2}|elsewhere)$/;
const NAME = /^[a-z0-9-]{1,32}$/;
const SLUG = /^[a-z0-9-]{1,16}$/;

type Decoder = (args: readonly string[]) => AccountAction | null;

const ofPartner =
  (type: 'partner' | 'partner-uid'): Decoder =>
  ([slug = '', ...more]) =>
    more.length === 0 && SLUG.test(slug) ? { type, slug } : null;

/** For each type: what its arguments mean; null when they are none of ours. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['api-keys', oneWord(['look', 'make'], (what) => ({ type: 'api-keys', what }))],
  ['invite', oneWord(['look', 'picture'], (what) => ({ type: 'invite', what }))],
  ['own-data', oneWord(['export', 'erase'], (what) => ({ type: 'own-data', what }))],
  ['pause-plan', oneWord(['ask', 'pause', 'resume'], (what) => ({ type: 'pause-plan', what }))],
  ['partners', (args) => (args.length === 0 ? { type: 'partners' } : null)],
  ['partner', ofPartner('partner')],
  ['partner-uid', ofPartner('partner-uid')],
  [
    'partner-country',
    ([country = '', ...more]) =>
      COUNTRY.test(country) && more.length === 0 ? { type: 'partner-country', country } : null,
  ],
  ['stop-move', (args) => (args.length === 0 ? { type: 'stop-move' } : null)],
  [
    'country',
    ([country = '', then, ...more]) => {
      const isKnown = COUNTRY.test(country) && more.length === 0;
      return isKnown && (then === 'invite' || then === 'home') ? { type: 'country', country, then } : null;
    },
  ],
  [
    'gift',
    ([planId = '', ...more]) => {
      const terms = readTerms(more);
      return terms === undefined || !NAME.test(planId) ? null : { type: 'gift', planId, terms };
    },
  ],
  [
    'gift-to',
    ([order = '', ...more]) => (more.length === 0 && /^[0-9a-f]{16}$/.test(order) ? { type: 'gift-to', order } : null),
  ],
  [
    'redeem',
    ([planId = '', code = '', ...more]) => {
      const terms = readTerms(more);
      const isSound = NAME.test(planId) && /^[A-Z0-9]{2,16}$/.test(code);
      return terms === undefined || !isSound ? null : { type: 'redeem', planId, code, terms };
    },
  ],
  [
    'revoke-key',
    ([id = '', ...more]) => {
      const isSure = readSure(more);
      return isSure === null || !/^[0-9a-f]{12}$/.test(id) ? null : { type: 'revoke-key', id, isSure };
    },
  ],
]);

/** The version of the terms that an argument names, null without one; undefined for anything else. */
function readTerms([terms, ...more]: readonly string[]): string | null | undefined {
  if (more.length > 0 || (terms !== undefined && !NAME.test(terms))) return undefined;
  return terms ?? null;
}

/** Whether an argument says that it is the second press; null for anything else. */
function readSure([sure, ...more]: readonly string[]): boolean | null {
  if (more.length > 0 || (sure !== undefined && sure !== 'sure')) return null;
  return sure === 'sure';
}

/** The action of its type and arguments; undefined for a type that is not one of the account's, null for wrong arguments. */
export function decodeAccountAction(type: string, args: readonly string[]): AccountAction | null | undefined {
  const decode = DECODERS.get(type);
  return decode === undefined ? undefined : decode(args);
}

/** What follows the type in callback data. */
export function accountArguments(action: AccountAction): readonly (string | number)[] {
  switch (action.type) {
    case 'api-keys':
    case 'invite':
    case 'own-data':
    case 'pause-plan':
      return [action.what];
    case 'country':
      return [action.country, action.then];
    case 'gift':
      return [action.planId, ...(action.terms === null ? [] : [action.terms])];
    case 'partner':
    case 'partner-uid':
      return [action.slug];
    case 'partner-country':
      return [action.country];
    case 'gift-to':
      return [action.order];
    case 'partners':
    case 'stop-move':
      return [];
    case 'redeem':
      return [action.planId, action.code, ...(action.terms === null ? [] : [action.terms])];
    case 'revoke-key':
      return [action.id, ...(action.isSure ? ['sure'] : [])];
  }
}

/** Whether an action is one about the reader's own account. */
export function isAccountAction(action: { readonly type: string }): action is AccountAction {
  return DECODERS.has(action.type);
}
