import { PLANS } from '../../../billing/plans.ts';
import { OPERATOR_COMMANDS, READER_COMMANDS } from '../../../bot/telegram/commands.ts';
import type { Random } from '../../../engine/random.ts';
import { type Act, RAW_SHAPES } from './act.ts';
import { FIRST_OPERATORS, PEOPLE } from './fuzz-people.ts';
import { oddText, pick } from './odd-text.ts';

const HOUR_MS = 3_600_000;
const PICKS = 1_000_000;

/** Things that happen, drawn from a seed: what honest people do is as frequent as what attackers do, or nothing deep is reached. */
export function generateActs(random: Random, count: number): readonly Act[] {
  const acts: Act[] = Array.from({ length: PEOPLE }, (_, person) => ({
    type: 'write',
    person,
    text: '/start',
    pick: 0,
  }));
  while (acts.length < count) {
    acts.push(draw(random));
    if (random() < 0.5) acts.push({ type: 'settle' });
    // Else floods would hide everything behind the limits.
    if (random() < 0.5) acts.push({ type: 'wait', ms: Math.floor(random() * 4_000) });
  }
  return acts;
}

type Draw = (random: Random, who: { readonly person: number; readonly pick: number }) => Act;

const writes =
  (text: (random: Random) => string): Draw =>
  (random, who) => ({ type: 'write', ...who, text: text(random) });

const WEIGHTED: readonly (readonly [weight: number, draw: Draw])[] = [
  [30, (_, who) => ({ type: 'press', ...who })],
  [18, writes(command)],
  [4, writes((random) => pick(random, LEADS))],
  [6, writes(oddText)],
  [12, forge],
  [14, (random, who) => ({ type: 'raw', ...who, shape: pick(random, RAW_SHAPES), text: oddText(random) })],
  [3, (random, who) => ({ type: 'reply', ...who, text: oddText(random) })],
  [4, (_, { person }) => ({ type: 'pay', person })],
  [2, (random, { person }) => ({ type: pick(random, ['join', 'leave'] as const), person })],
  [1, (random, { person }) => ({ type: 'block', person, blocked: random() < 0.4 })],
  [1, (random, { person }) => ({ type: pick(random, SUBSCRIPTION_ACTS), person })],
  [
    2,
    (random, { person }) => ({
      type: pick(random, ['ask-inline', 'ask-guest'] as const),
      person,
      words: oddText(random),
    }),
  ],
  [3, (random) => ({ type: 'repeat', back: Math.floor(random() ** 3 * 200) })],
  [0.6, (random) => ({ type: 'wait', ms: Math.floor(random() * random() * 200 * 24 * HOUR_MS) })],
  [0.1, () => ({ type: 'restart' })],
];
const SUBSCRIPTION_ACTS = ['renew', 'fail-renewal', 'cancel-subscription', 'resume-subscription'] as const;
const TOTAL = WEIGHTED.reduce((sum, [weight]) => sum + weight, 0);

function draw(random: Random): Act {
  // Operators are few and can do most: they act more often than others.
  const among = random() < 0.25 ? FIRST_OPERATORS : PEOPLE;
  const who = { person: Math.floor(random() * among), pick: Math.floor(random() * PICKS) };
  let at = random() * TOTAL;
  for (const [weight, make] of WEIGHTED) {
    at -= weight;
    if (at < 0) return make(random, who);
  }
  return { type: 'settle' };
}

const COMMANDS = [
  'start',
  'cancel',
  'chatid',
  ...[...READER_COMMANDS, ...OPERATOR_COMMANDS].map((each) => each.command),
];
const ARGUMENTS: readonly string[] = [
  ...['', '', '', '{}', '{}', 'btc', 'eth 1h', 'BTC/USDT', 'doge', 'btc 90', 'btc 0', 'eur 99999', 'a1b2c3d4e5'],
  ...[
    '700000001',
    '700000009',
    '99999999999999999',
    'forex 0.01',
    '0.1',
    '99',
    'SUMMER 20%',
    'FREE 7d',
    'TRY trial 14d elite',
  ],
  ...[
    'LESS 500stars 1000cents',
    'SUMMER off',
    'SUMMER',
    'FREE',
    '{} hello',
    '{} yes',
    '{} 700000005 yes',
    '22:00-07:00',
    'off',
  ],
];

function command(random: Random): string {
  const argument = random() < 0.75 ? pick(random, ARGUMENTS) : oddText(random);
  return `/${pick(random, COMMANDS)} ${argument}`.trimEnd();
}

/** What links bring, and words that conversations wait for. */
const LEADS: readonly string[] = [
  ...[
    'ref_{}',
    'gift_{}',
    'code_SUMMER',
    'code_FREE',
    'signal_{}',
    'why_{}',
    'v_{}',
    'card_pro-month',
    'paid',
    'inline',
  ],
  ...['plan_pro-month', 'plan_none', 'channel_1', '_tgr_abc', 'ref_', 'x'.repeat(64)],
].map((payload) => `/start ${payload}`);

const WORDS: readonly string[] = [
  ...[
    '',
    'look',
    'all',
    'sure',
    'ask',
    'cancel',
    'resume',
    'remove',
    'stay',
    'none',
    'news',
    'start',
    'test',
    'stop',
    'overview',
  ],
  ...[
    'BTC/USDT',
    'ETH/USDT',
    '1h',
    '4h',
    '90',
    '0',
    '1',
    '19',
    '999',
    '0.bw7',
    'free',
    'pro',
    'elite',
    'admin',
    'support',
  ],
  ...[
    '700000001',
    '700000003',
    '700000012',
    '0123456789abcdef',
    'a1b2c3d4e5',
    'abcdef',
    'SUMMER',
    'FREE',
    'GB',
    'elsewhere',
  ],
  ...[
    'main',
    'quiet',
    'zone',
    'language',
    'messages',
    'signal',
    'silent',
    'on',
    'off',
    'daily',
    'dark',
    'Europe/Berlin',
    'ru',
    'hi',
  ],
  ...['22:00-07:00', 'invite', 'home', 'picture', 'export', 'erase', 'pause', 'mute', 'retrain', 'promote', '2026-01'],
  ...PLANS.map(({ id }) => id),
];
const TYPES: readonly string[] = [
  ...['channel-choose', 'channel-tier'],
  ...[
    'home',
    'help',
    'signals',
    'signal',
    'why',
    'predict-menu',
    'predict',
    'chart-menu',
    'chart',
    'backtest',
    'track',
    'equity',
  ],
  ...[
    'calibration',
    'watch',
    'watch-pair',
    'watch-frame',
    'plan',
    'cost',
    'channel',
    'subscribe',
    'accept-terms',
    'offer',
    'buy',
  ],
  ...[
    'renewing',
    'trial',
    'return-purchase',
    'subscription',
    'card',
    'terms',
    'privacy',
    'ask-support',
    'member',
    'cancel',
    'settings',
  ],
  ...[
    'set-kind',
    'set-digest',
    'set-theme',
    'set-quiet',
    'set-zone',
    'set-language',
    'api-keys',
    'redeem',
    'revoke-key',
    'invite',
  ],
  ...[
    'country',
    'own-data',
    'pause-plan',
    'gift',
    'stop-move',
    'admin',
    'tickets',
    'revenue',
    'ticket',
    'close-ticket',
    'people',
  ],
  ...[
    'person',
    'team',
    'controls',
    'operate',
    'broadcasts',
    'broadcast-to',
    'broadcast-draft',
    'broadcast',
    'removals',
    'role',
    'markets',
  ],
];

function forge(random: Random, who: { readonly person: number; readonly pick: number }): Act {
  const under = pick(random, ['own', 'own', 'inaccessible', 'gone', 'channel'] as const);
  const kind = random();
  const words = Array.from({ length: Math.floor(random() * 4) }, () => pick(random, WORDS));
  const made = kind < 0.85 ? [pick(random, TYPES), ...words].join('|') : oddText(random);
  // Telegram carries 64 bytes; a button seen somewhere is pressed where it does not belong.
  const data = kind < 0.35 ? null : Buffer.from(made).subarray(0, 64).toString().replaceAll('\ufffd', '');
  return { type: 'forge', ...who, data, under };
}
