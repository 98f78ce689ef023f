import { Composer } from 'grammy';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { AuditEntry, ServableModel } from '../operations.ts';
import type { ActionOf } from '../views/action.ts';
import { pagedButtons } from '../views/paged-buttons.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { audit } from './audit.ts';
import { forRight } from './roles.ts';

type Asked = ActionOf<'operate'>;

/** How long a market that is muted says nothing. */
const MUTED_MS = 4 * HOUR_MS;
const MODELS_SHOWN = 6;

/** What operators do to a market: pause it, mute it for some hours, have its model trained again, let another saved model serve. */
export function controlsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const allowed = forRight(composer, deps, { right: 'pause', commands: ['pause'], actions: ['controls', 'operate'] });
  allowed.command('pause', async (ctx) => await show(ctx, await listScreen(deps, ctx, 0)));
  onAction(allowed, 'controls', async (ctx, { at = 0 }) => await show(ctx, await listScreen(deps, ctx, at)));
  onAction(allowed, 'operate', async (ctx, asked) => {
    const series = seriesOf(deps, asked);
    if (series === undefined) return await show(ctx, await listScreen(deps, ctx, 0));
    if (asked.what !== 'look' && !asked.isSure) return await show(ctx, sureScreen(ctx, asked));
    const isDone = asked.what === 'look' || (await operate(deps, ctx, { series, asked }));
    const screen = await marketScreen(deps, ctx, series);
    await show(ctx, isDone ? screen : { ...screen, text: `${ctx.texts.controlsModelGone}\n\n${screen.text}` });
  });
  return composer;
}

function seriesOf({ answers }: BotDependencies, { symbol, timeframe }: Asked): SeriesKey | undefined {
  return answers.series.find((each) => each.symbol === symbol && each.timeframe === timeframe);
}

/** Nothing that readers notice is done at the first press. */
function sureScreen({ texts }: BotContext, asked: Asked): Screen {
  const market = `${asked.symbol} ${asked.timeframe}`;
  return {
    text: texts.controlsSure(asked.what, market),
    keyboard: [
      [
        actionButton(texts.buttonSure, { ...asked, isSure: true }),
        actionButton(texts.buttonCancel, { ...asked, what: 'look', model: null, isSure: false }),
      ],
    ],
  };
}

/** Does it and writes it down; false where there is no such model. */
async function operate(
  deps: BotDependencies,
  ctx: BotContext,
  { series, asked }: { readonly series: SeriesKey; readonly asked: Asked },
): Promise<boolean> {
  const { controls } = deps.operations;
  const write = async (act: AuditEntry['act'], more = ''): Promise<true> => {
    await audit(deps, ctx, { act, about: `${seriesName(series)}${more}` });
    return true;
  };
  switch (asked.what) {
    case 'pause':
      await controls.pause({ series, untilMs: null });
      return await write('market-paused');
    case 'mute':
      await controls.pause({ series, untilMs: ctx.nowMs + MUTED_MS });
      return await write('market-paused', ' 4 h');
    case 'resume':
      await controls.resume(series);
      return await write('market-resumed');
    case 'retrain':
      await controls.retrain(series);
      return await write('retrain-asked');
    case 'promote': {
      const found = (await controls.models(series, MODELS_SHOWN)).find(
        ({ version }) => markOf(version) === asked.model,
      );
      if (found === undefined || !(await controls.promote(series, found.version))) return false;
      return await write('model-promoted', ` ${found.version}`);
    }
    case 'look':
      return true;
  }
}

/** What of a version fits a button: its last letters and digits, which are those of a hash. */
function markOf(version: string): string {
  return version
    .replaceAll(/[^a-z0-9]/gi, '')
    .slice(-8)
    .toLowerCase();
}

async function listScreen(deps: BotDependencies, { texts }: BotContext, at: number): Promise<Screen> {
  const paused = new Set((await deps.operations.controls.pauses()).map(({ series }) => seriesName(series)));
  const buttons = deps.answers.series.map((series) => {
    const { symbol, timeframe } = series;
    const label = texts.buttonControlled(`${symbol} ${timeframe}`, paused.has(seriesName(series)));
    return actionButton(label, { type: 'operate', what: 'look', symbol, timeframe, model: null, isSure: false });
  });
  return {
    text: texts.controlsTitle(paused.size),
    keyboard: [
      ...pagedButtons({ buttons, page: at, toPage: (to) => ({ type: 'controls', at: to }) }),
      ...adminBack({ texts }),
    ],
  };
}

async function marketScreen(deps: BotDependencies, ctx: BotContext, series: SeriesKey): Promise<Screen> {
  const { texts } = ctx;
  const { controls } = deps.operations;
  const [pauses, models] = await Promise.all([controls.pauses(), controls.models(series, MODELS_SHOWN)]);
  const pause = pauses.find((each) => seriesName(each.series) === seriesName(series)) ?? null;
  const { symbol, timeframe } = series;
  const button = (text: string, what: Asked['what'], model: string | null = null) =>
    actionButton(text, { type: 'operate', what, symbol, timeframe, model, isSure: false });
  const others = models.filter(({ serves }) => !serves);
  const rows: Keyboard = [
    pause === null
      ? [button(texts.buttonPause, 'pause'), button(texts.buttonMute, 'mute')]
      : [button(texts.buttonResume, 'resume')],
    [button(texts.buttonRetrain, 'retrain')],
    ...others.map(({ version }: ServableModel) => [
      button(texts.buttonPromote(markOf(version)), 'promote', markOf(version)),
    ]),
    [actionButton(texts.buttonControls, { type: 'controls' })],
  ];
  return {
    text: texts.controlsMarket(`${symbol} ${timeframe}`, { pause, models }),
    keyboard: [...rows, ...adminBack(ctx)],
  };
}
