import { startCallSpan } from './span.ts';

/** The driver's command monitoring, as far as it is used here. */
export interface CommandMonitor {
  on(event: 'commandStarted', listener: (command: StartedCommand) => void): unknown;
  on(event: 'commandSucceeded', listener: (command: EndedCommand) => void): unknown;
  on(event: 'commandFailed', listener: (command: EndedCommand & { readonly failure: Error }) => void): unknown;
}

interface EndedCommand {
  readonly requestId: number;
}

interface StartedCommand extends EndedCommand {
  readonly commandName: string;
  readonly command: Readonly<Record<string, unknown>>;
}

/** A span for each command that is sent within a trace, "database find signals": what is asked, never with which values. */
export function traceCommands(monitor: CommandMonitor): void {
  const open = new Map<number, { end(error: unknown): void }>();
  monitor.on('commandStarted', ({ requestId, commandName, command }) => {
    const collection = collectionOf(commandName, command);
    const span = startCallSpan(
      collection === null ? `database ${commandName}` : `database ${commandName} ${collection}`,
      {
        ...{ 'db.system.name': 'mongodb', 'db.operation.name': commandName },
        ...(collection === null ? {} : { 'db.collection.name': collection }),
      },
    );
    if (span !== null) open.set(requestId, span);
  });
  const end = (requestId: number, error: unknown): void => {
    open.get(requestId)?.end(error);
    open.delete(requestId);
  };
  monitor.on('commandSucceeded', ({ requestId }) => end(requestId, null));
  monitor.on('commandFailed', ({ requestId, failure }) => end(requestId, failure));
}

/** The value of the command's own name is its collection; getMore has it beside its cursor. */
function collectionOf(name: string, command: Readonly<Record<string, unknown>>): string | null {
  const value = name === 'getMore' ? command.collection : command[name];
  return typeof value === 'string' ? value : null;
}
