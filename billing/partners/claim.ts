/** What became of a claim; "expired": nobody confirmed it in time. A rejected or expired UID may be claimed again, by anybody. */
export const CLAIM_STATES = ['pending', 'confirmed', 'rejected', 'expired'] as const;

/** One of CLAIM_STATES. */
export type ClaimState = (typeof CLAIM_STATES)[number];

/** Who decided a claim. */
export const CLAIM_JUDGES = ['postback', 'lookup', 'operator', 'time'] as const;

/** One of CLAIM_JUDGES. */
export type ClaimJudge = (typeof CLAIM_JUDGES)[number];

/** An account says that it trades at a partner under this UID. One for each partner and UID. */
export interface PartnerClaim {
  readonly partner: string;
  readonly uid: string;
  readonly telegramId: number;
  readonly state: ClaimState;
  readonly atMs: number;
  /** Null while it is pending. */
  readonly by: ClaimJudge | null;
  /** False until what its decision brings is there: a process that died in between left it to the next one. */
  readonly isFinished: boolean;
}

/** How a claim is decided. */
export interface ClaimVerdict {
  readonly state: Exclude<ClaimState, 'pending'>;
  readonly by: ClaimJudge;
}

/** After so long without a word of the partner a claim expires. */
export const CLAIM_MS = 30 * 86_400_000;
/** UIDs that an account may name in a day: whoever tries more is guessing. */
export const CLAIMS_PER_DAY = 5;

/** What somebody types as their UID, as partners write it; null for what is none. */
export function parseUid(typed: string): string | null {
  const uid = typed.trim();
  return /^[A-Za-z0-9_-]{3,32}$/.test(uid) ? uid : null;
}

/** What a new claim finds: the UID is open (never claimed, or given up), this account's own, or somebody else's. */
export function claimOver(known: PartnerClaim | null, telegramId: number): 'open' | 'own' | 'taken' {
  if (known === null || known.state === 'rejected' || known.state === 'expired') return 'open';
  return known.telegramId === telegramId ? 'own' : 'taken';
}
