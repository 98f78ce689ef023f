import type { Outbox } from '../../engine/ports.ts';
import { MINUTE_MS } from '../../engine/time.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import type { SendClass } from '../telegram/sending/send-budget.ts';
import type { DirectKind, FanOuts } from './direct/ports.ts';
import type { BroadcastEvent } from './event.ts';

/** What waits while there is more to send than may be sent, in this order; posts and answers never do. */
const SHED_ORDER = ['broadcast', 'alert', 'edit'] as const satisfies readonly SendClass[];

/** How long the oldest of each has been due, in milliseconds. */
export interface SendingAges {
  readonly post: number;
  readonly edit: number;
  readonly alert: number;
}

/** How sending does at this moment. */
export interface SendingState {
  readonly ages: SendingAges;
  /** What waits until the rest is worked off. */
  readonly shed: readonly SendClass[];
  /** Settings of channels whose last post Telegram refused. */
  readonly refused: readonly string[];
  /** Expired unsent since the start, by kind. */
  readonly expired: Readonly<Record<ExpiringKind, number>>;
}

type ExpiringKind = 'post' | DirectKind;

export interface SendingWatch {
  /** Told of everything that the sender reports. */
  onEvent(event: BroadcastEvent): void;
  /** Looks how old what waits is. */
  look(nowMs: number): Promise<void>;
  read(): SendingState;
}

export interface SendingWatchDeps {
  readonly outbox: Pick<Outbox, 'oldestDueAgeMs'>;
  readonly fanOuts: Pick<FanOuts, 'open'>;
  /** Told at each look how long the oldest post has been due. */
  readonly onPostAge: (oldestDueAgeMs: number) => void;
  /** Where operators and log are told. */
  readonly onTrouble: (event: BotEvent) => void;
}

/** A post is behind after half a minute, an outcome after three, an alert after what 10,000 of them take. */
const BEHIND_MS: SendingAges = { post: 30_000, edit: 3 * MINUTE_MS, alert: 6 * MINUTE_MS };
/** Without another expired message for so long, the next one is told again. */
const EXPIRY_OVER_MS = 60 * MINUTE_MS;

/** What waits goes on when what is behind has caught up to so much of it: at one bound it would go on and off at every look. */
const CAUGHT_UP = 0.5;

/** What has to wait: of what is behind, everything that is less urgent than it. `shed`: what waits already. */
export function shedAt(ages: SendingAges, shed: readonly SendClass[] = []): readonly SendClass[] {
  const waits = ({ post, edit, alert }: SendingAges, part: number): number => {
    if (post > part * BEHIND_MS.post) return SHED_ORDER.length;
    if (edit > part * BEHIND_MS.edit) return 2;
    return alert > part * BEHIND_MS.alert ? 1 : 0;
  };
  const kept = Math.min(shed.length, waits(ages, CAUGHT_UP));
  return SHED_ORDER.slice(0, Math.max(waits(ages, 1), kept));
}

/** Nothing was sent yet. */
export function createSendingWatch({ outbox, fanOuts, onPostAge, onTrouble }: SendingWatchDeps): SendingWatch {
  let ages: SendingAges = { post: 0, edit: 0, alert: 0 };
  let shed: readonly SendClass[] = [];
  let editAgeMs = 0;
  const refused = new Set<string>();
  const expired: Record<ExpiringKind, number> = { post: 0, alert: 0, broadcast: 0 };
  const told = { ...expired };
  const expiredAtMs = new Map<ExpiringKind, number>();

  function notePost({ tier, outcome, error = '' }: Extract<BroadcastEvent, { readonly type: 'delivery' }>): void {
    const setting = `CHANNEL_${tier.toUpperCase()}`;
    if (outcome === 'dead' && !refused.has(setting)) {
      refused.add(setting);
      onTrouble({ type: 'posts-refused', setting, error });
    }
    if (outcome === 'sent' && refused.delete(setting)) onTrouble({ type: 'posts-accepted', setting });
  }

  function tellExpired(nowMs: number): void {
    for (const kind of ['post', 'alert', 'broadcast'] as const) {
      const count = expired[kind] - told[kind];
      told[kind] = expired[kind];
      if (count > 0) {
        expiredAtMs.set(kind, nowMs);
        onTrouble({ type: 'messages-expired', kind, count });
      } else if (nowMs - (expiredAtMs.get(kind) ?? nowMs) > EXPIRY_OVER_MS) {
        expiredAtMs.delete(kind);
        onTrouble({ type: 'messages-in-time', kind });
      }
    }
  }

  return {
    onEvent(event) {
      if (event.type === 'delivery') notePost(event);
      if (event.type === 'outbox-swept') expired.post += event.expired;
      if (event.type === 'direct' && event.outcome === 'expired') expired[event.kind] += 1;
      if (event.type === 'delivery-edit') editAgeMs = Math.max(editAgeMs, event.ageMs);
    },
    async look(nowMs) {
      tellExpired(nowMs);
      const post = await outbox.oldestDueAgeMs(nowMs);
      onPostAge(post);
      const open = (await fanOuts.open()).filter(
        ({ kind, dueAtMs, expiresAtMs }) => kind === 'alert' && dueAtMs <= nowMs && nowMs <= expiresAtMs,
      );
      const before = shed;
      ages = {
        post,
        edit: editAgeMs,
        alert: open.reduce((age, { dueAtMs }) => Math.max(age, nowMs - dueAtMs), 0),
      };
      editAgeMs = 0;
      shed = shedAt(ages, before);
      if (shed.length > 0 && before.length !== shed.length) onTrouble({ type: 'sending-behind', waiting: shed });
      if (shed.length === 0 && before.length > 0) onTrouble({ type: 'sending-caught-up' });
    },
    read: () => ({ ages, shed, refused: [...refused], expired: { ...expired } }),
  };
}
