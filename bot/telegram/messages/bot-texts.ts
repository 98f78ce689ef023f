import type { Language } from '../../texts/language.ts';
import { readerCommands } from '../commands.ts';

/** How the bot presents itself: plain text. */
export function botTexts({ plain }: Language) {
  return {
    /** At most 512 characters: what somebody reads before they press Start. */
    botDescription: plain('bot-description'),
    /** At most 120 characters. */
    botShortDescription: plain('bot-short-description'),
    /** The menu that Telegram offers to readers. */
    commandMenu: (hasPartners: boolean) =>
      readerCommands(hasPartners)
        .filter(({ isInMenu = true }) => isInMenu)
        .map(({ command }) => ({ command: `${command}`, description: plain(`command-${command}`) })),
  };
}
