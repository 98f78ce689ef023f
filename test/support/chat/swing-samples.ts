import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { entryOf, outcomeOf, SWING_STEPS, swingOf, swingOutcomeOf } from '../signal-fixtures.ts';

const [TRIM, LEAVE] = SWING_STEPS;

/** Swings of every source and in every state; the rule is called as `modelVersion` tells. */
export function swingSamples(modelVersion: string): readonly LedgerEntry[] {
  return (['live', 'recorded', 'simulated'] as const).flatMap((marketSource) => {
    const signal = swingOf({ marketSource, modelVersion, worthTrading: marketSource === 'live' });
    return [
      entryOf(signal),
      ...[[TRIM], [LEAVE]].map((steps) => ({ ...entryOf(signal), steps })),
      ...[swingOutcomeOf(), swingOutcomeOf({ exitPrice: 60_800, touched: 'stop' }), outcomeOf({ type: 'void' })].map(
        (outcome) => ({ ...entryOf(signal, outcome), steps: [TRIM, LEAVE] }),
      ),
      { ...entryOf(signal, swingOutcomeOf({ netBps: 0 })), steps: [LEAVE] },
    ];
  });
}

/** Every kind of step. */
export const STEP_SAMPLES: readonly Parameters<Texts['stepMessage']>[] = [
  TRIM,
  LEAVE,
  { ...LEAVE, reason: 'stop' } as const,
].flatMap((step) =>
  [{}, { botUsername: 'b' }].map(
    (named): Parameters<Texts['stepMessage']> => [{ signal: swingOf(), step, before: [] }, named],
  ),
);

/** Why a swing was entered. */
export const TREND_SAMPLES: readonly Parameters<Texts['whyTrend']>[] = [
  [
    {
      ...{ type: 'trend', strength: 0.47, yearlyVolatility: 0.5 },
      parts: [0.12, -0.03].map((move, at) => ({ days: 7 * (at + 1), move, usualMoves: 10 * move })),
    },
    swingOf(),
  ],
];
