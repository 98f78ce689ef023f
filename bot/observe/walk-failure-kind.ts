import { VenueError } from '../../engine/venue/venue-error.ts';
import { isDatabaseAway } from '../database/database-away.ts';

/** Whose fault a failed walk is: an outage of a venue or of the database has an alert of its own, and hits every series at once. */
export const WALK_FAILURE_KINDS = ['venue', 'database', 'ours'] as const;

/** What made a walk fail. */
export function walkFailureKind(error: unknown): (typeof WALK_FAILURE_KINDS)[number] {
  if (error instanceof VenueError) return 'venue';
  return isDatabaseAway(error) ? 'database' : 'ours';
}
