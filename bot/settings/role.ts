/** What one process of an installation does: everything, decide and send, talk to people, or answer programs. */
export const ROLES = ['all', 'engine', 'bot', 'api'] as const;

export type Role = (typeof ROLES)[number];

/** What a role serves and does. Engine and sender are led by one process at a time, whichever of those that may has the lease. */
export interface Duties {
  readonly engine: boolean;
  readonly bot: boolean;
  readonly api: boolean;
}

/** The duties of a role. */
export function dutiesOf(role: Role): Duties {
  const isAll = role === 'all';
  return { engine: isAll || role === 'engine', bot: isAll || role === 'bot', api: isAll || role === 'api' };
}
