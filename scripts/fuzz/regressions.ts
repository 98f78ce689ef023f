import type { Act } from './acts/act.ts';

const START: Act = { type: 'write', person: 1, text: '/start', pick: 0 };
const SETTLE: Act = { type: 'settle' };
const FORGE = { type: 'forge', person: 1, pick: 0 } as const;

/** Acts, as few as possible, that once went wrong: they are played first ever after. A failed run prints what to add here. */
export const REGRESSIONS: readonly { readonly what: string; readonly acts: readonly Act[] }[] = [
  {
    what: 'a press of any data under a post of the channel put a screen in its place',
    acts: [START, SETTLE, { ...FORGE, data: 'buy|pro-month', under: 'channel' }, SETTLE],
  },
  {
    what: 'a press under a message of inline mode failed, for there is no chat to reply in',
    acts: [START, SETTLE, { type: 'raw', person: 1, shape: 'button-of-inline', text: '', pick: 0 }, SETTLE],
  },
  {
    what: 'a press was not answered when its person blocked the bot, or answered twice',
    acts: [
      ...[START, SETTLE, { type: 'block', person: 1, blocked: true } as const, SETTLE],
      ...[{ ...FORGE, data: 'cost|stated', under: 'gone' } as const, SETTLE],
      ...[{ ...FORGE, data: 'why|79a31bc6a7', under: 'gone' } as const, SETTLE],
    ],
  },
  {
    what: 'half of a pair of UTF-16 in a ticket was refused when operators were told of it',
    acts: [
      ...[{ ...START, person: 0 }, START, SETTLE, { ...START, text: '/support' }, SETTLE],
      ...[{ type: 'raw', person: 1, shape: 'forwarded', text: '\ud800 help', pick: 0 } as const, SETTLE],
    ],
  },
  {
    what: 'a channel from which the bot was sent away got a tier, and the owner an error',
    acts: [
      ...[{ ...START, person: 0 }, SETTLE],
      ...[{ type: 'raw', person: 0, shape: 'channel-is-gone', text: 'Gone', pick: 0 } as const, SETTLE],
      ...[{ ...FORGE, person: 0, data: 'channel-tier|elite|-1009999999999', under: 'gone' } as const, SETTLE],
    ],
  },
  {
    what: 'the track record showed tags as words',
    acts: [START, SETTLE, { ...START, text: '/track' }, SETTLE],
  },
];
