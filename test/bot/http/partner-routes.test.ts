import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IncomeFact } from '../../../billing/partners/income.ts';
import type { PartnerClick } from '../../../billing/partners/partner-click.ts';
import { createPartners } from '../../../bot/partners/create-partners.ts';
import type { PartnerDependencies } from '../../../bot/partners/partner-dependencies.ts';
import type { Partners } from '../../../bot/partners/partners.ts';
import { createMemoryPartners, noPartnerDependencies } from '../../support/billing/memory-partners.ts';
import { createManualClock } from '../../support/fakes/broadcast-fakes.ts';
import { createMemoryPayments } from '../../support/fakes/memory-billing.ts';
import { CLOSE_TIME_MS } from '../../support/signal-fixtures.ts';
import { BROWSER, openPartnerDoor, type PartnerDoor } from '../../support/stage/partner-stage.ts';
import { STAGE_PARTNER } from '../../support/stage/stage-partners.ts';

const SECRET = 'stage-partner-secret';
const BY_ADDRESS = {
  ...STAGE_PARTNER,
  slug: 'cpa',
  postback: { type: 'secret', secret: 'cpa-network-secret-1' },
} as const;
const SILENT = { ...STAGE_PARTNER, slug: 'silent', postback: null } as const;
const EVENT = { event_id: 'e1', uid: 'U-1', type: 'deposit', amount: '25.00', currency: 'USD' };

let clicks: PartnerClick[];
let clock: ReturnType<typeof createManualClock>;
let partners: Partners;
let payments: PartnerDependencies['payments'];
let door: PartnerDoor;
beforeEach(() => {
  clicks = [];
  clock = createManualClock(CLOSE_TIME_MS);
  payments = createMemoryPayments();
  const store = createMemoryPartners();
  let nonce = 0;
  partners = createPartners({
    ...noPartnerDependencies(),
    ...{ partners: [STAGE_PARTNER, BY_ADDRESS, SILENT], payments, nowMs: clock.nowMs, wallNowMs: clock.nowMs },
    store: {
      ...store,
      async addClick(click) {
        clicks.push(click);
        await store.addClick(click);
      },
    },
    newNonce: () => {
      nonce += 1;
      return nonce.toString(16).padStart(16, '0');
    },
    publicUrl: () => 'https://bot.example',
  });
  door = openPartnerDoor({ partners, clock, secret: SECRET });
});
afterEach(() => door.app.close());

async function income(): Promise<readonly IncomeFact[]> {
  await partners.workOpen();
  const lines: IncomeFact[] = [];
  for await (const line of partners.income()) lines.push(line);
  return lines;
}

describe('GET /r/{slug}', () => {
  it('leads to the partner alone, with a click id that says nothing and a click that belongs to the account', async () => {
    const link = partners.linkOf('broker', { telegramId: 700, signalId: 'a1b2c3' }) ?? '';
    expect(link).not.toContain('700');
    const { status, location } = await door.open(`${link}&url=https://evil.example&next=//evil.example`);
    expect(status).toBe(302);
    expect(location).toMatch(/^https:\/\/broker\.example\/open\?sub=[0-9a-f]{32}&s=a1b2c3$/);
    expect(clicks).toMatchObject([{ partner: 'broker', telegramId: 700, signalId: 'a1b2c3' }]);
    expect(location).toContain(clicks[0]?.id ?? 'none');
  });

  it.each([
    ['a token that was changed', (token: string) => `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`],
    ['a token cut short', (token: string) => token.slice(1)],
    ['no token', () => ''],
  ])('counts %s as nobody’s', async (_name, change) => {
    const link = new URL(partners.linkOf('broker', { telegramId: 700, signalId: null }) ?? '');
    link.searchParams.set('u', change(link.searchParams.get('u') ?? ''));
    expect((await door.open(link.href)).status).toBe(302);
    expect(clicks).toMatchObject([{ telegramId: null }]);
  });

  it('takes no account from a link older than 30 days', async () => {
    const link = partners.linkOf('broker', { telegramId: 700, signalId: null }) ?? '';
    clock.advance(31 * 86_400_000);
    await door.open(link);
    expect(clicks).toMatchObject([{ telegramId: null }]);
  });

  it.each(['../x', 'a1$ne', 'x'.repeat(70), 'A1B2C3', 'javascript:1'])('takes %s for no signal', async (s) => {
    const { location } = await door.open(`/r/broker?s=${encodeURIComponent(s)}`);
    expect(location).toMatch(/&s=$/);
    expect(clicks).toMatchObject([{ signalId: null }]);
  });

  it.each([
    ['Telegram’s preview', { 'user-agent': 'TelegramBot (like TwitterBot)' }],
    ['a robot', { 'user-agent': 'Googlebot/2.1' }],
    ['a prefetch', { 'user-agent': BROWSER, 'sec-purpose': 'prefetch;prerender' }],
    ['a program without a name', { 'user-agent': '' }],
  ])('sends %s on and counts no press', async (_name, headers) => {
    expect(await door.open('/r/broker', headers)).toEqual({
      status: 302,
      location: 'https://broker.example/open?sub=&s=',
    });
    expect(clicks).toEqual([]);
  });

  it('counts no HEAD', async () => {
    const answer = await door.app.inject({ method: 'HEAD', url: '/r/broker', headers: { 'user-agent': BROWSER } });
    expect([answer.statusCode, clicks]).toEqual([302, []]);
  });

  it.each(['/r/none', '/r/__proto__', '/r/constructor', '/r/%2e%2e'])('answers %s with 404', async (url) => {
    expect((await door.open(url)).status).toBe(404);
  });

  it('slows an address down after 60 presses a minute', async () => {
    for (let press = 0; press < 60; press += 1) expect((await door.open('/r/broker')).status).toBe(302);
    expect((await door.open('/r/broker')).status).toBe(429);
    clock.advance(60_000);
    expect((await door.open('/r/broker')).status).toBe(302);
  });

  it('sends on when the database is away', async () => {
    const failed: string[] = [];
    const away = createPartners({
      ...{ ...noPartnerDependencies(), partners: [STAGE_PARTNER], onFailed: (what) => failed.push(what) },
      store: { ...createMemoryPartners(), addClick: () => Promise.reject(new Error('no database')) },
    });
    const other = openPartnerDoor({ partners: away, clock, secret: SECRET });
    expect((await other.open('/r/broker')).status).toBe(302);
    expect(failed).toEqual(['click']);
    await other.app.close();
  });
});

describe('/postback/{partner}', () => {
  it('books an event once however often it comes, in minor units of its currency', async () => {
    expect(await door.post('broker', EVENT)).toEqual({ status: 200, body: { result: 'accepted' } });
    await partners.workOpen();
    expect(await door.post('broker', { ...EVENT, amount: '9999' })).toEqual({ status: 200, body: { result: 'known' } });
    await door.post('broker', { ...EVENT, event_id: 'e2', amount: 1_234.5, currency: 'JPY' });
    await door.post('broker', { ...EVENT, event_id: 'e3', amount: undefined, amount_minor: 7, currency: 'KWD' });
    await door.post('broker', { ...EVENT, event_id: 'e4', type: 'registration', amount: undefined });
    const lines = (await income()).map(({ externalId, amountMinor, currency }) => [externalId, amountMinor, currency]);
    expect(lines).toEqual([
      ['e1', 2_500, 'USD'],
      ['e2', 1_234, 'JPY'],
      ['e3', 7, 'KWD'],
      ['e4', 0, 'USD'],
    ]);
  });

  it('takes an event back by a negative line, once, also when that comes first', async () => {
    await door.post('broker', { ...EVENT, status: 'reversed' });
    expect(await income()).toEqual([]);
    await door.post('broker', EVENT);
    await door.post('broker', { ...EVENT, status: 'rejected' });
    const lines = await income();
    expect(lines.map(({ externalId, amountMinor }) => [externalId, amountMinor])).toEqual([
      ['e1', 2_500],
      ['e1:reversed', -2_500],
    ]);
    expect(await partners.workOpen()).toBe(0);
  });

  it('keeps apart what names no click and no UID of ours, and a click of another partner', async () => {
    const { location } = await door.open('/r/cpa');
    const click_id = new URL(location ?? '').searchParams.get('sub') ?? '';
    await door.post('broker', { ...EVENT, uid: undefined, click_id });
    await door.post('broker', { ...EVENT, event_id: 'e2', uid: undefined, click_id: 'unknown' });
    expect((await income()).map(({ clickId, telegramId }) => [clickId, telegramId])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect((await partners.report()).rows).toMatchObject([{ isOurs: false, heldMinor: 5_000 }]);
  });

  it('takes a form, and a GET whose query ends with its signature', async () => {
    const form = new URLSearchParams({ ...EVENT }).toString();
    const type = 'application/x-www-form-urlencoded';
    expect((await door.post('broker', form, { contentType: type })).status).toBe(200);
    const query = new URLSearchParams({ ...EVENT, event_id: 'e2' }).toString();
    const { signPostback } = await import('../../../billing/partners/proves-postback.ts');
    const sig = encodeURIComponent(signPostback(SECRET, query, clock.nowMs()));
    const get = (url: string) => door.app.inject({ method: 'GET', url });
    expect((await get(`/postback/broker?${query}&sig=${sig}`)).statusCode).toBe(200);
    expect((await get(`/postback/broker?${query}9&sig=${sig}`)).statusCode).toBe(401);
    expect((await income()).map(({ externalId }) => externalId)).toEqual(['e1', 'e2']);
  });

  it('takes a secret in the address or in a header where a network can do no better', async () => {
    const query = new URLSearchParams({ ...EVENT, secret: BY_ADDRESS.postback.secret }).toString();
    expect((await door.app.inject({ method: 'GET', url: `/postback/cpa?${query}` })).statusCode).toBe(200);
    const wrong = query.replace('secret-1', 'secret-2');
    expect((await door.app.inject({ method: 'GET', url: `/postback/cpa?${wrong}` })).statusCode).toBe(401);
    const headers = { 'x-postback-secret': BY_ADDRESS.postback.secret };
    expect((await door.post('cpa', { ...EVENT, event_id: 'e2' }, { headers })).status).toBe(200);
    expect((await income()).map(({ partner, externalId }) => [partner, externalId])).toEqual([
      ['cpa', 'e1'],
      ['cpa', 'e2'],
    ]);
  });

  it.each([
    ['another secret', { secret: 'stage-partner-secreT' }, 'broker'],
    ['a signature of six minutes ago', { nowMs: CLOSE_TIME_MS - 360_000 }, 'broker'],
    ['a signature of the future', { nowMs: CLOSE_TIME_MS + 360_000 }, 'broker'],
    ['an unknown partner', {}, 'none'],
    ['a partner that sends no postbacks', {}, 'silent'],
    ['a signature for one that has a secret', {}, 'cpa'],
  ] as const)('refuses %s in the same words and books nothing', async (_name, options, slug) => {
    expect(await door.post(slug, EVENT, options)).toEqual({ status: 401, body: { code: 'auth/bad-key' } });
    expect(await income()).toEqual([]);
    expect(door.outcomes).toEqual(['bad-signature']);
  });

  it('slows an address down that sends 60 bad proofs a minute, and no partner with it', async () => {
    for (let time = 0; time < 60; time += 1) await door.post('broker', EVENT, { secret: 'wrong-secret-123' });
    expect((await door.post('broker', EVENT, { secret: 'wrong-secret-123' })).status).toBe(429);
    expect((await door.post('broker', EVENT)).status).toBe(200);
  });

  it.each([
    ['no JSON', '{"event_id":', 400],
    ['an operator', '{"event_id":{"$gt":""},"uid":"U-1","type":"deposit"}', 400],
    ['an operator in a value', '{"event_id":"e","uid":{"$ne":null},"type":"deposit"}', 400],
    ['a prototype', '{"__proto__":{"event_id":"e"},"uid":"U-1","type":"deposit","event_id":"e"}', 400],
    ['a list', '[]', 400],
    ['nobody', '{"event_id":"e","type":"deposit"}', 400],
    ['an unknown kind', '{"event_id":"e","uid":"U-1","type":"gift"}', 400],
    ['a negative amount', '{"event_id":"e","uid":"U-1","type":"deposit","amount":"-5","currency":"USD"}', 400],
    ['an endless amount', '{"event_id":"e","uid":"U-1","type":"deposit","amount":1e300,"currency":"USD"}', 400],
    ['an amount without a currency', '{"event_id":"e","uid":"U-1","type":"deposit","amount":"5"}', 400],
    ['a body of 17 KB', JSON.stringify({ ...EVENT, note: 'x'.repeat(17_000) }), 413],
    ['a deep one', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 400],
  ])('refuses %s though it is signed', async (_name, body, status) => {
    expect((await door.post('broker', body)).status).toBe(status);
    expect(await income()).toEqual([]);
  });

  it.each(['event_id[$gt]=&uid=U-1&type=deposit', 'event_id=a&event_id=b&uid=U-1&type=deposit', '__proto__=1'])(
    'refuses the form %s though it is signed',
    async (form) => {
      const answer = await door.post('broker', form, { contentType: 'application/x-www-form-urlencoded' });
      expect(answer).toEqual({ status: 400, body: { code: 'request/forbidden-key' } });
    },
  );

  it('refuses another media type', async () => {
    expect((await door.post('broker', EVENT, { contentType: 'text/plain' })).status).toBe(415);
  });

  it('grants nothing to anybody by an event of nobody', async () => {
    await door.post('broker', EVENT);
    await income();
    expect(await payments.payers()).toEqual([]);
  });
});
