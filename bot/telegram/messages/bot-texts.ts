import type { Language } from '../../texts/language.ts';

/** The commands that Telegram offers, in its order; each has a text "command-…". */
const COMMANDS = [
  ...(['signals', 'chart', 'predict', 'why', 'track', 'calibration', 'backtest'] as const),
  ...(['markets', 'status', 'cost', 'watch', 'plan', 'subscribe', 'trial'] as const),
  ...(['help', 'support', 'paysupport', 'terms', 'privacy'] as const),
];

/** How the bot presents itself: plain text. */
export function botTexts({ plain }: Language) {
  return {
    /** At most 512 characters: what somebody reads before they press Start. */
    botDescription: plain('bot-description'),
    /** At most 120 characters. */
    botShortDescription: plain('bot-short-description'),
    commands: COMMANDS.map((command) => ({ command: `${command}`, description: plain(`command-${command}`) })),
  };
}
