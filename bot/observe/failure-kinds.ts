import { errorCode } from '../telegram/error-code.ts';
import type { FailureKind } from '../telegram/operations.ts';

/** More kinds than these are no kinds. */
const MOST_KINDS = 50;

/** Counts failures by kind; the one that was longest ago is forgotten first. */
export function createFailureKinds(): {
  note(error: string): void;
  /** The last one first. */
  list(): readonly FailureKind[];
} {
  const kinds = new Map<string, FailureKind>();
  return {
    note(error) {
      const code = errorCode(error);
      const count = (kinds.get(code)?.count ?? 0) + 1;
      kinds.delete(code);
      kinds.set(code, { code, count, error });
      const [oldest] = kinds.keys();
      if (kinds.size > MOST_KINDS && oldest !== undefined) kinds.delete(oldest);
    },
    list: () => [...kinds.values()].toReversed(),
  };
}
