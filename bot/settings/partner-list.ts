import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PARTNER_EVENTS, type Partner } from '../../billing/partners/partner.ts';
import { PAID_TIERS } from '../../billing/tiers.ts';
import { DAY_MS } from '../../engine/time.ts';
import { shown } from './setting.ts';

const address = z.string().regex(/^https:\/\/[^\s/@]+\/\S*$/, 'expected an address with https and a path');
const secret = z.string().min(16, 'expected 16 characters or more');
const key = z.string().min(8, 'expected 8 characters or more');
const ownUrl = address.nullable().default(null);

const partner = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{1,16}$/, 'expected up to 16 of a-z 0-9 -'),
  title: z.string().min(1).max(40),
  url: address.refine((url) => url.includes('{click}'), 'expected {click} in it, for our click id'),
  postback: z
    .strictObject({ type: z.enum(['hmac', 'secret']), secret })
    .nullable()
    .default(null),
  lookup: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('manual') }),
      z.strictObject({ type: z.literal('http'), url: address, key: key.nullable().default(null) }),
      z.strictObject({ type: z.literal('bybit'), url: ownUrl, key, secret: key }),
      z.strictObject({ type: z.literal('okx'), url: ownUrl, key, secret: key, passphrase: z.string().min(1) }),
    ])
    .default({ type: 'manual' }),
  earnsOn: z.enum(PARTNER_EVENTS),
  terms: z.string().max(300).nullable().default(null),
  reward: z
    .strictObject({
      tier: z.enum(PAID_TIERS),
      days: z.number().int().min(1).max(3_650),
      on: z.enum(PARTNER_EVENTS).default('deposit'),
    })
    .nullable()
    .default(null),
  holdDays: z.number().int().min(0).max(365).default(30),
  offIn: z.array(z.string().regex(/^[A-Z]{2}$/, 'expected two letters of a country')).default([]),
  underSignals: z.boolean().default(false),
});
const partners = z
  .array(partner)
  .max(50)
  .refine((all) => new Set(all.map(({ slug }) => slug)).size === all.length, 'expected each slug once');

/** A JSON file with a list of partners, or the list itself. A value that is refused is not repeated: it may hold secrets. */
export const partnerList = z.string().transform((given, context): readonly Partner[] => {
  const refuse = (message: string): readonly Partner[] => {
    context.addIssue({ code: 'custom', message });
    return [];
  };
  const text = given.trim().startsWith('[') ? given : readText(given.trim());
  if (text === null) return refuse(`expected a file with a list of partners, or the list itself, was ${shown(given)}`);
  const read = partners.safeParse(parseJson(text));
  if (read.success) return read.data.map(({ holdDays, ...each }): Partner => ({ ...each, holdMs: holdDays * DAY_MS }));
  const [issue] = read.error.issues;
  return refuse(
    `expected a list of partners as in billing/README.md, was wrong at ${pathOf(issue)}: ${issue?.message}`,
  );
});

function pathOf(issue: z.core.$ZodIssue | undefined): string {
  return issue === undefined || issue.path.length === 0 ? 'the list' : issue.path.join('.');
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // No such file, or one that may not be read: the setting is refused.
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Refused as no list.
    return null;
  }
}
