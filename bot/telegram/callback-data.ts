import { parseTimeframe, type Timeframe } from '../../engine/market/timeframe.ts';

/** What a button of ours asks for. */
export type Action =
  | { readonly type: 'home' }
  | { readonly type: 'help' }
  /** symbol null: every market. page counts from 0. */
  | { readonly type: 'signals'; readonly symbol: string | null; readonly page: number }
  | { readonly type: 'signal'; readonly id: string }
  | { readonly type: 'why'; readonly id: string }
  | { readonly type: 'status' }
  | { readonly type: 'predict-menu' }
  | { readonly type: 'predict'; readonly symbol: string; readonly timeframe: Timeframe }
  | { readonly type: 'backtest-menu' }
  | { readonly type: 'backtest'; readonly symbol: string; readonly timeframe: Timeframe; readonly days: number }
  | { readonly type: 'track'; readonly symbol: string | null }
  | { readonly type: 'plan' }
  | { readonly type: 'subscribe' }
  | { readonly type: 'accept-terms'; readonly version: string; readonly planId: string }
  | { readonly type: 'buy'; readonly planId: string }
  | { readonly type: 'terms' }
  | { readonly type: 'privacy' }
  | { readonly type: 'ask-support'; readonly topic: 'payment' | 'general' }
  | { readonly type: 'cancel' };

export type ActionOf<T extends Action['type']> = Extract<Action, { readonly type: T }>;

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
  switch (action.type) {
    case 'signals':
      return [action.symbol ?? '', action.page];
    case 'signal':
    case 'why':
      return [action.id];
    case 'predict':
      return [action.symbol, action.timeframe];
    case 'backtest':
      return [action.symbol, action.timeframe, action.days];
    case 'track':
      return [action.symbol ?? ''];
    case 'accept-terms':
      return [action.version, action.planId];
    case 'buy':
      return [action.planId];
    case 'ask-support':
      return [action.topic];
    default:
      return [];
  }
}

const SYMBOL = /^[A-Z0-9.]{1,15}\/[A-Z0-9.]{1,15}(?::[A-Z0-9]{1,10})?$/;
const NAME = /^[a-z0-9-]{1,32}$/;

/** The action in callback data, or null when it is none of ours: an old button, or one that somebody made up. */
export function decodeAction(data: string): Action | null {
  const [type, ...rest] = data.split('|');
  const [first = '', second = '', third = ''] = rest;
  if (rest.length !== argumentCount(type)) return null;
  switch (type) {
    case 'home':
    case 'help':
    case 'predict-menu':
    case 'backtest-menu':
    case 'status':
    case 'plan':
    case 'subscribe':
    case 'terms':
    case 'privacy':
    case 'cancel':
      return { type };
    case 'signals':
      return isSymbolOrAll(first) && /^\d{1,2}$/.test(second) && Number(second) <= LAST_PAGE
        ? { type, symbol: first === '' ? null : first, page: Number(second) }
        : null;
    case 'signal':
    case 'why':
      return /^[0-9a-f]{6,64}$/.test(first) ? { type, id: first } : null;
    case 'predict': {
      const timeframe = parseTimeframe(second);
      return SYMBOL.test(first) && timeframe !== null ? { type, symbol: first, timeframe } : null;
    }
    case 'backtest': {
      const timeframe = parseTimeframe(second);
      const isSound = SYMBOL.test(first) && timeframe !== null && /^\d{1,3}$/.test(third);
      return isSound ? { type, symbol: first, timeframe, days: Number(third) } : null;
    }
    case 'track':
      return isSymbolOrAll(first) ? { type, symbol: first === '' ? null : first } : null;
    case 'accept-terms':
      return NAME.test(first) && NAME.test(second) ? { type, version: first, planId: second } : null;
    case 'buy':
      return NAME.test(first) ? { type, planId: first } : null;
    case 'ask-support':
      return first === 'payment' || first === 'general' ? { type, topic: first } : null;
    default:
      return null;
  }
}

function argumentCount(type: string | undefined): number {
  if (type === 'backtest') return 3;
  if (type === 'signals' || type === 'predict' || type === 'accept-terms') return 2;
  return ['signal', 'why', 'track', 'buy', 'ask-support'].includes(type ?? '') ? 1 : 0;
}

function isSymbolOrAll(text: string): boolean {
  return text === '' || SYMBOL.test(text);
}
