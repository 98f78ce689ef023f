import { trusted } from 'mongoose';

/**
 * Times from the epoch up to and including one, as a filter. Both ends are stated: SecantusDB finds a range that is open to one side among
 * all documents of the index, those without the field included (a million settled messages made each look for work take half a minute).
 */
export const upTo = (ms: number) => trusted({ $gte: 0, $lte: ms });

/** Times after one, as a filter with both ends. */
export const after = (ms: number) => trusted({ $gt: ms, $lte: Number.MAX_SAFE_INTEGER });
