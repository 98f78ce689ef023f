import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLookUpUid } from '../../../../billing/adapters/partners/look-up-uid.ts';
import { createPartners } from '../../../../bot/partners/create-partners.ts';
import type { Partners } from '../../../../bot/partners/partners.ts';
import { type PartnerStandIn, startPartnerStandIn } from '../../../../bot/sandbox/partner/start-partner-stand-in.ts';
import {
  createMemoryPartnerClaims,
  createMemoryPartners,
  noPartnerDependencies,
} from '../../../support/billing/memory-partners.ts';
import { createMemoryPayments } from '../../../support/fakes/memory-billing.ts';
import { openPartnerDoor, type PartnerDoor } from '../../../support/stage/partner-stage.ts';

let folder: string;
let broker: PartnerStandIn;
let partners: Partners;
let payments: ReturnType<typeof createMemoryPayments>;
let door: PartnerDoor;
const open = () =>
  startPartnerStandIn({
    ...{ wallNowMs: Date.now, path: join(folder, 'partner.json') },
    startTimer: (delayMs, run) => void setTimeout(run, delayMs).unref(),
  });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'analyser-broker-'));
  broker = await open();
  payments = createMemoryPayments();
  let nonce = 0;
  partners = createPartners({
    ...{ ...noPartnerDependencies(), partners: [broker.partner], payments, lookUp: createLookUpUid(Date.now) },
    ...{ store: createMemoryPartners(), claims: createMemoryPartnerClaims(), publicUrl: () => 'http://127.0.0.1:1' },
    ...{ nowMs: Date.now, wallNowMs: Date.now },
    newNonce: () => {
      nonce += 1;
      return nonce.toString(16).padStart(16, '0');
    },
  });
  door = openPartnerDoor({ partners, clock: { nowMs: Date.now }, secret: 'none' });
  broker.deliverTo(`${await door.app.listen({ port: 0, host: '127.0.0.1' })}/postback/play-broker`);
});
afterEach(async () => {
  await broker.close();
  await door.app.close();
  rmSync(folder, { recursive: true });
});

const press = (path: string, form: Record<string, string>) =>
  fetch(broker.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
async function typesOf(telegramId: number): Promise<readonly string[]> {
  return (await payments.ofAccount(telegramId)).map(({ type }) => type);
}

describe('Play Broker', () => {
  it('goes the whole way with the product: link, account, UID, deposit, days, and back', async () => {
    const { location } = await door.open(partners.linkOf('play-broker', { telegramId: 7, signalId: null }) ?? '');
    const page = await (await fetch(location ?? '')).text();
    const click = /name="click" value="([0-9a-f]{32})"/.exec(page)?.[1] ?? '';
    const made = await press('/register', { click });
    const account = made.headers.get('location') ?? '';
    const uid = /^\/account\/(\d{8})$/.exec(account)?.[1] ?? '';
    expect(await partners.claim({ slug: 'play-broker', uid, telegramId: 7 })).toBe('confirmed');
    expect(await typesOf(7)).toEqual([]);
    await press(account, { action: 'deposit' });
    await expect.poll(() => typesOf(7), { timeout: 20_000 }).toEqual(['granted']);
    await press(account, { action: 'deposit' });
    await press(account, { action: 'reverse' });
    await expect.poll(() => typesOf(7), { timeout: 20_000 }).toEqual(['granted', 'revoked']);
    expect((await partners.report()).rows).toMatchObject([
      { registrations: 1, deposits: 0, reversed: 1, heldMinor: 0 },
    ]);
    expect(await partners.claim({ slug: 'play-broker', uid: '79999999', telegramId: 7 })).toBe('rejected');
  });

  it('keeps its accounts over a restart', async () => {
    const made = await press('/register', { click: '' });
    const account = made.headers.get('location') ?? '';
    await broker.close();
    broker = await open();
    expect(await (await fetch(broker.url + account)).text()).toContain('Your UID');
  });

  it.each([
    ['/register?click=short', 400],
    ['/register?click=&click=', 400],
    ['/register?other=1', 400],
    ['/register?signal=../x', 400],
    ['/account/70000009', 404],
    ['/', 404],
    ['/api/referred?uid=1', 401],
  ])('answers %s with %i', async (path, status) => {
    expect((await fetch(broker.url + path)).status).toBe(status);
  });
});
