import type { FitStage, ModelMaker } from '../../engine/models/fit.ts';

/** What a long fit is doing, for a progress line. */
export function fitStageText(stage: FitStage): string {
  if (stage.code === 'backend') return `trains with ${stage.name}`;
  return `network ${stage.member} of ${stage.members}, validation loss ${stage.validationLoss.toFixed(5)}`;
}

/** What a reader of a kind's figures should know: how it departs from the refit schedule. */
export function makerNotes({ refitDays }: ModelMaker): readonly string[] {
  if (refitDays === undefined) return [];
  const { hours, minutes } = refitDays;
  return [
    `a network serves ${hours} days of a walk-forward (${minutes} below 1 h) before it is fitted again, ` +
      'from the weights it has',
  ];
}
