import type { Language } from '../../texts/language.ts';

/** How the bot presents itself: plain text. */
export function botTexts({ plain }: Language) {
  return {
    /** At most 512 characters: what somebody reads before they press Start. */
    botDescription: plain('bot-description'),
    /** At most 120 characters. */
    botShortDescription: plain('bot-short-description'),
    commands: [
      { command: 'signals', description: plain('command-signals') },
      { command: 'predict', description: plain('command-predict') },
      { command: 'why', description: plain('command-why') },
      { command: 'track', description: plain('command-track') },
      { command: 'backtest', description: plain('command-backtest') },
      { command: 'status', description: plain('command-status') },
      { command: 'plan', description: plain('command-plan') },
      { command: 'subscribe', description: plain('command-subscribe') },
      { command: 'help', description: plain('command-help') },
      { command: 'support', description: plain('command-support') },
      { command: 'paysupport', description: plain('command-paysupport') },
      { command: 'terms', description: plain('command-terms') },
      { command: 'privacy', description: plain('command-privacy') },
    ],
  };
}
