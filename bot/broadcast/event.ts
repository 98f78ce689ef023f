import type { ProcessEvent } from '../observe/process-event.ts';

/** Events of sending, for log and metrics. Deferrals for a chat's limit are no events: nothing happened. */
export type BroadcastEvent = Extract<
  ProcessEvent,
  {
    readonly type:
      | 'delivery'
      | 'delivery-edit'
      | 'direct'
      | 'summary'
      | 'outbox-swept'
      | 'telegram-limited'
      | 'failure';
  }
>;
