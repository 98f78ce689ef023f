import { missingObject } from '../protocol/stripe-refusal.ts';

interface Listed {
  readonly id: string;
  readonly created: number;
}

export interface ListParameters {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly created?:
    | {
        readonly gte?: number | undefined;
        readonly gt?: number | undefined;
        readonly lte?: number | undefined;
        readonly lt?: number | undefined;
      }
    | undefined;
}

/** One page of a list, newest first, as Stripe pages: behind the object that was last on the page before. */
export function listPage<T extends Listed>(
  all: readonly T[],
  { limit, starting_after: after, created }: ListParameters,
  url: string,
): { readonly object: 'list'; readonly url: string; readonly has_more: boolean; readonly data: readonly T[] } {
  const { gte = 0, gt = -1, lte = Number.MAX_SAFE_INTEGER, lt = Number.MAX_SAFE_INTEGER } = created ?? {};
  const fitting = all
    .filter((each) => each.created >= gte && each.created > gt && each.created <= lte && each.created < lt)
    .toSorted((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
  const index = after === undefined ? -1 : fitting.findIndex(({ id }) => id === after);
  if (after !== undefined && index === -1) throw missingObject('object', after);
  const data = fitting.slice(index + 1, index + 1 + limit);
  return { object: 'list', url, has_more: index + 1 + limit < fitting.length, data };
}
