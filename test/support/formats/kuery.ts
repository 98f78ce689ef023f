/** A log line by its flat ECS names. */
export type LogLine = Readonly<Record<string, unknown>>;

interface Query {
  readonly matches: (line: LogLine) => boolean;
  readonly fields: readonly string[];
}

const WORDS = /\s*(>=|[():]|[^\s():>]+)/gy;

/**
 * The part of Kibana's query language that our saved searches use: `field: value`, `field: (a or b)`, `field: *`, `field >= 5`, and, or,
 * brackets. Throws at anything else.
 */
export function parseKuery(text: string): Query {
  const words = [...text.matchAll(WORDS)].map(([, word = '']) => word);
  if (words.join('') !== text.replaceAll(/\s/g, '')) throw new Error(`expected a query, was "${text}"`);
  let at = 0;
  const next = (): string => {
    const word = words[at];
    if (word === undefined) throw new Error(`expected more of "${text}"`);
    at += 1;
    return word;
  };
  const take = (word: string): boolean => {
    if (words[at] !== word) return false;
    at += 1;
    return true;
  };
  const must = (word: string): void => {
    if (!take(word)) throw new Error(`expected "${word}" in "${text}", was "${words[at]}"`);
  };
  const listOf = <T>(separator: 'and' | 'or', part: () => T): readonly T[] => {
    const parts = [part()];
    while (take(separator)) parts.push(part());
    return parts;
  };
  const either = (): Query => joined('some', listOf('or', both));
  const both = (): Query => joined('every', listOf('and', term));
  const term = (): Query => {
    if (take('(')) {
      const inner = either();
      must(')');
      return inner;
    }
    const field = next();
    if (take('>=')) {
      const least = Number(next());
      return { fields: [field], matches: (line) => Number(line[field]) >= least };
    }
    must(':');
    if (take('*')) return { fields: [field], matches: (line) => (line[field] ?? null) !== null };
    const values = take('(') ? listOf('or', next) : [next()];
    if (values.length > 1) must(')');
    return { fields: [field], matches: (line) => values.includes(String(line[field])) };
  };
  const query = either();
  if (at < words.length) throw new Error(`expected the end of "${text}", was "${words[at]}"`);
  return query;
}

function joined(how: 'some' | 'every', parts: readonly Query[]): Query {
  return {
    fields: parts.flatMap(({ fields }) => fields),
    matches: (line) => parts[how]((part) => part.matches(line)),
  };
}
