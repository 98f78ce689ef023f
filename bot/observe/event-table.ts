import type { Metrics } from './metrics.ts';

export type LineLevel = 'debug' | 'info' | 'warn' | 'error';

/** One log line: ECS field names, dotted and flat; our own under "analyser.". */
export interface Line {
  readonly level: LineLevel;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What one kind of event becomes: a line of log, and what it counts. */
export interface EventRow<E> {
  readonly line: (event: E) => Line;
  readonly count?: (metrics: Metrics, event: E) => void;
}

/** One row for every member of a union of events: a new event without a row does not compile. */
export type EventTable<E extends { readonly type: string }> = {
  readonly [T in E['type']]: EventRow<EventOf<E, T>>;
};

/** The member of a union that may have this type; one member may stand for several types. */
export type EventOf<E, T> = E extends { readonly type: infer K } ? (T extends K ? E : never) : never;

/** ECS fields of an error; anything may be thrown. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { 'error.message': String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { 'error.code': error.code } : {};
  return { 'error.type': error.name, 'error.message': error.message, 'error.stack_trace': error.stack, ...code };
}

/** An error in a few words, for a message. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** ECS wants nanoseconds. */
export function durationFields(durationMs: number): Readonly<Record<string, unknown>> {
  return { 'event.duration': Math.round(durationMs * 1e6) };
}
