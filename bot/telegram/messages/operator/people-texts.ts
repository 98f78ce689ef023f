import type { Entitlement } from '../../../../billing/entitlement.ts';
import type { Account } from '../../../../billing/ports.ts';
import type { Language } from '../../../texts/language.ts';
import type { GrantedRole, Operator, Role } from '../../operations.ts';
import { clipped } from '../clipped.ts';

interface KnownPerson {
  readonly account: Account;
  readonly entitlement: Entitlement;
  readonly payments: number;
  readonly tickets: number;
  /** Null: a reader. */
  readonly role: Role | null;
}

/** People and roles, as operators read of them. */
export function peopleTexts(language: Language) {
  const { t, plain, format } = language;
  const nameOf = (role: Role): string => plain('role-name', { role });
  return {
    personUsage: t('person-usage'),
    personUnknown: (telegramId: number) => t('person-unknown', { telegramId: String(telegramId) }),
    person: (known: KnownPerson) => personText(language, known),
    roleSure: (telegramId: number, role: GrantedRole | null) =>
      role === null
        ? t('role-sure-none', { telegramId: String(telegramId) })
        : t('role-sure', { telegramId: String(telegramId), role: nameOf(role) }),
    team: (owners: { readonly ids: readonly number[]; readonly isClaimed: boolean }, granted: readonly Operator[]) =>
      [
        t('team-title'),
        ...owners.ids.map((telegramId) =>
          t('team-owner', { telegramId: String(telegramId), how: owners.isClaimed ? 'claim' : 'setting' }),
        ),
        ...granted.map(({ telegramId, firstName, role, grantedAtMs }) =>
          t('team-line', {
            ...{ name: clipped(firstName, 64), telegramId: String(telegramId) },
            ...{ role: nameOf(role), since: format.day(grantedAtMs) },
          }),
        ),
        t('team-hint'),
      ].join('\n'),
  };
}

function personText({ t, plain, format }: Language, known: KnownPerson): string {
  const { account, entitlement, payments, tickets, role } = known;
  const { telegramId, firstName, languageCode, createdAtMs, unreachable } = account;
  const { paidUntilMs } = entitlement;
  const tier = plain(`tier-${entitlement.tier}`);
  return [
    t('person-title', { name: clipped(firstName, 64), telegramId: String(telegramId), language: languageCode }),
    t('person-since', { time: format.minute(createdAtMs) }),
    paidUntilMs === null
      ? t('person-plan', { tier })
      : t('person-plan-until', { tier, until: format.minute(paidUntilMs) }),
    t('person-lines', { payments, tickets }),
    ...(role === null ? [] : [t('person-role', { role: plain('role-name', { role }) })]),
    ...(unreachable ? [t('person-unreachable')] : []),
  ].join('\n');
}
