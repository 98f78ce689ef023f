import type { SeriesKey } from '../../engine/market/series.ts';
import type { AlertBoard } from '../alerts/alert-board.ts';
import type { MarketStatus } from '../market-status.ts';
import type { Broadcasts } from './sending/broadcasts.ts';

/** Roles that an owner grants; owners themselves are those of ADMIN_IDS, or who claimed the bot (operator/owners.ts). */
export const GRANTED_ROLES = ['admin', 'support', 'analyst'] as const;
export type GrantedRole = (typeof GRANTED_ROLES)[number];

/** What somebody may do besides reading: null of the chat's readers. */
export type Role = 'owner' | GrantedRole;

/** Somebody with a role. */
export interface Operator {
  readonly telegramId: number;
  readonly role: GrantedRole;
  readonly firstName: string;
  readonly grantedBy: number;
  readonly grantedAtMs: number;
}

/** What a role lets one do. */
export type Right =
  | 'channels'
  | 'overview'
  | 'people'
  | 'tickets'
  | 'team'
  | 'pause'
  | 'refunds'
  | 'revenue'
  | 'broadcast'
  | 'alerts'
  | 'close';

/** Roles granted, one a person. */
export interface Operators {
  find(telegramId: number): Promise<Operator | null>;
  /** The first granted first. */
  list(): Promise<readonly Operator[]>;
  grant(operator: Operator): Promise<void>;
  revoke(telegramId: number): Promise<void>;
}

/** Acts that are written down. */
export const AUDITED = [
  ...(['role-granted', 'role-revoked', 'ticket-answered', 'ticket-closed', 'channel-set', 'channel-language'] as const),
  ...(['market-paused', 'market-resumed', 'retrain-asked', 'model-promoted'] as const),
  'owner-claimed',
  ...(['broadcast-started', 'broadcast-stopped', 'removal-allowed'] as const),
  ...(['coupon-made', 'coupon-disabled', 'claim-confirmed', 'claim-rejected'] as const),
  ...(['alert-acknowledged', 'alert-silenced'] as const),
  ...(['service-closed', 'service-reopened', 'stars-returned', 'commission-paid'] as const),
] as const;

/** One act of an operator; `about` is an id or a name. */
export interface AuditEntry {
  readonly id: string;
  readonly act: (typeof AUDITED)[number];
  readonly by: number;
  readonly about: string;
  readonly atMs: number;
}

/** What operators did: added, never changed. */
export interface AuditLog {
  /** The same id again adds nothing. */
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  latest(limit: number): Promise<readonly AuditEntry[]>;
}

/** A line of the log that is worth a look; secrets are gone from it. */
export interface LogLine {
  readonly atMs: number;
  readonly level: 'warn' | 'error';
  readonly message: string;
}

/** A kind of failure, by the code that readers are told. */
export interface FailureKind {
  readonly code: string;
  /** Since the process started. */
  readonly count: number;
  /** What its last one said; secrets are gone from it. */
  readonly error: string;
}

/** A market that publishes nothing by an operator's word. */
export interface Pause {
  readonly series: SeriesKey;
  /** Null: until it is taken back. */
  readonly untilMs: number | null;
}

/** What operators may do to markets and their models. Asked for here, done by the process that decides, within a minute. */
export interface Controls {
  /** Those that run at this moment. */
  pauses(): Promise<readonly Pause[]>;
  pause(pause: Pause): Promise<void>;
  resume(series: SeriesKey): Promise<void>;
  /** A challenger is trained as soon as none is under way; it serves only if it passes the gate. */
  retrain(series: SeriesKey): Promise<void>;
  /** Models of a market's group that may serve, the one that does first; at most `limit`. */
  models(series: SeriesKey, limit: number): Promise<readonly ServableModel[]>;
  /** Lets a saved model serve; false where there is none of that version. */
  promote(series: SeriesKey, version: string): Promise<boolean>;
}

/** A saved model. */
export interface ServableModel {
  readonly version: string;
  readonly savedAtMs: number;
  readonly serves: boolean;
}

/** What of sending is not as it should be. */
export interface SendingNow {
  /** Kinds of messages that wait until more urgent ones are worked off. */
  readonly shed: readonly string[];
  /** Settings of channels whose last post Telegram refused. */
  readonly refused: readonly string[];
  /** It in words, or that all is well. */
  readonly say: string;
}

/** What of the process operators may see and do. */
export interface Operations {
  readonly version: string;
  /** What must hold for the process to be ready, and the detail of each. */
  checks(): Promise<readonly { readonly name: string; readonly ok: boolean; readonly say: string }[]>;
  /** Age of the oldest delivery that is due and not sent, milliseconds. */
  oldestDueAgeMs(): Promise<number>;
  /** How sending does, and the same in words. */
  sending(): SendingNow;
  /** Newest last. */
  logs(): readonly LogLine[];
  /** The last one first. */
  failures(): readonly FailureKind[];
  readonly broadcasts: Broadcasts;
  readonly controls: Controls;
  readonly alerts: Pick<AlertBoard, 'acknowledge' | 'silence'>;
}

/** How the product does at this moment. */
export interface Overview {
  readonly nowMs: number;
  /** What does not hold of what must. */
  readonly failed: readonly { readonly name: string; readonly say: string }[];
  /** What needs a look first. */
  readonly markets: readonly MarketStatus[];
  /** When the newest signal was decided; null: none yet. */
  readonly newestSignalMs: number | null;
  readonly oldestDueAgeMs: number;
  readonly sending: SendingNow;
  readonly failures: readonly FailureKind[];
  readonly people: { readonly known: number; readonly paid: number };
  readonly tickets: number;
}
