import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
import type { Stage } from './bot-stage.ts';

/** Keeps the bot's events, and waits for one that matches. */
export function eventLog(): Pick<Stage, 'events' | 'untilEvent'> & { log(event: BotEvent): void } {
  const events: BotEvent[] = [];
  const listeners = new Set<() => void>();
  return {
    events,
    log(event) {
      events.push(event);
      for (const listener of [...listeners]) listener();
    },
    untilEvent: (matches) =>
      new Promise((resolve, reject) => {
        const attempt = (): void => {
          const found = events.find(matches);
          if (found === undefined) return;
          clearTimeout(timer);
          listeners.delete(attempt);
          resolve(found);
        };
        const timer = setTimeout(() => {
          listeners.delete(attempt);
          reject(new Error(`waited 30 s in vain; the last events: ${JSON.stringify(events.slice(-5))}`));
        }, 30_000);
        listeners.add(attempt);
        attempt();
      }),
  };
}
