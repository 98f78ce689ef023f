import { isPaid, type PaidTier, parseTier, type Tier } from '../../../billing/tiers.ts';
import { parseTimeframe, type Timeframe } from '../../../engine/market/timeframe.ts';
import { type AccountAction, accountArguments, decodeAccountAction, isAccountAction } from './account-action.ts';
import { ARGUMENTS, PAGED } from './arguments.ts';
import { type CostChoice, isCostChoice } from './cost-choice.ts';
import { decodeOperatorAction, isOperatorAction, type OperatorAction, operatorArguments } from './operator-action.ts';
import { decodeSettingsAction, isSettingsAction, type SettingsAction, settingsArguments } from './settings-action.ts';
import { readFilter } from './signals-filter.ts';

const WATCH_CHANGES = ['look', 'all', 'side', 'confidence', 'worth', 'most', 'off'] as const;
type Paged = (typeof PAGED)[number];

/** What a button of ours asks for. */
export type Action =
  | { readonly type: 'home' }
  | { readonly type: 'help' }
  /** symbol null: every market. Pages count from 0: page of the list, pairsPage (0 when absent) of the buttons below it. */
  | {
      readonly type: 'signals';
      readonly symbol: string | null;
      readonly page: number;
      readonly pairsPage?: number;
      /** filterCode: absent for every signal. */
      readonly filter?: string;
    }
  | { readonly type: 'signal'; readonly id: string }
  | { readonly type: 'why'; readonly id: string }
  | { readonly type: Paged; readonly page?: number }
  | { readonly type: 'predict'; readonly symbol: string; readonly timeframe: Timeframe }
  | { readonly type: 'chart'; readonly symbol: string; readonly timeframe: Timeframe }
  | { readonly type: 'backtest'; readonly symbol: string; readonly timeframe: Timeframe; readonly days: number }
  | { readonly type: 'track'; readonly symbol: string | null; readonly pairsPage?: number }
  | { readonly type: 'equity'; readonly symbol: string | null; readonly pairsPage?: number }
  | { readonly type: 'calibration'; readonly symbol: string | null; readonly pairsPage?: number }
  /** Signals that come directly: what a press changes, and the page of the pair buttons. */
  | { readonly type: 'watch'; readonly change: (typeof WATCH_CHANGES)[number]; readonly page?: number }
  | { readonly type: 'watch-pair'; readonly symbol: string; readonly page?: number }
  | { readonly type: 'plan' }
  /** choice null: the keyboard of what trading may cost. */
  | { readonly type: 'cost'; readonly choice: CostChoice | null }
  | { readonly type: 'channel'; readonly tier: Tier }
  | { readonly type: 'subscribe' }
  | { readonly type: 'accept-terms'; readonly version: string; readonly planId: string }
  /** A plan looked at, paid once, or taken as a subscription. */
  | { readonly type: 'offer' | 'buy' | 'renewing'; readonly planId: string }
  /** Asks before it cancels; resume takes a cancellation back. The order names the subscription. */
  | { readonly type: 'trial' }
  /** Takes the first purchase back within its cooling-off; asks first. */
  | { readonly type: 'return-purchase'; readonly sure: boolean }
  | { readonly type: 'subscription'; readonly what: SubscriptionStep; readonly order: string }
  /** Paying by card: the plans' page for a plan, or the page of the reader's card. */
  | { readonly type: 'card'; readonly what: string }
  | { readonly type: 'terms' }
  | { readonly type: 'privacy' }
  | { readonly type: 'ask-support'; readonly topic: 'payment' | 'general' }
  /** The operator's verdict on a member whom the bot did not let in. */
  | {
      readonly type: 'member';
      readonly tier: PaidTier;
      readonly telegramId: number;
      readonly verdict: 'stay' | 'remove';
    }
  | { readonly type: 'cancel' }
  | AccountAction
  | SettingsAction
  | OperatorAction;

export type ActionOf<T extends Action['type']> = Extract<Action, { readonly type: T }>;

const SUBSCRIPTION_STEPS = ['ask-cancel', 'cancel', 'resume'] as const;
type SubscriptionStep = (typeof SUBSCRIPTION_STEPS)[number];

/** Telegram's limit, bytes. */
export const CALLBACK_MAX_BYTES = 64;
/** The furthest page of a list that a button may ask for. */
export const LAST_PAGE = 19;

/** A button's callback_data, "type|argument|…". Throws when it would not fit 64 bytes or not come back. */
export function encodeAction(action: Action): string {
  const data = [action.type, ...argumentsOf(action)].join('|');
  if (Buffer.byteLength(data) > CALLBACK_MAX_BYTES || decodeAction(data) === null) {
    throw new Error(`expected an action that fits callback data, was "${data}"`);
  }
  return data;
}

function argumentsOf(action: Action): readonly (string | number)[] {
  if (isOfSettings(action)) return settingsArguments(action);
  if (isOfOperators(action)) return operatorArguments(action);
  if (isAccountAction(action)) return accountArguments(action);
  switch (action.type) {
    case 'signals':
      return [
        action.symbol ?? '',
        [action.page, ...(action.filter ? [action.filter] : [])].join('.'),
        ...pageArgument(action.pairsPage),
      ];
    case 'signal':
    case 'why':
      return [action.id];
    case 'predict':
    case 'chart':
      return [action.symbol, action.timeframe];
    case 'backtest':
      return [action.symbol, action.timeframe, action.days];
    case 'track':
    case 'equity':
    case 'calibration':
      return [action.symbol ?? '', ...pageArgument(action.pairsPage)];
    case 'watch':
      return [action.change, ...pageArgument(action.page)];
    case 'watch-pair':
      return [action.symbol, ...pageArgument(action.page)];
    case 'accept-terms':
      return [action.version, action.planId];
    case 'card':
      return [action.what];
    case 'channel':
      return [action.tier];
    case 'cost':
      return action.choice === null ? [] : [action.choice];
    case 'offer':
    case 'buy':
    case 'renewing':
      return [action.planId];
    case 'subscription':
      return [action.what, action.order];
    case 'return-purchase':
      return [action.sure ? 'sure' : 'ask'];
    case 'ask-support':
      return [action.topic];
    case 'member':
      return [action.tier, action.telegramId, action.verdict];
    default:
      return 'page' in action ? pageArgument(action.page) : [];
  }
}

function isOfSettings(action: Action): action is SettingsAction {
  return isSettingsAction(action.type);
}

function isOfOperators(action: Action): action is OperatorAction {
  return isOperatorAction(action.type);
}

/** The first page is left out: buttons from before there were pages have the same form. */
function pageArgument(page: number | undefined): readonly number[] {
  return page === undefined || page === 0 ? [] : [page];
}

const SYMBOL = /^[A-Z0-9.]{1,15}\/[A-Z0-9.]{1,15}(?::[A-Z0-9]{1,10})?$/;
const NAME = /^[a-z0-9-]{1,32}$/;
/** Ours of a Stars invoice, or the name of a card subscription. */
const ORDER = /^(?:[0-9a-f]{16}|sub_[A-Za-z0-9]{1,30})$/;

/** The action in callback data, or null when it is none of ours: an old button, or one that somebody made up. */
export function decodeAction(data: string): Action | null {
  const [type = '', ...rest] = data.split('|');
  const [first = '', second = '', third = ''] = rest;
  if (isSettingsAction(type)) return decodeSettingsAction(type, rest);
  if (isOperatorAction(type)) return decodeOperatorAction(type, rest);
  const ofAccount = decodeAccountAction(type, rest);
  if (ofAccount !== undefined) return ofAccount;
  const [least, most] = ARGUMENTS.get(type) ?? [0, 0];
  if (rest.length < least || rest.length > most) return null;
  // Where there is one, the page of a keyboard comes last and may be left out.
  const page = most > least ? readPage(rest[least]) : 0;
  const paged = PAGED.find((each) => each === type);
  if (paged !== undefined) return page === null ? null : { type: paged, ...(page === 0 ? {} : { page }) };
  switch (type) {
    case 'home':
    case 'help':
    case 'plan':
    case 'trial':
    case 'subscribe':
    case 'terms':
    case 'privacy':
    case 'cancel':
      return { type };
    case 'signals':
      return signalsAction(first, second, page);
    case 'signal':
    case 'why':
      return /^[0-9a-f]{6,64}$/.test(first) ? { type, id: first } : null;
    case 'predict':
    case 'chart': {
      const timeframe = parseTimeframe(second);
      return SYMBOL.test(first) && timeframe !== null ? { type, symbol: first, timeframe } : null;
    }
    case 'backtest':
      return backtestAction(first, second, third);
    case 'track':
    case 'equity':
    case 'calibration':
      return isSymbolOrAll(first) && page !== null
        ? { type, symbol: first === '' ? null : first, ...(page === 0 ? {} : { pairsPage: page }) }
        : null;
    case 'watch':
    case 'watch-pair':
      return watchAction(type, first, page);
    case 'accept-terms':
      return NAME.test(first) && NAME.test(second) ? { type, version: first, planId: second } : null;
    case 'channel': {
      const tier = parseTier(first);
      return tier === null ? null : { type, tier };
    }
    case 'card':
      return NAME.test(first) ? { type, what: first } : null;
    case 'offer':
    case 'buy':
    case 'renewing':
      return NAME.test(first) ? { type, planId: first } : null;
    case 'return-purchase':
    case 'subscription':
      return moneyAction(type, first, second);
    case 'member':
      return memberAction(first, second, third);
    case 'ask-support':
      return first === 'payment' || first === 'general' ? { type, topic: first } : null;
    default:
      return type === 'cost' ? costAction(rest) : null;
  }
}

function costAction([choice]: readonly string[]): ActionOf<'cost'> | null {
  if (choice === undefined) return { type: 'cost', choice: null };
  return isCostChoice(choice) ? { type: 'cost', choice } : null;
}

function signalsAction(symbol: string, at: string, pairsPage: number | null): Action | null {
  const [, number, filter = ''] = /^(\d{1,2})(?:\.(\w{1,4}))?$/.exec(at) ?? [];
  if (number === undefined || Number(number) > LAST_PAGE || readFilter(filter) === null) return null;
  if (!isSymbolOrAll(symbol) || pairsPage === null) return null;
  const page = {
    page: Number(number),
    ...(pairsPage === 0 ? {} : { pairsPage }),
    ...(filter === '' ? {} : { filter }),
  };
  return { type: 'signals', symbol: symbol === '' ? null : symbol, ...page };
}

function backtestAction(symbol: string, frame: string, days: string): Action | null {
  const timeframe = parseTimeframe(frame);
  const isSound = SYMBOL.test(symbol) && timeframe !== null && /^\d{1,3}$/.test(days);
  return isSound ? { type: 'backtest', symbol, timeframe, days: Number(days) } : null;
}

function watchAction(type: 'watch' | 'watch-pair', first: string, page: number | null): Action | null {
  const at = page === null || page === 0 ? {} : { page };
  if (page === null) return null;
  if (type === 'watch-pair') return SYMBOL.test(first) ? { type, symbol: first, ...at } : null;
  const change = WATCH_CHANGES.find((each) => each === first);
  return change === undefined ? null : { type, change, ...at };
}

function moneyAction(type: 'return-purchase' | 'subscription', first: string, order: string): Action | null {
  if (type === 'return-purchase') return first === 'sure' || first === 'ask' ? { type, sure: first === 'sure' } : null;
  const what = SUBSCRIPTION_STEPS.find((step) => step === first);
  return what !== undefined && ORDER.test(order) ? { type, what, order } : null;
}

function memberAction(tierName: string, id: string, verdict: string): Action | null {
  const tier = parseTier(tierName);
  if (tier === null || !isPaid(tier) || !/^\d{1,16}$/.test(id)) return null;
  return verdict === 'stay' || verdict === 'remove' ? { type: 'member', tier, telegramId: Number(id), verdict } : null;
}

/** The page that a text names: 0 without one, null for a text that names none. */
function readPage(text: string | undefined): number | null {
  if (text === undefined) return 0;
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : null;
}

function isSymbolOrAll(text: string): boolean {
  return text === '' || SYMBOL.test(text);
}
