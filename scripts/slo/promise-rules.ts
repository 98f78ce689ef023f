import { parse, stringify } from 'yaml';
import { z } from 'zod';

const NEVER_NOTHING = '> 0 or vector(1)';
/** Of each of sloth's pairs of windows the one over which its events are counted: the other only says that it still lasts. */
const LONGER_WINDOWS = ['1h', '6h', '1d', '3d'] as const;
const SHORTEST = '5m';

const specFile = z.object({
  slos: z.array(
    z.object({
      name: z.string(),
      minimum_events: z.number().int().positive().optional(),
      sli: z.object({ events: z.object({ error_query: z.string(), total_query: z.string() }).optional() }),
    }),
  ),
});
const rule = z.looseObject({
  record: z.string().optional(),
  alert: z.string().optional(),
  expr: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const rulesFile = z.object({ groups: z.array(z.looseObject({ name: z.string(), rules: z.array(rule) })) });

type Rule = z.infer<typeof rule>;
type Promised = z.infer<typeof specFile>['slos'][number];

const HEADER = `# Written by npm run slo from ../slo/analyser.yml (by sloth) and ../slo/by-hand.yml: change those, never this file.
`;

/** The texts of which the rules of the promises are made. */
export interface PromiseSources {
  /** What sloth reads. */
  readonly spec: string;
  /** What sloth generates of it. */
  readonly generated: string;
  /** Groups of our own. */
  readonly byHand: string;
}

/**
 * The rules of the promises: ours and those of sloth, with two things that sloth cannot express. An alert about events asks for
 * minimum_events of them in its longer window, and the ratio of 30 days weighs events (sloth's weighs windows of 5 minutes, of which
 * most are empty here). Throws where sloth's rules do not have the form that this rests on.
 */
export function promiseRules({ spec, generated, byHand }: PromiseSources): string {
  const { slos } = specFile.parse(parse(spec));
  const own = rulesFile.parse(parse(byHand));
  const made = rulesFile.parse(parse(generated));
  const groups = made.groups.map(({ rules, ...group }) => {
    const promised = slos.find(({ name }) => rules.some(({ labels, expr }) => isOf(name, labels?.sloth_slo, expr)));
    if (promised === undefined) throw new Error(`expected rules of a promise, was "${group.name}"`);
    return {
      ...group,
      rules: promised.sli.events === undefined ? rules : rules.flatMap((each) => rewritten(each, promised)),
    };
  });
  return HEADER + stringify({ groups: [...own.groups, ...groups] }, { lineWidth: 0, aliasDuplicateObjects: false });
}

function isOf(name: string, label: string | undefined, expr: string): boolean {
  return label === name || expr.includes(`sloth_slo="${name}"`);
}

function rewritten(each: Rule, promised: Promised): readonly Rule[] {
  if (each.alert !== undefined) return [{ ...each, expr: withMinimum(each.expr, promised) }];
  if (each.record !== 'slo:sli_error:ratio_rate30d') return [each];
  const { error_query: errors = '' } = promised.sli.events ?? {};
  const labels = { ...each.labels, sloth_window: SHORTEST };
  const ofPromise = `{sloth_slo="${promised.name}"}`;
  const [bad, all] = ['slo:sli_bad_events:increase5m', 'slo:sli_events:increase5m'];
  const sums = { bad: `sum_over_time(${bad}${ofPromise}[30d])`, all: `sum_over_time(${all}${ofPromise}[30d])` };
  return [
    { record: bad, expr: within(errors, SHORTEST), labels },
    { record: all, expr: `${within(eventsOf(promised), SHORTEST)} or vector(0)`, labels },
    { ...each, expr: `${sums.bad} / (${sums.all} > 0) or 0 * ${sums.all}` },
  ];
}

function withMinimum(expr: string, promised: Promised): string {
  const { name, minimum_events: least } = promised;
  if (least === undefined) throw new Error(`expected minimum_events of "${name}", was nothing`);
  let found = 0;
  const asked = expr.replace(
    /max\(slo:sli_error:ratio_rate(\w+)\{[^}]*\} > [^)]*\)\) without \(sloth_window\)/g,
    (part, window) => {
      if (!LONGER_WINDOWS.some((each) => each === window) || !isAfterAnd(expr, part)) return part;
      found += 1;
      return `${part}\n        and on()\n        ${within(eventsOf(promised), window)} >= ${least}`;
    },
  );
  if (found !== 2) throw new Error(`expected two longer windows in an alert of "${name}", was ${found}`);
  return asked;
}

/** Sloth writes the longer window of a pair second; 6 h is the shorter one of the last pair. */
function isAfterAnd(expr: string, part: string): boolean {
  return /\band\s*$/.test(expr.slice(0, expr.indexOf(part)));
}

function eventsOf({ name, sli }: Promised): string {
  const total = sli.events?.total_query ?? '';
  if (!total.endsWith(NEVER_NOTHING))
    throw new Error(`expected a total_query of "${name}" with ${NEVER_NOTHING}, was "${total}"`);
  return total.slice(0, -NEVER_NOTHING.length).trim();
}

function within(query: string, window: string): string {
  return query.replaceAll('{{.window}}', window);
}
