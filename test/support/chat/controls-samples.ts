import { TIERS } from '../../../billing/tiers.ts';
import type { controlsTexts } from '../../../bot/telegram/messages/operator/controls-texts.ts';
import { CLOSE_TIME_MS } from '../signal-fixtures.ts';

type ControlsTexts = ReturnType<typeof controlsTexts>;
type Functions = {
  [K in keyof ControlsTexts as ControlsTexts[K] extends (...args: never[]) => string ? K : never]: ControlsTexts[K];
};
type Samples = { readonly [K in keyof Functions]: readonly Parameters<Functions[K]>[] };

const AT = CLOSE_TIME_MS;

/** What texts of pauses, models and messages to many are called with; `x` stands for a value from outside. */
export function controlsSamples(x: string): Samples {
  const series = { exchange: x, symbol: x, timeframe: '1h' } as const;
  const models = [true, false].map((serves) => ({ version: x, savedAtMs: AT, serves }));
  const progress = {
    id: x,
    by: 1,
    segment: { tiers: null, languages: null },
    html: x,
    startedAtMs: AT,
    planned: 2,
    byState: {},
  };
  const states = ['planning', 'sending', 'stopped', 'done'] as const;
  const audiences = ['all', ...TIERS] as const;
  return {
    controlsTitle: [[1]],
    controlsMarket: [
      [x, { pause: null, models }],
      [x, { pause: { series, untilMs: null }, models: [] }],
      [x, { pause: { series, untilMs: AT }, models }],
    ],
    controlsSure: (['look', 'pause', 'mute', 'resume', 'retrain', 'promote'] as const).map((what) => [what, x]),
    buttonControlled: [
      [x, true],
      [x, false],
    ],
    buttonPromote: [[x]],
    broadcastAsk: audiences.flatMap((audience) => [[audience, 'news'] as const, [audience, 'incident'] as const]),
    broadcastTooLong: [[3_500]],
    broadcastDraft: [[{ html: x, audience: 'all', kind: 'news' }, 3]],
    broadcastSure: [
      [3, null],
      [25_000, 2_500],
    ],
    broadcastProgress: states.map((state) => [{ ...progress, state }]),
    buttonBroadcastTo: [['all', 'news']],
    buttonBroadcast: states.map((state) => [x, state]),
    removalsAsk: [[x, { removals: 9, members: 20 }]],
    removalsDone: [[9]],
    buttonRemoveAll: [[9]],
    dailyWord: [
      [true, x],
      [false, x],
    ],
  };
}
