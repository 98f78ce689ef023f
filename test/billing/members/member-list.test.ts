import { describe, expect, it } from 'vitest';
import { entitlementAt } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { importMember } from '../../../billing/members/import-member.ts';
import { parseMemberList } from '../../../billing/members/member-list.ts';

const NOW_MS = Date.UTC(2026, 10, 27, 12);
const DAY_MS = 86_400_000;

describe('a list of members', () => {
  it('is read with commas, semicolons and tabs, quotes, a heading, a byte order mark and any end of line', () => {
    const member = { telegramId: 123, tier: 'pro', untilMs: Date.UTC(2027, 3, 1) };
    for (const text of [
      '123,pro,2027-03-31',
      'telegram id, tier, paid until\r\n123, Pro, 2027-03-31\r\n\r\n',
      '\uFEFFid;tier;until\r"123";"PRO";"2027-03-31"',
      '123\tpro\t2027-04-01T02:00+02:00\n123\tpro\t2027-04-01 00:00Z',
    ])
      expect(parseMemberList(text)).toEqual({ members: [member], problems: [] });
  });

  it('says of each line that it cannot take why, and takes none in its place', () => {
    const text = ['1,pro', '2x,pro,2027-01-01', '3,gold,2027-01-01', '4,pro,2027-02-30', '5,pro,1.1.2027'].join('\n');
    const { members, problems } = parseMemberList(
      `${text}\n6,pro,2027-01-01T10:00\n7,elite,2027-01-01\n7,pro,2027-01-01`,
    );
    expect(members.map(({ telegramId }) => telegramId)).toEqual([7]);
    expect(problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
      ...[
        '1 three-values',
        '2 telegram-id',
        '3 tier',
        '4 paid-until',
        '5 paid-until',
        '6 paid-until',
        '8 listed-twice',
      ],
    ]);
  });
});

describe('a member of an older tool', () => {
  const member = { telegramId: 123, tier: 'pro', untilMs: NOW_MS + 30 * DAY_MS } as const;
  const factOf = (ledger: readonly LedgerFact[], nowMs = NOW_MS): LedgerFact => {
    const done = importMember(member, ledger, nowMs);
    if (done.type !== 'granted') throw new Error(`expected a fact, was "${done.type}"`);
    return done.fact;
  };

  it('has the time that is left, to the millisecond, and not a second time', () => {
    const ledger = [factOf([])];
    expect(entitlementAt(ledger, NOW_MS)).toMatchObject({ tier: 'pro', state: 'granted', paidUntilMs: member.untilMs });
    expect(entitlementAt(ledger, member.untilMs)).toMatchObject({ tier: 'free' });
    expect(importMember(member, ledger, NOW_MS + DAY_MS)).toEqual({ type: 'there' });
    expect(importMember(member, [], member.untilMs)).toEqual({ type: 'over' });
  });

  it('gets only what is missing beside time that they have here', () => {
    const days = 10 * DAY_MS;
    const given: LedgerFact = {
      ...{ provider: 'grant', externalId: 'admin:1', telegramId: 123, atMs: NOW_MS - DAY_MS },
      ...{ type: 'granted', tier: 'pro', durationMs: days, reason: 'admin', code: null },
    };
    const ledger = [given, factOf([given])];
    expect(entitlementAt(ledger, NOW_MS)).toMatchObject({ paidUntilMs: member.untilMs });
  });
});
