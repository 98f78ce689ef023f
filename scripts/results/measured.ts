import { z } from 'zod';

const number = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

const about = {
  /** First cell of its row, and what a later measurement replaces. */
  label: z.string().min(1),
  /** Day of the measurement (UTC) and the commit it was made at; a "+" behind it: with changes not committed. */
  day: z.string(),
  commit: z.string(),
};

const evaluation = z.object({
  ...about,
  table: z.literal('evaluation'),
  rows: z.number(),
  accuracy: number,
  auc: number,
  brierSkill: number,
  calibrationError: number,
  chance: interval,
  topTenth: z.object({ accuracy: number, count: z.number() }),
  bestBaseline: z.object({ accuracy: number, gain: number, interval }),
  overReversal: z.object({ gain: number, interval }),
  expectedValue: z.object({
    count: z.number(),
    slope: number,
    interval,
    stated: number,
    realised: number,
    /** Sum of the squares of what was stated, bps²: how much its rows weigh in a slope over several series. */
    weight: z.number(),
  }),
});

const byValue = z.object({
  ...about,
  table: z.literal('by-value'),
  sharpe: number,
  entriesPerYear: number,
  meanNetBps: number,
  interval,
  maxDrawdown: z.number(),
});

const line = z.object({ sharpe: number, interval, maxDrawdown: z.number() });
const difference = z.object({ difference: number, interval });
const swing = z.object({
  ...about,
  table: z.literal('swing'),
  published: line,
  floor: line,
  overHolding: difference,
  since2021: z.object({ published: line, overHolding: difference }).nullable(),
  letOut: z.object({ from: z.string().nullable(), entries: z.number(), sharpe: number }),
});

/** A measurement by a command, as results.json keeps it. Fractions, bps and Sharpe ratios a year; undefined is null. */
export const measuredSchema = z.discriminatedUnion('table', [evaluation, byValue, swing]);

/** Measurements of a page, in the order of its rows. */
export const measuredFile = z.array(measuredSchema);

/** One measurement; which table it belongs to follows from its kind. */
export type Measured = z.infer<typeof measuredSchema>;
type WithoutAbout<T> = T extends unknown ? Omit<T, 'label' | 'day' | 'commit'> : never;
/** A measurement before it is known when and where it was made. */
export type Figures = WithoutAbout<Measured>;
/** The measurements of one table. */
export type MeasuredIn<Table extends Measured['table']> = Extract<Measured, { readonly table: Table }>;
