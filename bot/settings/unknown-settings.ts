import { LATER_SETTINGS, SETTING_NAMES } from './schema.ts';

/** Names that begin like this are ours: one of them that we do not know is a mistake. LOG_, PUBLIC_ and DATA_ are everybody's. */
const OUR_PREFIXES = ['TELEGRAM_', 'CHANNEL_', 'CHANNELS_', 'SANDBOX_', 'STRIPE_', 'MARKET_', 'MARKETS_', 'METRICS_'];
/** What people call our settings elsewhere, too far away in spelling to be found by it. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  BOT_TOKEN: 'TELEGRAM_BOT_TOKEN',
  MONGO_URL: 'MONGODB_URI',
  ADMINS: 'ADMIN_IDS',
};
/** What Kubernetes and Docker set for a service that happens to be called "telegram": not written by a person. */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT|PORT_\d+_(TCP|UDP)(_\w+)?)$/;

/**
 * Names of the environment that were meant for us but are no settings, one problem each with the nearest name; the rest of
 * the environment belongs to others and is left alone.
 */
export function unknownSettings(given: Readonly<Record<string, string>>): readonly string[] {
  const known = [...SETTING_NAMES, ...LATER_SETTINGS];
  return Object.keys(given).flatMap((name) => {
    if (known.includes(name) || isKept(name)) return [];
    const nearest = nearestName(name, known);
    const isOurs = OUR_PREFIXES.some((prefix) => name.toUpperCase().startsWith(prefix)) && !SERVICE_LINK.test(name);
    if (nearest !== null) return [`${name}: expected a setting we have, did you mean ${nearest}?`];
    return isOurs ? [`${name}: expected a setting we have: ${ofSamePrefix(name, known).join(' ')}`] : [];
  });
}

/** Retention of stored documents, KEEP_…_DAYS: which of them there are is for later versions. */
function isKept(name: string): boolean {
  return /^KEEP_\w+_DAYS$/.test(name);
}

function ofSamePrefix(name: string, known: readonly string[]): readonly string[] {
  const prefix = name.toUpperCase().slice(0, 4);
  return known.filter((each) => each.startsWith(prefix));
}

/** The setting a name was meant to be, or null. The shorter a name, the less may differ: HOST and COST are both words. */
function nearestName(name: string, known: readonly string[]): string | null {
  const upper = name.toUpperCase();
  const same = known.find((each) => each === upper) ?? OTHER_NAMES[upper];
  if (same !== undefined) return same;
  const near = known
    .map((each) => ({ each, distance: editDistance(upper, each) }))
    .filter(({ each, distance }) => distance <= allowedDistance(each) || isSwapped(upper, each))
    .sort((left, right) => left.distance - right.distance);
  return near[0]?.each ?? null;
}

function allowedDistance(name: string): number {
  if (name.length <= 5) return 0;
  return name.length <= 8 ? 1 : 2;
}

/** Whether two neighbouring letters changed places: PROT for PORT. */
function isSwapped(left: string, right: string): boolean {
  const at = [...left].findIndex((letter, index) => letter !== right[index]);
  if (at < 0 || left.length !== right.length) return false;
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}

/** Levenshtein's distance: how many letters to put in, leave out or change. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...right].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
