import { type Expression, type PropertyKey, type TSType, Visitor } from 'oxc-parser';
import { inFolder, product, type Rule, type Source } from '../sources.ts';

const TIER_NAMES: readonly unknown[] = ['free', 'pro', 'elite'];

/** Tiers are named in the list of tiers and the table of plans; everybody else gets them from there. */
export const tierLiterals: Rule = (sources) =>
  product(sources)
    .filter(({ path }) => !/^billing\/(?:tiers|plans)\.ts$/.test(path))
    .flatMap(({ path, program }) => {
      const found = new Set<string>();
      if (program !== null) {
        new Visitor({ Literal: ({ value }) => void (TIER_NAMES.includes(value) && found.add(`'${value}'`)) }).visit(
          program,
        );
      }
      return [...found].map((name) => ({ rule: 'tier-named-outside-tiers-and-plans', path, name }));
    });

/** Two words in a row, the second without a capital: a sentence, or a piece of one. */
const SENTENCE = /(?:^|[^\w:/.-])[A-Za-z]{2,}[,;:]? [a-z]{2,}\b/;

/**
 * Where sentences may stand, by place: the table of features has its reasons beside its formulas, and what refuses candle
 * files and backtest plans answers an operator at a terminal or a developer, as a thrown message does.
 */
const EXEMPT = [
  /^engine\/features\/(?:table|context-features|volume-features|families|library-feature)\b/,
  /^engine\/market\/(?:import|clean|csv)\//,
  /^engine\/market\/(?:candle-age|published)\.ts$/,
  /^engine\/backtest\/plan\//,
];

/** What the document of the API says of routes and fields stands beside them, as a docstring does. */
const API_PLACE = /^bot\/http\//;
const API_NAMES: ReadonlySet<string> = new Set(['summary', 'description']);
const API_CALLS = /(?:\.describe|^answer)$/;

export function sentencesOf(source: Source): readonly string[] {
  if (source.program === null || EXEMPT.some((place) => place.test(source.path))) return [];
  const found = new Set<string>();
  let errors = 0;
  const isApi = API_PLACE.test(source.path);
  const textOf = ({ start, end }: { readonly start: number; readonly end: number }): string =>
    source.text.slice(start, end);
  const isError = (callee: Expression): boolean => /(?:Error|Timeout|Fault|Damaged|Refused)$/.test(textOf(callee));
  /** `super(…)` of an error, and a warning for the operator, who reads it where he reads what was thrown. */
  const isThrown = (callee: Expression): boolean =>
    callee.type === 'Super' || textOf(callee) === 'process.emitWarning' || (isApi && API_CALLS.test(textOf(callee)));
  const isApiText = (key: PropertyKey): boolean => isApi && key.type === 'Identifier' && API_NAMES.has(key.name);
  const add = (text: string): void => {
    // Tags of a page are no words: `class="call card"` is no sentence.
    if (errors === 0 && SENTENCE.test(text.replace(/<[^>]*>/g, '·')))
      found.add(text.replace(/\s+/g, ' ').trim().slice(0, 50).trim());
  };
  new Visitor({
    ThrowStatement: () => void errors++,
    'ThrowStatement:exit': () => void errors--,
    NewExpression: ({ callee }) => void (isError(callee) && errors++),
    'NewExpression:exit': ({ callee }) => void (isError(callee) && errors--),
    CallExpression: ({ callee }) => void (isThrown(callee) && errors++),
    'CallExpression:exit': ({ callee }) => void (isThrown(callee) && errors--),
    Property: ({ key }) => void (isApiText(key) && errors++),
    'Property:exit': ({ key }) => void (isApiText(key) && errors--),
    Literal: ({ value }) => void (typeof value === 'string' && add(value)),
    TemplateLiteral: ({ quasis }) => add(quasis.map(({ value }) => value.cooked ?? '').join('…')),
  }).visit(source.program);
  return [...found];
}

/** Engine and billing return codes with parameters; sentences are made where a reader's language is known. */
export const english: Rule = (sources) =>
  inFolder(sources, 'engine', 'billing').flatMap((source) =>
    sentencesOf(source).map((name) => ({ rule: 'english-in-engine-or-billing', path: source.path, name })),
  );

function memberTypes(type: TSType): readonly string[] {
  if (type.type === 'TSUnionType') return type.types.flatMap(memberTypes);
  if (type.type === 'TSIntersectionType') return type.types.flatMap(memberTypes);
  if (type.type !== 'TSTypeLiteral') return [];
  return type.members.flatMap((member) => {
    if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier' || member.key.name !== 'type') {
      return [];
    }
    const named = member.typeAnnotation?.typeAnnotation;
    const choices = named === undefined ? [] : named.type === 'TSUnionType' ? named.types : [named];
    return choices.flatMap((choice) =>
      choice.type === 'TSLiteralType' && choice.literal.type === 'Literal' ? [String(choice.literal.value)] : [],
    );
  });
}

const isType = (key: PropertyKey): boolean => key.type === 'Identifier' && key.name === 'type';

/** A kind of event that nobody makes is a promise in the logs and metrics that nothing keeps. */
export const eventsAreMade: Rule = (sources) => {
  const declared: { readonly path: string; readonly name: string }[] = [];
  const made = new Set<string>();
  for (const { path, program } of product(sources)) {
    if (program === null) continue;
    let inType = 0;
    new Visitor({
      TSTypeAliasDeclaration: ({ id, typeAnnotation }) => {
        if (!id.name.endsWith('Event')) return;
        for (const type of memberTypes(typeAnnotation)) declared.push({ path, name: `${id.name}: ${type}` });
      },
      Property: ({ key }) => void (isType(key) && inType++),
      'Property:exit': ({ key }) => void (isType(key) && inType--),
      Literal: ({ value }) => void (inType > 0 && made.add(String(value))),
    }).visit(program);
  }
  return declared
    .filter(({ name }) => !made.has(name.split(': ')[1] ?? ''))
    .map(({ path, name }) => ({ rule: 'event-that-nobody-makes', path, name }));
};
