import { PAID_TIERS, type PaidTier } from '../tiers.ts';
import { DAY_MS } from '../time.ts';

/** A member of an older tool: a person, what they had, and until when. */
export interface ListedMember {
  readonly telegramId: number;
  readonly tier: PaidTier;
  /** UTC. A date without a time counts as a whole day, to its end. */
  readonly untilMs: number;
}

/** Why a line of a list cannot be taken. */
export interface MemberProblem {
  /** Counted from 1, the heading included. */
  readonly line: number;
  readonly code: 'three-values' | 'telegram-id' | 'tier' | 'paid-until' | 'listed-twice';
  readonly given: string;
}

/** What a list of members holds. */
export interface MemberList {
  readonly members: readonly ListedMember[];
  readonly problems: readonly MemberProblem[];
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
/** Telegram promises that ids fit 52 bits. */
const MOST_ID = 2 ** 52;

/**
 * Reads "telegram id, tier, paid until", a member a line: commas, semicolons or tabs, values in quotes or not, with a heading or not. A
 * time needs its zone. A person who is listed twice with different values is a problem, twice with the same ones is not.
 */
export function parseMemberList(text: string): MemberList {
  const members = new Map<number, ListedMember>();
  const problems: MemberProblem[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  lines.forEach((line, index) => {
    if (line.trim() === '' || (index === 0 && !/\d/.test(line))) return;
    const found = parseLine(line);
    if ('code' in found) {
      problems.push({ line: index + 1, ...found });
      return;
    }
    const before = members.get(found.telegramId);
    if (before !== undefined && (before.tier !== found.tier || before.untilMs !== found.untilMs))
      problems.push({ line: index + 1, code: 'listed-twice', given: String(found.telegramId) });
    members.set(found.telegramId, before ?? found);
  });
  return { members: [...members.values()], problems };
}

function parseLine(line: string): ListedMember | Pick<MemberProblem, 'code' | 'given'> {
  const values = line.split(/[,;\t]/).map((value) =>
    value
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  const [id = '', named = '', until = ''] = values;
  if (values.length !== 3) return { code: 'three-values', given: line };
  if (!/^\d{1,16}$/.test(id) || Number(id) < 1 || Number(id) >= MOST_ID) return { code: 'telegram-id', given: id };
  const tier = PAID_TIERS.find((each) => each === named.toLowerCase());
  if (tier === undefined) return { code: 'tier', given: named };
  const untilMs = timeOf(until);
  if (untilMs === null) return { code: 'paid-until', given: until };
  return { telegramId: Number(id), tier, untilMs };
}

/** The end of a day, or an instant; null where it is neither, such as the 31st of February. */
function timeOf(text: string): number | null {
  const day = DAY.exec(text);
  if (day !== null) {
    const startMs = Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
    return new Date(startMs).toISOString().startsWith(text) ? startMs + DAY_MS : null;
  }
  const atMs = INSTANT.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
