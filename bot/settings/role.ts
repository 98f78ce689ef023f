/** What one process of an installation does: everything, decide and send, talk to people, or answer programs. */
export const ROLES = ['all', 'engine', 'bot', 'api'] as const;

export type Role = (typeof ROLES)[number];

/** What a role serves and does. Engine and sender are led by one process at a time, whichever of those that may has the lease. */
export interface Duties {
  readonly engine: boolean;
  readonly bot: boolean;
  readonly api: boolean;
}

/**
 * The share of the token's sends that a role may use, 0..1. Roles of their own know nothing of each other's sends, and counting them
 * together would cost a trip to the database each; so each has its part: posts and messages to persons two thirds, answers a third.
 */
export const SHARE_OF_SENDS: Readonly<Record<Role, number>> = { all: 1, engine: 2 / 3, bot: 1 / 3, api: 0 };

/** The duties of a role. */
export function dutiesOf(role: Role): Duties {
  const isAll = role === 'all';
  return { engine: isAll || role === 'engine', bot: isAll || role === 'bot', api: isAll || role === 'api' };
}
