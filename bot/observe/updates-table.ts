import type { ClockEvent } from '../telegram/clock-trust.ts';
import type { JournalEvent } from '../telegram/updates/fact-journal.ts';
import type { IntakeEvent } from '../telegram/updates/intake.ts';
import type { ListeningEvent } from '../telegram/updates/poller.ts';
import type { EventTable } from './event-table.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** What the events of getting updates and keeping facts become. */
export const UPDATES_TABLE: EventTable<IntakeEvent | JournalEvent | ListeningEvent | ClockEvent> = {
  'listening-trouble': {
    line: (event) => ({
      level: 'error',
      message:
        event.kind === 'token'
          ? `TELEGRAM_BOT_TOKEN: Telegram does not know this token (${event.detail}); everything else runs, and it is tried again`
          : `no updates from Telegram (${event.kind}): ${event.detail}; it is tried again`,
      fields: { 'error.code': `telegram/${event.kind}` },
    }),
    count: (metrics, { kind }) => metrics.listeningTroubles.inc({ kind }),
  },
  'listening-again': {
    line: (event) => ({ level: 'info', message: `updates again after ${seconds(event.silentMs)} (${event.kind})` }),
  },
  'facts-waiting': {
    line: (event) => ({ level: 'error', message: `${event.waiting} facts wait for the database: ${event.error}` }),
    count: (metrics, { waiting }) => metrics.factsWaiting.set(waiting),
  },
  'facts-done': {
    line: (event) => ({ level: 'info', message: `${event.done} facts are done after ${seconds(event.waitedMs)}` }),
    count: (metrics) => metrics.factsWaiting.set(0),
  },
  'fact-failed': {
    line: (event) => ({
      level: 'error',
      message: `update ${event.updateId} (${event.road}) failed at attempt ${event.attempt}, and is tried again: ${event.error}`,
    }),
    count: (metrics) => metrics.updates.inc({ outcome: 'failed' }),
  },
  'fact-given-up': {
    line: (event) => ({ level: 'error', message: `update ${event.updateId} is given up: ${event.error}` }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/fact-given-up' }),
  },
  'facts-unkept': {
    line: (event) => ({
      level: 'error',
      message: `${event.count} facts could not be written to disk and are acknowledged once the database has them: ${event.error}`,
    }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/journal' }),
  },
  'update-dropped': {
    line: (event) => ({ level: 'warn', message: `update ${event.updateId} was dropped` }),
    count: (metrics) => metrics.updates.inc({ outcome: 'dropped' }),
  },
  'journal-unavailable': {
    line: (event) => ({
      level: 'error',
      message:
        `DATA_DIR: ${event.path} cannot be used (${event.error}); ` +
        'payments and members are acknowledged to Telegram once the database has them',
    }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/journal' }),
  },
  'journal-available': { line: (event) => ({ level: 'info', message: `${event.path} can be used again` }) },
  'journal-torn': {
    line: (event) => ({
      level: 'warn',
      message: `${event.path}: the last line (${event.bytes} bytes) was cut off by a kill and is dropped; Telegram sends it again`,
    }),
  },
  'journal-damaged': {
    line: (event) => ({
      level: 'error',
      message: `${event.path}: ${event.lines} lines cannot be read and are left out; the file as it was is ${event.copy}`,
    }),
    count: (metrics) => metrics.failures.inc({ where: 'telegram/journal' }),
  },
  'clock-distrusted': {
    line: (event) => ({
      level: 'error',
      message: `the clock of ${event.source} is ${seconds(event.skewMs)} from this machine's: nobody is removed until they agree`,
    }),
  },
  'clock-unconfirmed': {
    line: (event) => ({
      level: 'error',
      message: `nobody confirms this machine's clock, so nobody is removed: Telegram's could not be asked for an hour: ${event.error}`,
    }),
  },
  'clock-trusted': {
    line: (event) => ({ level: 'info', message: `the clock of ${event.source} agrees with this machine's again` }),
  },
};
