import { GRANTED_ROLES, type GrantedRole } from '../operations.ts';

const PAGES = ['overview', 'models', 'logs', 'acts'] as const;

/** What a button of operators asks for; who may press it is looked up when it is pressed. */
export type OperatorAction =
  /** at: the page of a list, from 0. */
  | { readonly type: 'admin'; readonly page: (typeof PAGES)[number]; readonly at?: number }
  | { readonly type: 'tickets' }
  | { readonly type: 'ticket' | 'close-ticket'; readonly id: string }
  | { readonly type: 'people' }
  | { readonly type: 'person'; readonly telegramId: number }
  | { readonly type: 'team' }
  /** role null: none any more. isSure: the second press. */
  | {
      readonly type: 'role';
      readonly telegramId: number;
      readonly role: GrantedRole | null;
      readonly isSure: boolean;
    };

type Decoder = (args: readonly string[]) => OperatorAction | null;

const TELEGRAM_ID = /^\d{1,16}$/;
const TICKET_ID = /^[0-9a-f]{10}$/;

const ticket =
  (type: 'ticket' | 'close-ticket'): Decoder =>
  ([id = '', ...more]) =>
    more.length === 0 && TICKET_ID.test(id) ? { type, id } : null;
const plain =
  (type: 'tickets' | 'people' | 'team'): Decoder =>
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
  ['people', plain('people')],
  ['team', plain('team')],
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
    case 'person':
      return [action.telegramId];
    case 'role':
      return [action.telegramId, action.role ?? 'none', ...(action.isSure ? ['sure'] : [])];
    case 'tickets':
    case 'people':
    case 'team':
      return [];
  }
}
