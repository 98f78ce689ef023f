import { TIERS } from '../../../billing/tiers.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { Texts } from '../messages/texts.ts';
import { actionButton, type Screen } from '../views/show.ts';

/** Asks which tier a channel is of, by buttons. Tiers whose channel is that of a setting are named and not offered. */
export function channelQuestion(
  { telegram: { channels, channelSetup: setup } }: Pick<BotDependencies, 'telegram'>,
  texts: Texts,
  { chatId, title, isAgain }: { readonly chatId: number; readonly title: string; readonly isAgain: boolean },
): Screen {
  const settled = TIERS.filter((tier) => setup.isBySetting(tier));
  const buttons = TIERS.filter((tier) => !settled.includes(tier)).map((tier) => [
    actionButton(texts.buttonSetupTier(tier, channels[tier]?.title ?? null), {
      ...{ type: 'channel-tier' as const, tier, chatId, isSure: false },
    }),
  ]);
  return {
    text: isAgain ? texts.setupAskAgain(title, settled) : texts.setupAsk(title, settled),
    keyboard: [
      ...buttons,
      [actionButton(texts.buttonSetupNone, { type: 'channel-tier', tier: null, chatId, isSure: false })],
    ],
  };
}
