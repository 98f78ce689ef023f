import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readConfig, readStartConfig } from '../../../bot/config.ts';
import { DAY_MS } from '../../../engine/time.ts';

const SECRET = 'a-secret-of-a-partner';
const BROKER = {
  ...{ slug: 'broker', title: 'Example Broker', url: 'https://broker.example/open?sub={click}', earnsOn: 'deposit' },
  postback: { type: 'hmac', secret: SECRET },
};
const folder = mkdtempSync(join(tmpdir(), 'analyser-partners-'));
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(list: unknown): string {
  try {
    readConfig({ PARTNERS: typeof list === 'string' ? list : JSON.stringify(list) });
    return '';
  } catch (error) {
    return String(error);
  }
}

it('PARTNERS is a file or the list itself; what is left out has a meaning', () => {
  const path = join(folder, 'partners.json');
  writeFileSync(path, JSON.stringify([BROKER]));
  const { partners } = readConfig({ PARTNERS: path });
  expect(partners).toEqual([
    {
      ...{ ...BROKER, lookup: { type: 'manual' }, terms: null, reward: null },
      ...{ holdMs: 30 * DAY_MS, offIn: [], underSignals: false },
    },
  ]);
  expect(readConfig({ PARTNERS: JSON.stringify([BROKER]) }).partners).toEqual(partners);
  expect(readConfig({}).partners).toEqual([]);
});

it.each([
  ['a file that is not there', '/nowhere.json', /a file with a list of partners/],
  ['no JSON', '[{', /a list of partners/],
  ['an address without {click}', [{ ...BROKER, url: 'https://broker.example/' }], /0\.url: expected \{click\}/],
  ['an address without https', [{ ...BROKER, url: 'http://broker.example/{click}' }], /0\.url: .*https/],
  ['an address that is a script', [{ ...BROKER, url: 'javascript:{click}' }], /0\.url/],
  ['an address with a password', [{ ...BROKER, url: 'https://a:b@broker.example/{click}' }], /0\.url/],
  ['a slug with a slash', [{ ...BROKER, slug: 'a/b' }], /0\.slug/],
  ['a short secret', [{ ...BROKER, postback: { type: 'hmac', secret: 'short' } }], /0\.postback\.secret.*16/],
  ['a misspelt name', [{ ...BROKER, erns: 1 }], /erns/],
  ['a slug twice', [BROKER, BROKER], /each slug once/],
  ['no reason to earn', [{ ...BROKER, earnsOn: undefined }], /0\.earnsOn/],
] as const)('PARTNERS refuses %s, and repeats no secret', (_name, list, expected) => {
  const said = refusal(list);
  expect(said).toMatch(/PARTNERS/);
  expect(said).toMatch(expected);
  expect(said).not.toContain(SECRET);
});

it('PARTNERS without PUBLIC_URL stop a real start: nobody could press a link, and no postback would come', () => {
  const live = {
    TELEGRAM_BOT_TOKEN: '123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr',
    PARTNERS: JSON.stringify([BROKER]),
  };
  expect(() => readStartConfig(live)).toThrow('PUBLIC_URL: expected the address of /r and /postback beside PARTNERS');
  const seen = { PUBLIC_URL: 'https://bot.example.org', TELEGRAM_WEBHOOK_SECRET: 'a-webhook-secret-of-ours' };
  expect(readStartConfig({ ...live, ...seen }).partners).toHaveLength(1);
});
