import type { ProcessEvent } from '../observe/process-event.ts';
import type { BotEvent } from '../telegram/dependencies.ts';

/** What the operator must look at is an error, what may need a look a warning, the rest is the day's work. */
const LEVELS: Readonly<Record<BotEvent['type'], 'debug' | 'info' | 'warn' | 'error'>> = {
  'update-failed': 'error',
  'update-repeated': 'debug',
  'payment-settled': 'info',
  'refund-settled': 'warn',
  'payment-unmatched': 'error',
  'payment-unstored': 'error',
  'pre-checkout-answered': 'info',
  'join-approved': 'info',
  'join-declined': 'info',
  'member-removed': 'info',
  'member-removal-failed': 'error',
  unreachable: 'info',
  'channel-rights-missing': 'error',
  'ticket-opened': 'info',
  'chart-failed': 'error',
  'setup-step-failed': 'warn',
};

/** A chat event as a line of the log: its type as the action, its facts as the message. */
export function noteOfBotEvent(event: BotEvent): ProcessEvent {
  const { type, ...facts } = event;
  const told = Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`);
  return { type: 'note', level: LEVELS[type], action: type, message: `${type} ${told.join(' ')}`.trim() };
}
