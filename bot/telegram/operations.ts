import type { MarketStatus } from '../market-status.ts';

/** Roles that an owner grants; owners themselves are those of ADMIN_IDS. */
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
export type Right = 'overview' | 'people' | 'tickets' | 'team' | 'pause' | 'refunds';

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
  ...(['role-granted', 'role-revoked', 'ticket-answered', 'ticket-closed', 'channel-set'] as const),
  ...(['market-paused', 'market-resumed'] as const),
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

/** What of the process operators may see and do. */
export interface Operations {
  readonly version: string;
  /** What must hold for the process to be ready, and what each says. */
  checks(): Promise<readonly { readonly name: string; readonly ok: boolean; readonly say: string }[]>;
  /** Age of the oldest delivery that is due and not sent, milliseconds. */
  oldestDueAgeMs(): Promise<number>;
  /** Newest last. */
  logs(): readonly LogLine[];
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
  readonly people: { readonly known: number; readonly paid: number };
  readonly tickets: number;
}
