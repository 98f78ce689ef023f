import { z } from 'zod';
import { parseUid } from '../../../billing/partners/claim.ts';
import { minorOf } from '../../../billing/partners/minor-of.ts';
import { PARTNER_EVENTS } from '../../../billing/partners/partner.ts';
import type { ReceivedPostback } from '../../../billing/partners/received-postback.ts';
import { ENGLISH } from '../../texts/language.ts';
import { parseJsonBody } from '../json-body.ts';
import { HttpProblem } from '../problem.ts';

const { plain } = ENGLISH;
/** Dots and brackets would be paths and operators to others; nothing of ours has them. */
const PARAMETER = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

const id = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(z.string().regex(/^[\w:.-]{1,80}$/));
const optionalId = id.nullish().transform((given) => given ?? null);
/** What a partner sends beside these is left alone. */
const postback = z.looseObject({
  event_id: id,
  click_id: optionalId,
  uid: optionalId,
  type: z.enum(PARTNER_EVENTS),
  status: z.enum(['pending', 'approved', 'rejected', 'reversed']).default('approved'),
  /** In units of the currency: "12.50". */
  amount: z.union([z.string(), z.number()]).transform(String).optional(),
  amount_minor: z
    .union([z.string().regex(/^\d{1,15}$/), z.number().int().min(0).max(1e15)])
    .transform(Number)
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3,5}$/)
    .optional(),
});

/** The parameters of a form or a query. Throws HttpProblem for one that comes twice or has no plain name. */
export function parseParameters(text: string): Readonly<Record<string, string>> {
  const given = [...new URLSearchParams(text)];
  const names = given.map(([name]) => name);
  const isSound = names.every((name) => PARAMETER.test(name)) && new Set(names).size === names.length;
  if (!isSound) throw new HttpProblem('request/forbidden-key', plain('detail-postback-parameter'));
  return Object.fromEntries(given);
}

/** A body by its media type. Throws HttpProblem for another one, and for what is not in its form. */
export function parseBody(contentType: string, body: Buffer): unknown {
  if (/^application\/json\b/i.test(contentType)) return parseJsonBody(body.toString('utf8'));
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return parseParameters(body.toString('utf8'));
  throw new HttpProblem('request/unsupported-media-type', plain('detail-postback-form'));
}

/** What a partner reports. Throws HttpProblem for what is none of its forms. */
export function readPostback(partner: string, given: unknown): Omit<ReceivedPostback, 'atMs'> {
  const read = postback.safeParse(given);
  if (!read.success) throw refused();
  const { event_id: eventId, click_id: clickId, type: kind, status, amount, amount_minor: minor, currency } = read.data;
  const uid = read.data.uid === null ? null : parseUid(read.data.uid);
  const amountMinor = minor ?? (amount === undefined ? 0 : minorOf(amount, currency ?? ''));
  // Income in no currency would be added to nothing; a UID that nobody could type belongs to nobody.
  if (amountMinor === null || (amountMinor > 0 && currency === undefined)) throw refused();
  if (clickId === null && uid === null) throw refused();
  const verdict = status === 'rejected' || status === 'reversed' ? 'reversed' : 'counts';
  return { partner, eventId, verdict, kind, clickId, uid, amountMinor, currency: currency ?? 'USD' };
}

function refused(): HttpProblem {
  return new HttpProblem('request/refused', plain('detail-postback-form'));
}
