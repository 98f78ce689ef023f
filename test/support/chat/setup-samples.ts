import { TIERS } from '../../../billing/tiers.ts';
import type { setupTexts } from '../../../bot/telegram/messages/operator/setup-texts.ts';

type SetupTexts = ReturnType<typeof setupTexts>;
type Functions = {
  [K in keyof SetupTexts as SetupTexts[K] extends (...args: never[]) => string ? K : never]: SetupTexts[K];
};
type Samples = { readonly [K in keyof Functions]: readonly Parameters<Functions[K]>[] };

/** What texts of the owner and of channels set up by buttons are called with; `x` stands for a value from outside. */
export function setupSamples(x: string): Samples {
  return {
    setupStranger: [[x]],
    setupAsk: [
      [x, []],
      [x, TIERS],
    ],
    setupAskAgain: [
      [x, []],
      [x, TIERS],
    ],
    setupSureTaken: [[x, 'pro', x]],
    setupSureMoved: [
      [x, 'pro', 'free'],
      [x, null, 'elite'],
    ],
    setupNone: [[x]],
    setupNotYet: [[x]],
    setupDone: [
      [x, 'free', { lacks: null, isPublic: false }],
      [x, 'pro', { lacks: x, isPublic: true }],
    ],
    setupRightsLost: [[x, x]],
    setupRightsBack: [[x]],
    setupBySetting: [['pro']],
    channels: [
      [
        [
          { tier: 'free', title: x, isBySetting: true, language: x, lacks: null },
          { tier: 'pro', title: x, isBySetting: false, language: x, lacks: x },
          { tier: 'elite', title: null, isBySetting: false, language: x, lacks: null },
        ],
      ],
    ],
    buttonChannel: [[x]],
    buttonChannelLanguage: [['pro', x]],
    channelLanguageAsk: [['pro']],
    channelLanguageSet: [['pro']],
    buttonSetupTier: [
      ['free', null],
      ['pro', x],
    ],
  };
}
