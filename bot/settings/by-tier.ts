import { mapTiers, TIERS, type Tier } from '../../billing/tiers.ts';

/** A value for all channels and those of single tiers. */
export interface ByTier<T> {
  /** Null: none was given for all. */
  readonly everywhere: T | null;
  readonly of: Readonly<Record<Tier, T | null>>;
}

/** "a": everywhere; "a,pro=b": another one for a tier; "pro=b": for that tier alone. Null where it is not understood, or said twice. */
export function parseByTier<T>(given: string, parse: (text: string) => T | null): ByTier<T> | null {
  const values = new Map<string, T>();
  for (const part of given.split(',').map((each) => each.trim().split('='))) {
    const [tier, text] = part.length === 1 ? ['', part[0]] : part;
    const value = text === undefined ? null : parse(text);
    const isKnown = tier === '' || TIERS.some((each) => each === tier);
    if (value === null || tier === undefined || !isKnown || part.length > 2 || values.has(tier)) return null;
    values.set(tier, value);
  }
  const everywhere = values.get('') ?? null;
  return { everywhere, of: mapTiers((tier) => values.get(tier) ?? everywhere) };
}
