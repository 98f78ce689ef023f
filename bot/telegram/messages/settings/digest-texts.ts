import { DAY_MS } from '../../../../engine/time.ts';
import type { Digest, DigestLine } from '../../../readers/digest-of.ts';
import type { Language } from '../../../texts/language.ts';

/** A reader's day or week. */
export function digestTexts(language: Language) {
  return { digest: (digest: Digest) => digestText(language, digest) };
}

function digestText(language: Language, { period, decided, sent, leftOut }: Digest): string {
  const { t, format } = language;
  const { kind, fromDay, toDay } = period;
  const day = (number: number): string => format.day(number * DAY_MS);
  return [
    kind === 'daily'
      ? t('digest-day', { day: day(fromDay) })
      : t('digest-week', { from: day(fromDay), to: day(toDay - 1) }),
    t('digest-decided', countsOf(decided)),
    ...(sent === null ? [] : [t('digest-sent', countsOf(sent))]),
    ...(leftOut === null ? [] : [leftOutText(language, leftOut)]),
    t('digest-foot'),
  ].join('\n');
}

function countsOf({ signals, record }: DigestLine) {
  const { right, wrong } = record;
  return { signals, right, wrong, others: signals - right - wrong };
}

function leftOutText({ t, format }: Language, line: DigestLine): string {
  const { accuracy, accuracyInterval } = line.record;
  const { signals, right } = countsOf(line);
  if (signals === 0) return t('digest-left-out-none');
  if (accuracy === null || accuracyInterval === null) return t('digest-left-out-few', { signals, right });
  const interval = format.interval(accuracyInterval);
  return t('digest-left-out', { signals, right, share: format.percent(accuracy), interval });
}
