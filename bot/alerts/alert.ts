/** An alert as Alertmanager calls about it. */
export interface ReceivedAlert {
  readonly isFiring: boolean;
  /** The same for the same alert about the same thing. */
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
  /** The page to turn to. */
  readonly runbook: string;
  /** All of its labels, its name included: what a silence of this alert alone asks for. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Who did something to an alert. */
export interface AlertHand {
  readonly by: number;
  readonly name: string;
}

/** An alert as operators see it, from its first firing on. */
export interface Alert extends ReceivedAlert {
  /** 16 hex digits of the fingerprint's hash: what fits a button. */
  readonly id: string;
  readonly acknowledged: (AlertHand & { readonly atMs: number }) | null;
  readonly silenced: AlertSilence | null;
  /** When operators got a message of it last; null: it fired while it was silenced. */
  readonly toldAtMs: number | null;
  /** Null while it fires. */
  readonly endedAtMs: number | null;
  /** One in each operator's chat, which is edited from then on. */
  readonly messages: readonly AlertMessage[];
}

export interface AlertMessage {
  readonly chatId: number;
  readonly messageId: number;
}

/** No messages of an alert until then. */
export interface AlertSilence extends AlertHand {
  readonly untilMs: number;
  /** Alertmanager keeps it, and calls no more; else it is kept here. */
  readonly isAtAlertmanager: boolean;
}

export const SILENCE_HOURS = [1, 4, 24] as const;
export type SilenceHours = (typeof SILENCE_HOURS)[number];

/** Alerts that were told. */
export interface AlertStore {
  find(id: string): Promise<Alert | null>;
  save(alert: Alert): Promise<void>;
}

/** Alertmanager's own silences. */
export interface Silencer {
  /** Silences what has all of these labels; rejects where Alertmanager does not take it. */
  silence(asked: {
    readonly labels: Readonly<Record<string, string>>;
    readonly fromMs: number;
    readonly untilMs: number;
    readonly by: string;
  }): Promise<void>;
}

/** One that comes and goes is told at most once an hour. */
const QUIET_MS = 3_600_000;

/** The alert after a call about it, and what becomes of its messages; null where the call says nothing new. */
export function receive(
  before: Alert | null,
  call: ReceivedAlert & { readonly id: string },
  nowMs: number,
): { readonly alert: Alert; readonly tell: 'send' | 'edit' } | null {
  const wasFiring = before?.isFiring === true;
  if (!call.isFiring)
    return wasFiring ? { alert: { ...before, isFiring: false, endedAtMs: nowMs }, tell: 'edit' } : null;
  const silenced = before?.silenced != null && before.silenced.untilMs > nowMs ? before.silenced : null;
  if (wasFiring && (before.toldAtMs !== null || silenced !== null)) return null;
  const { toldAtMs = null, messages = [] } = before ?? {};
  const alert = { ...call, acknowledged: null, silenced, endedAtMs: null, toldAtMs, messages };
  // It changes in the message that operators have: none is woken by a silenced one, or by one that comes and goes.
  const isQuiet = silenced !== null || nowMs - (toldAtMs ?? Number.NEGATIVE_INFINITY) < QUIET_MS;
  return isQuiet ? { alert, tell: 'edit' } : { alert: { ...alert, toldAtMs: nowMs, messages: [] }, tell: 'send' };
}
