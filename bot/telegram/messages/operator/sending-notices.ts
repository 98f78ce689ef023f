import type { Language } from '../../../texts/language.ts';
import type { SendClass } from '../../sending/send-budget.ts';
import { clipped } from '../clipped.ts';

const MOST_WHY = 300;

type Expiring = 'post' | 'alert' | 'broadcast';

/** What operators are told of sending. */
export function sendingNotices(language: Language) {
  const { t } = language;
  return {
    operatorPostsRefused: (setting: string, why: string) =>
      t('operator-posts-refused', { setting, why: clipped(why, MOST_WHY) }),
    operatorPostsAccepted: (setting: string) => t('operator-posts-accepted', { setting }),
    operatorExpired: (kind: Expiring, count: number) => t('operator-expired', { kind, count }),
    operatorInTime: (kind: Expiring) => t('operator-in-time', { kind }),
    operatorBehind: (waiting: readonly SendClass[]) => t('operator-behind', { names: waitingNames(language, waiting) }),
    operatorCaughtUp: t('operator-caught-up'),
    operatorFailed: (code: string, error: string) => t('operator-failed', { code, error: clipped(error, MOST_WHY) }),
    operatorMoved: (from: number, to: number) => t('operator-moved', { from: String(from), to: String(to) }),
  };
}

/** What waits while there is more to send than may be sent, as one text. */
export function waitingNames({ plain }: Pick<Language, 'plain'>, waiting: readonly SendClass[]): string {
  const names = waiting.flatMap((name) =>
    name === 'broadcast' || name === 'alert' || name === 'edit' ? [plain(`waiting-${name}`)] : [],
  );
  return names.join(', ');
}
