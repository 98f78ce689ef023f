import type { BotContext } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import type { ActionOf } from '../../views/action.ts';
import { showPicture } from '../../views/send-picture.ts';
import { actionButton, type Keyboard, show } from '../../views/show.ts';
import { pairButtons, pairsPageOf } from '../pair-buttons.ts';

/** Pictures of the record, of all markets or of one pair. */
type PairPictureType = 'calibration' | 'equity';

/** Which picture: of a pair (null: of all), and the page of the pairs' buttons. */
export type ShownPair = Omit<ActionOf<PairPictureType>, 'type'>;

export interface PairPicture {
  readonly type: PairPictureType;
  readonly shown: ShownPair;
  /** Null where it could not be drawn: the caption goes alone. */
  readonly png: Buffer | null;
  readonly caption: string;
}

/** Shows such a picture with the buttons of the other pairs, in place of the message whose button was pressed. */
export async function showPairPicture(deps: BotDependencies, ctx: BotContext, picture: PairPicture): Promise<void> {
  const { type, shown, png, caption } = picture;
  const { texts } = ctx;
  const track = actionButton(texts.buttonTrack, { type: 'track', symbol: shown.symbol });
  const keyboard: Keyboard = [
    ...pictureRows(deps, ctx, { type, shown }),
    [track, actionButton(texts.buttonMenu, { type: 'home' })],
  ];
  if (png === null) return await show(ctx, { text: caption, keyboard });
  await showPicture(ctx, { png, name: `${type}.png`, caption, keyboard });
}

/** The buttons of the pairs of which there is such a picture. */
export function pictureRows(
  deps: BotDependencies,
  ctx: BotContext,
  { type, shown: { symbol, pairsPage } }: Pick<PairPicture, 'type' | 'shown'>,
): Keyboard {
  return pairButtons(deps.answers, ctx, {
    current: symbol,
    page: pairsPage ?? pairsPageOf(deps.answers.series, symbol),
    choose: (chosen, at) => ({ type, symbol: chosen, pairsPage: at }),
    leaf: (at) => ({ type, symbol, pairsPage: at }),
  });
}
