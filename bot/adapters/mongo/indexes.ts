import type { Connection } from 'mongoose';
import { modelOf } from '../../../billing/adapters/mongo/documents.ts';
import { indexesOf, type NeededIndex } from '../../../billing/adapters/mongo/indexes.ts';
import { alertDaySchema } from './alert-days.ts';
import { ALERTS, alertSchema } from './alerts.ts';
import { auditSchema } from './audit-log.ts';
import { REQUEST_COUNTS, requestCountSchema } from './counts/request-counts.ts';
import { USE_COUNTS, useCountSchema } from './counts/use-counts.ts';
import { DIRECT_DELIVERIES, directSchema } from './direct-deliveries.ts';
import { ERASURES, erasureSchema } from './erasures.ts';
import { FAN_OUTS, fanOutSchema } from './fan-outs.ts';
import { membershipSchema } from './memberships.ts';
import { noticeSchema } from './sent-notices.ts';
import { conversationSchema } from './text-store.ts';
import { ticketSchema } from './tickets.ts';
import { updateLogSchema } from './update-log.ts';
import { moveAlertPreferences } from './upgrade/move-alert-preferences.ts';

/** Every index the bot relies on. */
export function botIndexes(): readonly NeededIndex[] {
  return [
    ...indexesOf('memberships', membershipSchema),
    ...indexesOf('tickets', ticketSchema),
    ...indexesOf('telegram_updates', updateLogSchema),
    ...indexesOf('conversations', conversationSchema),
    ...indexesOf('sent_notices', noticeSchema),
    ...indexesOf(DIRECT_DELIVERIES, directSchema),
    ...indexesOf(FAN_OUTS, fanOutSchema),
    ...indexesOf('audit_log', auditSchema),
    ...indexesOf('alert_days', alertDaySchema),
    ...indexesOf(USE_COUNTS, useCountSchema),
    ...indexesOf(REQUEST_COUNTS, requestCountSchema),
    ...indexesOf(ALERTS, alertSchema),
    ...indexesOf(ERASURES, erasureSchema),
  ];
}

/**
 * Builds every index the bot relies on, and moves what an older version kept elsewhere. Safe to repeat; rejects when an index exists with
 * other options.
 */
export async function ensureBotIndexes(connection: Connection): Promise<void> {
  await modelOf(connection, membershipSchema, 'memberships').createIndexes();
  await modelOf(connection, ticketSchema, 'tickets').createIndexes();
  await modelOf(connection, updateLogSchema, 'telegram_updates').createIndexes();
  await modelOf(connection, conversationSchema, 'conversations').createIndexes();
  await modelOf(connection, noticeSchema, 'sent_notices').createIndexes();
  await modelOf(connection, directSchema, DIRECT_DELIVERIES).createIndexes();
  await modelOf(connection, fanOutSchema, FAN_OUTS).createIndexes();
  await modelOf(connection, auditSchema, 'audit_log').createIndexes();
  await modelOf(connection, alertDaySchema, 'alert_days').createIndexes();
  await modelOf(connection, useCountSchema, USE_COUNTS).createIndexes();
  await modelOf(connection, requestCountSchema, REQUEST_COUNTS).createIndexes();
  await modelOf(connection, alertSchema, ALERTS).createIndexes();
  await modelOf(connection, erasureSchema, ERASURES).createIndexes();
  await moveAlertPreferences(connection);
}
