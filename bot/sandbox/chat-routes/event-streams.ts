import type { ServerResponse } from 'node:http';
import type { TelegramWorld, WorldEvent } from '../telegram/world.ts';
import type { ClockEvent } from './chat-snapshot.ts';

/** Open server-sent event streams of the chat page. */
export interface EventStreams {
  /** Takes the response over and writes to it until either side ends. */
  open(personId: number, response: ServerResponse): void;
  isFull(): boolean;
  closeAll(): void;
}

const MAX_STREAMS = 200;
/** A reader this far behind is cut off: the page connects again and reads the snapshot. */
const MAX_BEHIND_BYTES = 1_000_000;

/**
 * Sends each person only the events of chats they may see, as `event: world`, and the virtual time with the ribbon's notice as
 * `event: clock` every clockEveryMs, which also keeps the connection alive.
 */
export function createEventStreams(deps: {
  readonly world: TelegramWorld;
  readonly clockEveryMs: number;
  /** Whether the recording has ended: the page then reads the snapshot again, because no other event announces it. */
  readonly hasEnded: () => boolean;
  /** Whether the clock is fast-forwarded: the page reads the snapshot again when that begins or ends. */
  readonly isCatchingUp: () => boolean;
}): EventStreams {
  const { world, hasEnded } = deps;
  const open = new Set<() => void>();

  function openStream(personId: number, response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // Proxies such as nginx would hold events back otherwise.
      'x-accel-buffering': 'no',
    });
    const send = (event: string, data: unknown): void => {
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (response.writableLength > MAX_BEHIND_BYTES) response.destroy();
    };
    const sendClock = (): void => {
      const { nowMs } = world.snapshot(personId);
      const data: ClockEvent = { nowMs, hasEnded: hasEnded(), isCatchingUp: deps.isCatchingUp() };
      send('clock', data);
    };
    const stopListening = world.subscribe((event) => {
      if (maySee(world, personId, event)) send('world', event);
    });
    response.write('retry: 1000\n\n');
    sendClock();
    const timer = setInterval(sendClock, deps.clockEveryMs);
    const stop = (): void => {
      stopListening();
      clearInterval(timer);
      open.delete(stop);
      response.end();
    };
    open.add(stop);
    response.on('close', stop);
    response.on('error', stop);
  }

  return {
    open: openStream,
    isFull: () => open.size >= MAX_STREAMS,
    closeAll: () => {
      for (const stop of [...open]) stop();
    },
  };
}

/**
 * Whether an event may reach a person. An event for everyone reaches those who may read the chat; that a channel changed
 * reaches whoever has it in their list, locked or not; who the other people are is no secret.
 */
export function maySee(world: TelegramWorld, personId: number, event: WorldEvent): boolean {
  if (event.type === 'person') return true;
  if (event.personId !== null) return event.personId === personId;
  if (event.type === 'deleted') return world.canSee(personId, event.chatId);
  if (event.type === 'chat') return world.snapshot(personId).chats.some(({ id }) => id === event.chatId);
  return world.canSee(personId, event.message.chatId);
}
