/** Shapes of updates that nobody's app makes by the rules of the chat, or that the bot has no use for. */
export const RAW_SHAPES = [
  ...(['edited-message', 'edited-channel-post', 'channel-post', 'unknown-kind', 'nothing'] as const),
  ...(['without-from', 'from-bot', 'in-group', 'hostile-person', 'forwarded', 'reply-to-nothing'] as const),
  ...(['photo', 'sticker', 'contact', 'location', 'poll', 'dice', 'game', 'story', 'service', 'picked-user'] as const),
  ...([
    'added-to-group',
    'made-administrator',
    'channel-is-gone',
    'rights-lost',
    'joins-elsewhere',
    'asks-elsewhere',
    'asks-with-query',
  ] as const),
  ...(['foreign-checkout', 'others-checkout', 'foreign-payment', 'unknown-refund', 'unknown-subscription'] as const),
  ...(['button-of-game', 'button-of-inline', 'button-without-message'] as const),
] as const;

/** One of RAW_SHAPES. */
export type RawShape = (typeof RAW_SHAPES)[number];

/**
 * One thing that happens. `person` counts the people of the world; `pick` chooses among what there is when it happens (messages,
 * buttons, ids that the bot has shown), so that an act keeps a meaning when others before it are left out.
 */
export type Act =
  /** By the rules of the chat. "{}" in a text stands for an id or a code that the bot has shown. */
  | { readonly type: 'write'; readonly person: number; readonly text: string; readonly pick: number }
  | { readonly type: 'press'; readonly person: number; readonly pick: number }
  | { readonly type: 'reply'; readonly person: number; readonly pick: number; readonly text: string }
  | { readonly type: 'pay'; readonly person: number }
  | { readonly type: 'join' | 'leave'; readonly person: number }
  | { readonly type: 'block'; readonly person: number; readonly blocked: boolean }
  | {
      readonly type: 'renew' | 'fail-renewal' | 'cancel-subscription' | 'resume-subscription';
      readonly person: number;
    }
  | { readonly type: 'ask-inline' | 'ask-guest'; readonly person: number; readonly words: string }
  /** A button with data of any content (null: of a button seen somewhere), under a message of anybody's. */
  | {
      readonly type: 'forge';
      readonly person: number;
      readonly data: string | null;
      readonly under: 'own' | 'inaccessible' | 'gone' | 'channel';
      readonly pick: number;
    }
  | {
      readonly type: 'raw';
      readonly person: number;
      readonly shape: RawShape;
      readonly text: string;
      readonly pick: number;
    }
  /** The update that came so many before this is sent again. */
  | { readonly type: 'repeat'; readonly back: number }
  | { readonly type: 'wait'; readonly ms: number }
  /** Another process takes over, in the middle of whatever waits. */
  | { readonly type: 'restart' }
  /** Until here everything came at once. */
  | { readonly type: 'settle' };
