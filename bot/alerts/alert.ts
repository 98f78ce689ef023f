/** An alert as Alertmanager calls about it. */
export interface ReceivedAlert {
  readonly isFiring: boolean;
  /** When it began to fire, by Prometheus' clock: later means that it ended in between, whether or not its end was told. */
  readonly startsAtMs: number;
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
  /** When operators got a message of it last; null: never, it fired while it was silenced. */
  readonly toldAtMs: number | null;
  /** Operators got a message since it began to fire, rather than an edit, which notifies nobody. */
  readonly isTold: boolean;
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
/** A page that nobody takes is sent again. Alertmanager repeats pages each hour by its own clock; a call may be some minutes early. */
const REPEAT_MS = 3_300_000;

/** The alert after a call about it, and what becomes of its messages; null where the call says nothing new. */
export function receive(
  before: Alert | null,
  call: ReceivedAlert & { readonly id: string },
  nowMs: number,
): { readonly alert: Alert; readonly tell: 'send' | 'edit' } | null {
  // A call that was held up tells of an earlier time.
  if (before !== null && call.startsAtMs < before.startsAtMs) return null;
  if (!call.isFiring)
    return before?.isFiring === true ? { alert: { ...before, isFiring: false, endedAtMs: nowMs }, tell: 'edit' } : null;
  const isSame = before?.isFiring === true && before.startsAtMs === call.startsAtMs;
  const alert = isSame ? before : began(before, call, nowMs);
  if (nowMs >= tellAtMs(alert))
    return { alert: { ...alert, silenced: null, isTold: true, toldAtMs: nowMs, messages: [] }, tell: 'send' };
  // It changes in the message that operators have: none is woken by a silenced one, or by one that comes and goes.
  return isSame ? null : { alert, tell: 'edit' };
}

/** When operators have to get a message of an alert that goes on firing: at once, at the end of a silence, or never. */
export function tellAtMs({ isTold, toldAtMs, silenced, severity, acknowledged }: Alert): number {
  if (isTold && (severity !== 'page' || acknowledged !== null)) return Number.POSITIVE_INFINITY;
  const again = (toldAtMs ?? Number.NEGATIVE_INFINITY) + (isTold ? REPEAT_MS : QUIET_MS);
  return Math.max(again, silenced?.untilMs ?? Number.NEGATIVE_INFINITY);
}

/** As it begins to fire again: nobody's, with a silence that lasts, in the messages that there are. */
function began(before: Alert | null, call: ReceivedAlert & { readonly id: string }, nowMs: number): Alert {
  const { toldAtMs = null, messages = [] } = before ?? {};
  const silenced = before?.silenced != null && before.silenced.untilMs > nowMs ? before.silenced : null;
  return { ...call, acknowledged: null, silenced, endedAtMs: null, toldAtMs, isTold: false, messages };
}
