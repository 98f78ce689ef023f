const SUFFIX = '|outcome';

/** What the message is about that tells how a signal ended. */
export function outcomeSubject(signalId: string): string {
  return `${signalId}${SUFFIX}`;
}

/** The signal that a subject of alerts is about. */
export function signalIdOf(subject: string): string {
  return subject.endsWith(SUFFIX) ? subject.slice(0, -SUFFIX.length) : subject;
}
