import type { Connection } from 'mongoose';
import { createMongoCoupons } from '../../../billing/adapters/mongo/coupons.ts';
import type { CouponUse } from '../../../billing/coupons/coupon.ts';
import { forgottenId } from '../../../billing/lifecycle/forget.ts';
import type { PersonalData } from '../../telegram/ports.ts';
import { noteErasure } from './erasures.ts';

/** What a collection has of a person: in which field their id stands, and what becomes of it when they ask to be forgotten. */
type Personal =
  | { readonly owner: string; readonly erased: 'deleted' }
  /** The law wants it kept: their id becomes a pseudonym. Their id may stand within texts of the same document, too. */
  | { readonly owner: string; readonly erased: 'pseudonymised'; readonly why: string }
  | { readonly owner: null; readonly why: string };

const market = { owner: null, why: 'markets, models and the public record' } as const;
const deletedBy = (owner: string) => ({ owner, erased: 'deleted' }) as const;

/** Every collection there is: `test/bot/adapters/personal-data.test.ts` fails for one that is neither exported nor excused. */
export const PERSONAL: Readonly<Record<string, Personal>> = {
  account_links: deletedBy('_id'),
  accounts: deletedBy('_id'),
  alert_days: deletedBy('telegramId'),
  api_keys: deletedBy('telegramId'),
  alerts: { owner: null, why: 'of machines; which operator took one is in it until 90 days after its end' },
  audit_log: { owner: 'by', erased: 'pseudonymised', why: 'who did what with money and rights' },
  candles: market,
  card_accounts: deletedBy('_id'),
  card_codes: { owner: null, why: 'used codes, gone after a day' },
  card_events: { owner: null, why: 'numbers of events, gone when they are done' },
  channel_messages: { owner: null, why: 'posts in channels, of nobody' },
  conversations: deletedBy('_id'),
  coupons: {
    owner: null,
    why: 'limits of codes, held by who used them; of who is forgotten by their pseudonym',
  },
  direct_deliveries: deletedBy('chatId'),
  erasures: {
    owner: null,
    why: 'pseudonyms of who is forgotten, so that a backup forgets them again; gone after 400 days',
  },
  fan_outs: { owner: null, why: 'counts' },
  leases: { owner: null, why: 'processes' },
  memberships: deletedBy('telegramId'),
  modelChampions: market,
  models: market,
  operators: deletedBy('_id'),
  partner_claims: deletedBy('telegramId'),
  partner_clicks: deletedBy('telegramId'),
  partner_events: { owner: null, why: 'what partners report of clicks and UIDs, gone after 35 days' },
  partner_income: { owner: 'telegramId', erased: 'pseudonymised', why: 'the law asks for records of income' },
  payments: { owner: 'telegramId', erased: 'pseudonymised', why: 'the law asks for records of sales' },
  predictions: market,
  recordTallies: market,
  request_counts: { owner: null, why: 'a digest of a key or an address, another one each day, gone after two' },
  revisions: market,
  send_shares: { owner: null, why: 'processes' },
  sent_notices: { owner: null, why: 'keys of messages that were sent, gone after 90 days' },
  shards: { owner: null, why: 'processes' },
  signals: market,
  telegram_setup: { owner: null, why: 'the bot’s own' },
  telegram_updates: { owner: null, why: 'numbers of updates, gone after two days' },
  tickets: deletedBy('telegramId'),
  training_checkpoints: market,
  unfinished_restore: { owner: null, why: 'pseudonyms of who is to be forgotten again, gone when a restore has ended' },
  use_counts: deletedBy('telegramId'),
  watermarks: market,
};

/** A document keyed by a person. */
interface ById {
  readonly _id: number;
  readonly [field: string]: unknown;
}

/** What goes to a person's new account, by the field of its owner; the ledger goes by itself. */
const MOVED = [
  ['api_keys', 'telegramId'],
  ['tickets', 'telegramId'],
  ['partner_claims', 'telegramId'],
  ['partner_clicks', 'telegramId'],
  ['partner_income', 'telegramId'],
] as const;
/** What of the documents keyed by a person their new account gets. */
const COPIED = [
  ['accounts', ['acceptedTerms', 'acceptedTermsAtMs', 'firstStart', 'code', 'cost', 'settings']],
  ['account_links', ['country']],
] as const;
/** What leads to one account only: the old one loses it, and a new one that has its own keeps that. */
const HANDED_OVER = [
  ['account_links', 'inviteCode'],
  ['card_accounts', 'customer'],
] as const;

/** A person's data over every collection of the database. */
export function createPersonalData(connection: Connection): PersonalData {
  const personal = Object.entries(PERSONAL).flatMap(([name, kept]) =>
    'owner' in kept && kept.owner !== null ? [{ name, owner: kept.owner, erased: kept.erased }] : [],
  );
  const filterOf = (owner: string, telegramId: number) => ({ [owner]: { $in: [telegramId, String(telegramId)] } });
  return {
    async read(telegramId) {
      const parts = personal.map(async ({ name, owner }) => {
        const found = await connection.collection(name).find(filterOf(owner, telegramId)).toArray();
        return [name, found.map(withoutSecrets)] as const;
      });
      return Object.fromEntries((await Promise.all(parts)).filter(([, found]) => found.length > 0));
    },
    async move(fromTelegramId, toTelegramId) {
      await renameUses(connection, { from: fromTelegramId, to: toTelegramId }, (order) => order);
      for (const [name, owner] of MOVED)
        await connection.collection(name).updateMany({ [owner]: fromTelegramId }, { $set: { [owner]: toTelegramId } });
      for (const [name, fields] of COPIED) {
        const collection = connection.collection<ById>(name);
        const old = await collection.findOne({ _id: fromTelegramId });
        const own = fields.flatMap((field) => (old?.[field] == null ? [] : [[field, old[field]]]));
        if (own.length > 0)
          await collection.updateOne({ _id: toTelegramId }, { $set: Object.fromEntries(own) }, { upsert: true });
      }
      for (const [name, field] of HANDED_OVER) {
        const collection = connection.collection<ById>(name);
        const value = (await collection.findOne({ _id: fromTelegramId }))?.[field] ?? null;
        if (value === null) continue;
        const own = await collection.findOne({ _id: toTelegramId });
        if (own?.[field] == null)
          await collection.updateOne({ _id: toTelegramId }, { $set: { [field]: value } }, { upsert: true });
        await collection.updateOne({ _id: fromTelegramId }, { $unset: { [field]: '' } });
      }
      // Whoever has the code could move the empty account, and what comes to it later.
      await connection
        .collection<ById>('account_links')
        .updateOne({ _id: fromTelegramId }, { $unset: { recoveryHash: '' } });
    },
    async erase(forgotten) {
      const { telegramId, pseudonym } = forgotten;
      await noteErasure(connection, pseudonym);
      // Payments first: a crash between leaves somebody with an account and no plan, who asks again, not lines that name a person.
      const last = (name: string): number => (name === 'accounts' ? 1 : 0);
      for (const { name, owner, erased } of personal.toSorted((a, b) => last(a.name) - last(b.name))) {
        const collection = connection.collection(name);
        if (erased === 'deleted') await collection.deleteMany(filterOf(owner, telegramId));
        else await collection.updateMany(filterOf(owner, telegramId), { $set: { [owner]: pseudonym } });
      }
      await renameUses(connection, { from: telegramId, to: pseudonym }, (order) => forgottenId(order, forgotten));
      // A move to an account that is gone would give everything to whoever comes next by that number.
      await connection
        .collection('account_links')
        .updateMany({ 'move.toTelegramId': telegramId }, { $set: { move: null } });
      await connection
        .collection('account_links')
        .updateMany({ 'left.toTelegramId': telegramId }, { $set: { left: null } });
    },
  };
}

/** The uses of codes count on, for whoever has the account now. */
async function renameUses(
  connection: Connection,
  { from, to }: { readonly from: number; readonly to: number },
  orderOf: (order: string) => string,
): Promise<void> {
  const coupons = createMongoCoupons(connection);
  const isTheirs = ({ telegramId }: CouponUse): boolean => telegramId === from;
  for (const { coupon } of await coupons.all()) {
    for (
      let kept = await coupons.find(coupon.code);
      kept?.uses.some(isTheirs);
      kept = await coupons.find(coupon.code)
    ) {
      const uses = kept.uses.map((use) =>
        isTheirs(use) ? { ...use, telegramId: to, order: orderOf(use.order) } : use,
      );
      // Somebody who redeems it meanwhile changes the version: then once more.
      await coupons.replaceUses(coupon.code, kept.version, uses);
    }
  }
}

/** The fingerprint of a key is no use to its owner, and one to a thief of the file. */
function withoutSecrets(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { secretHash, recoveryHash, ...rest } = document;
  return rest;
}
