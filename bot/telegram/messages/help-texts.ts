import type { Language } from '../../texts/language.ts';
import { type OperatorCommandName, readerCommands, tierFor } from '../commands.ts';

/** What one can send. */
export function helpTexts(language: Language) {
  const { t, format } = language;
  return {
    /** ofRole: the commands that the reader has as an operator. */
    help: (
      pairs: readonly string[],
      { ofRole, hasPartners }: { readonly ofRole: readonly OperatorCommandName[]; readonly hasPartners: boolean },
    ) =>
      [
        t('help-title'),
        commandLines(language, hasPartners),
        ...(ofRole.length === 0 ? [] : [operatorLines(language, ofRole)]),
        t('help-pairs', { pairs: format.some(pairs, 12) }),
        t('help-reading'),
      ].join('\n\n'),
  };
}

function commandLines({ t, plain }: Language, hasPartners: boolean): string {
  return readerCommands(hasPartners)
    .map((listed) => {
      const { command, example } = listed;
      const tier = tierFor(listed);
      const what = plain(`command-${command}`);
      const about = tier === null ? what : plain('help-of-tier', { about: what, tier: plain(`tier-${tier}`) });
      return example === undefined
        ? t('help-line', { command, about })
        : t('help-line-of', { command, example, about });
    })
    .join('\n');
}

function operatorLines({ t, plain }: Language, ofRole: readonly OperatorCommandName[]): string {
  const lines = ofRole.map((command) => t('help-line', { command, about: plain('operator-command', { command }) }));
  return [t('help-operators'), ...lines].join('\n');
}
