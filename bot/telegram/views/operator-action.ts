import { isPaid, type PaidTier, TIERS, type Tier } from '../../../billing/tiers.ts';
import { parseTimeframe, type Timeframe } from '../../../engine/market/timeframe.ts';
import { SILENCE_HOURS, type SilenceHours } from '../../alerts/alert.ts';
import { LANGUAGES, type LanguageCode } from '../../texts/language.ts';
import { GRANTED_ROLES, type GrantedRole } from '../operations.ts';
import { MONEY_DECODERS, type MoneyAction, moneyArguments } from './money-action.ts';

const PAGES = ['overview', 'models', 'logs', 'acts'] as const;

/** What a button of operators asks for; who may press it is looked up when it is pressed. */
export type OperatorAction =
  /** at: the page of a list, from 0. */
  | { readonly type: 'admin'; readonly page: (typeof PAGES)[number]; readonly at?: number }
  | { readonly type: 'tickets' }
  | MoneyAction
  | { readonly type: 'ticket' | 'close-ticket'; readonly id: string }
  | { readonly type: 'people' | 'channels' | 'channel-pick' }
  /** A channel in which the bot is an administrator, to say whose it is; tier null: nobody's. isSure: the second press. */
  | { readonly type: 'channel-choose'; readonly chatId: number }
  | {
      readonly type: 'channel-tier';
      readonly tier: Tier | null;
      readonly chatId: number;
      readonly isSure: boolean;
    }
  /** The language of a tier's channel; null: which ones there are. */
  | { readonly type: 'channel-language'; readonly tier: Tier; readonly language: LanguageCode | null }
  | { readonly type: 'person'; readonly telegramId: number }
  | { readonly type: 'team' }
  | { readonly type: 'controls'; readonly at?: number }
  /** model: the end of a version, of promote alone. isSure: the second press. */
  | {
      readonly type: 'operate';
      readonly what: (typeof OPERATIONS)[number];
      readonly symbol: string;
      readonly timeframe: Timeframe;
      readonly model: string | null;
      readonly isSure: boolean;
    }
  | { readonly type: 'broadcasts' }
  | { readonly type: 'broadcast-to'; readonly audience: 'all' | Tier; readonly kind: 'news' | 'incident' }
  | { readonly type: 'broadcast-draft'; readonly step: (typeof DRAFT_STEPS)[number]; readonly key: string }
  | { readonly type: 'broadcast'; readonly step: 'look' | 'stop'; readonly key: string }
  /** id: alertId. */
  | { readonly type: 'alert'; readonly step: 'acknowledge'; readonly id: string }
  | { readonly type: 'alert'; readonly step: 'silence'; readonly hours: SilenceHours; readonly id: string }
  /** What becomes of removals that look wrong; most: how many were asked about, day: on which one (UTC, counted from 1970). */
  | {
      readonly type: 'removals';
      readonly tier: PaidTier;
      readonly verdict: 'remove' | 'none';
      readonly most: number;
      readonly day: number;
    }
  /** role null: none any more. isSure: the second press. */
  | {
      readonly type: 'role';
      readonly telegramId: number;
      readonly role: GrantedRole | null;
      readonly isSure: boolean;
    };

const OPERATIONS = ['look', 'pause', 'mute', 'resume', 'retrain', 'promote'] as const;
const DRAFT_STEPS = ['look', 'test', 'ask', 'start'] as const;
const KEY = /^[0-9a-f]{16}$/;
const SYMBOL = /^[A-Z0-9.]{1,15}\/[A-Z0-9.]{1,15}(?::[A-Z0-9]{1,10})?$/;

type Decoder = (args: readonly string[]) => OperatorAction | null;

const TELEGRAM_ID = /^\d{1,16}$/;
const CHANNEL_ID = /^-\d{1,15}$/;
const TICKET_ID = /^[0-9a-f]{10}$/;

const ticket =
  (type: 'ticket' | 'close-ticket'): Decoder =>
  ([id = '', ...more]) =>
    more.length === 0 && TICKET_ID.test(id) ? { type, id } : null;
const plain =
  (type: 'tickets' | 'people' | 'team' | 'broadcasts' | 'channels' | 'channel-pick'): Decoder =>
  (args) =>
    args.length === 0 ? { type } : null;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  [
    'admin',
    ([name = '', at, ...more]) => {
      const page = PAGES.find((each) => each === name);
      if (page === undefined || more.length > 0 || (at !== undefined && !/^[1-9]\d{0,2}$/.test(at))) return null;
      return { type: 'admin', page, ...(at === undefined ? {} : { at: Number(at) }) };
    },
  ],
  ['tickets', plain('tickets')],
  ...MONEY_DECODERS,
  ['people', plain('people')],
  ['channels', plain('channels')],
  ['channel-pick', plain('channel-pick')],
  [
    'channel-choose',
    ([id = '', ...more]) =>
      more.length === 0 && CHANNEL_ID.test(id) ? { type: 'channel-choose', chatId: Number(id) } : null,
  ],
  ['channel-tier', channelTierAction],
  ['channel-language', channelLanguageAction],
  ['team', plain('team')],
  ['broadcasts', plain('broadcasts')],
  [
    'controls',
    ([at, ...more]) =>
      more.length > 0 || (at !== undefined && !/^[1-9]\d{0,2}$/.test(at))
        ? null
        : { type: 'controls', ...(at === undefined ? {} : { at: Number(at) }) },
  ],
  ['operate', operateAction],
  [
    'broadcast-to',
    ([name, how, ...more]) => {
      const audience = name === 'all' ? name : TIERS.find((tier) => tier === name);
      const isKind = how === 'news' || how === 'incident';
      return audience === undefined || !isKind || more.length > 0
        ? null
        : { type: 'broadcast-to', audience, kind: how };
    },
  ],
  [
    'broadcast-draft',
    ([name, key = '', ...more]) => {
      const step = DRAFT_STEPS.find((each) => each === name);
      return step === undefined || !KEY.test(key) || more.length > 0 ? null : { type: 'broadcast-draft', step, key };
    },
  ],
  [
    'broadcast',
    ([step, key = '', ...more]) =>
      (step === 'look' || step === 'stop') && KEY.test(key) && more.length === 0
        ? { type: 'broadcast', step, key }
        : null,
  ],
  [
    'removals',
    ([name, verdict, most = '', day = '', ...more]) => {
      const tier = TIERS.find((each) => each === name);
      if (tier === undefined || !isPaid(tier) || more.length > 0) return null;
      if (!/^\d{1,7}$/.test(most) || !/^\d{1,6}$/.test(day) || (verdict !== 'remove' && verdict !== 'none'))
        return null;
      return { type: 'removals', tier, verdict, most: Number(most), day: Number(day) };
    },
  ],
  [
    'alert',
    ([step, id = '', ...more]) => {
      if (!KEY.test(id) || more.length > 0) return null;
      if (step === 'acknowledge') return { type: 'alert', step, id };
      const hours = SILENCE_HOURS.find((each) => String(each) === step);
      return hours === undefined ? null : { type: 'alert', step: 'silence', hours, id };
    },
  ],
  ['ticket', ticket('ticket')],
  ['close-ticket', ticket('close-ticket')],
  [
    'person',
    ([id = '', ...more]) =>
      more.length === 0 && TELEGRAM_ID.test(id) ? { type: 'person', telegramId: Number(id) } : null,
  ],
  [
    'role',
    ([id = '', name = '', sure, ...more]) => {
      const role = GRANTED_ROLES.find((each) => each === name) ?? null;
      if (more.length > 0 || !TELEGRAM_ID.test(id) || (role === null && name !== 'none')) return null;
      if (sure !== undefined && sure !== 'sure') return null;
      return { type: 'role', telegramId: Number(id), role, isSure: sure === 'sure' };
    },
  ],
]);

function channelTierAction([name, id = '', sure, ...more]: readonly string[]): OperatorAction | null {
  const tier = TIERS.find((each) => each === name) ?? null;
  if ((tier === null && name !== 'none') || !CHANNEL_ID.test(id) || more.length > 0) return null;
  if (sure !== undefined && sure !== 'sure') return null;
  return { type: 'channel-tier', tier, chatId: Number(id), isSure: sure === 'sure' };
}

function channelLanguageAction([name, code, ...more]: readonly string[]): OperatorAction | null {
  const tier = TIERS.find((each) => each === name);
  const language = LANGUAGES.find((each) => each === code) ?? null;
  if (tier === undefined || more.length > 0 || (code !== undefined && language === null)) return null;
  return { type: 'channel-language', tier, language };
}

function operateAction([
  name,
  symbol = '',
  frame = '',
  model = '',
  sure,
  ...more
]: readonly string[]): OperatorAction | null {
  const what = OPERATIONS.find((each) => each === name);
  const timeframe = parseTimeframe(frame);
  const isSound = SYMBOL.test(symbol) && /^[a-z0-9]{0,8}$/.test(model) && more.length === 0;
  if (what === undefined || timeframe === null || !isSound || (sure !== undefined && sure !== 'sure')) return null;
  if ((what === 'promote') !== (model !== '')) return null;
  return { type: 'operate', what, symbol, timeframe, model: model === '' ? null : model, isSure: sure === 'sure' };
}

/** Whether a button's type is one of operators. */
export function isOperatorAction(type: string): boolean {
  return DECODERS.has(type);
}

/** The action of its type and arguments; null when it is none. */
export function decodeOperatorAction(type: string, args: readonly string[]): OperatorAction | null {
  return DECODERS.get(type)?.(args) ?? null;
}

/** What follows the type in callback data. */
export function operatorArguments(action: OperatorAction): readonly (string | number)[] {
  switch (action.type) {
    case 'admin':
      return [action.page, ...(action.at === undefined || action.at === 0 ? [] : [action.at])];
    case 'ticket':
    case 'close-ticket':
      return [action.id];
    case 'claim':
    case 'closing':
    case 'commissions':
    case 'partners-report':
    case 'payout':
    case 'revenue':
      return moneyArguments(action);
    case 'person':
      return [action.telegramId];
    case 'role':
      return [action.telegramId, action.role ?? 'none', ...(action.isSure ? ['sure'] : [])];
    case 'controls':
      return action.at === undefined || action.at === 0 ? [] : [action.at];
    case 'operate':
      return [action.what, action.symbol, action.timeframe, action.model ?? '', ...(action.isSure ? ['sure'] : [])];
    case 'broadcast-to':
      return [action.audience, action.kind];
    case 'broadcast-draft':
    case 'broadcast':
      return [action.step, action.key];
    case 'alert':
      return [action.step === 'silence' ? action.hours : action.step, action.id];
    case 'removals':
      return [action.tier, action.verdict, action.most, action.day];
    case 'channel-choose':
      return [action.chatId];
    case 'channel-tier':
      return [action.tier ?? 'none', action.chatId, ...(action.isSure ? ['sure'] : [])];
    case 'channel-language':
      return [action.tier, ...(action.language === null ? [] : [action.language])];
    case 'channels':
    case 'channel-pick':
    case 'tickets':
    case 'people':
    case 'team':
    case 'broadcasts':
      return [];
  }
}
