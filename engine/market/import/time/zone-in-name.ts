import { normalName } from '../role-names.ts';
import { parseUtcOffset, parseZone, type SourceClock } from './clock.ts';

/** What the name of a column of times states about their clock. */
export type NamedZone =
  | { readonly type: 'none' }
  | { readonly type: 'clock'; readonly clock: SourceClock }
  /** A zone that may or may not keep summer time: "EST" is New York's time to one tool and always UTC−5 to another. */
  | { readonly type: 'ambiguous'; readonly zone: string };

/** Zones without summer time, in hours east of UTC. */
const FIXED: Readonly<Record<string, string>> = { MSK: '+3', JST: '+9', KST: '+9', HKT: '+8', SGT: '+8' };
const SEASONAL = 'ET EST EDT CT CST CDT MT MST MDT PT PST PDT WET WEST CET CEST EET EEST BST AEST AEDT'.split(' ');
const NONE: NamedZone = { type: 'none' };

/** The clock in a column's name such as "Time (GMT+3)", "Date MSK", "Time (America/New_York)" or "time_est". */
export function zoneInName(name: string): NamedZone {
  const [, sign, hours, minutes = '00'] = /(?:utc|gmt) *([+\u2212-]) *(\d{1,2}):?(\d\d)?(?!\d)/i.exec(name) ?? [];
  if (sign !== undefined) {
    return clockOf(parseUtcOffset(`${sign === '+' ? '+' : '-'}${hours}:${minutes}`), name);
  }
  const isUtc = normalName(name)
    .split('_')
    .some((word) => word === 'utc' || word === 'gmt');
  if (isUtc) return clockOf(parseZone('utc'));
  const place = /[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+/.exec(name)?.[0];
  if (place !== undefined) return clockOf(parseZone(place), place);
  const zone = abbreviationIn(name);
  if (zone === null) return NONE;
  const fixed = parseUtcOffset(FIXED[zone] ?? '');
  return clockOf(fixed === null ? null : { ...fixed, name: zone }, zone);
}

const clockOf = (clock: SourceClock | null, zone = ''): NamedZone =>
  clock === null ? { type: 'ambiguous', zone } : { type: 'clock', clock };

/** In capitals anywhere, in small letters only as the last word: "date et heure" is French. */
function abbreviationIn(name: string): string | null {
  const words = name.split(/[^A-Za-z]+/).filter((word) => word !== '');
  const known = [...SEASONAL, ...Object.keys(FIXED)];
  const last = words.length > 1 ? (words.at(-1) ?? '').toUpperCase() : '';
  return words.find((word) => known.includes(word)) ?? known.find((word) => word === last) ?? null;
}
