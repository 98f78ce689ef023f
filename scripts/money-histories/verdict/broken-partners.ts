import { CLAIM_MS, type PartnerClaim } from '../../../billing/partners/claim.ts';
import { type IncomeFact, partnerIncome } from '../../../billing/partners/income.ts';
import type { Partner } from '../../../billing/partners/partner.ts';
import type { Played } from '../run-history.ts';
import type { MoneyWorld } from '../world/money-world.ts';
import { PARTNERS, type PartnerEvent } from '../world/partner-side.ts';

/**
 * What the partners' own books say: each event is income once, what was taken back is none, nobody who cannot sign earns us anything; days
 * once for a person at a partner whose event stands, and a UID for one person at a time.
 */
export async function brokenPartners({ world, people }: Played): Promise<readonly string[]> {
  const lines: IncomeFact[] = [];
  for await (const line of world.stores.partners.income()) lines.push(line);
  const judged: string[] = [];
  for (const partner of PARTNERS) {
    judged.push(...brokenIncome(world, partner, lines));
    for (const accounts of people) judged.push(...(await brokenReward(world, partner, accounts)));
  }
  return [...judged, ...brokenClaims(world)];
}

function brokenIncome(world: MoneyWorld, { slug }: Partner, lines: readonly IncomeFact[]): readonly string[] {
  const events = world.partners.events.filter(({ partner }) => partner === slug);
  const own = lines.filter(({ partner }) => partner === slug);
  const real = events.flatMap(({ id, isReversed }) => (isReversed ? [id, `${id}:reversed`] : [id])).toSorted();
  const booked = own.map(({ externalId }) => externalId).toSorted();
  const should = events.reduce((sum, each) => sum + (each.isReversed ? 0 : each.amountMinor), 0);
  const rows = partnerIncome(own, world.time.nowMs());
  const is = rows.reduce((sum, { heldMinor, dueMinor }) => sum + heldMinor + dueMinor, 0);
  return [
    ...(JSON.stringify(real) === JSON.stringify(booked) ? [] : [`${slug} reported ${real}, booked is ${booked}`]),
    ...(is === should ? [] : [`${slug} paid ${should}, booked is ${is}`]),
  ];
}

/** Days of a person: exactly once where an event of theirs stands and none was taken back, none where nothing stands. */
async function brokenReward(
  world: MoneyWorld,
  { slug, reward }: Partner,
  accounts: readonly number[],
): Promise<readonly string[]> {
  const { stores, partners } = world;
  const prefix = `partner:${slug}:`;
  const own = stores.payments.lines.filter(({ telegramId }) => accounts.includes(telegramId));
  const given = own.filter(({ type, externalId }) => type === 'granted' && externalId.startsWith(prefix));
  const taken = own.flatMap((fact) => (fact.type === 'revoked' ? [fact.of] : []));
  const standing = given.filter(({ externalId }) => !taken.includes(externalId));
  const claims: PartnerClaim[] = [];
  for (const account of accounts) claims.push(...(await stores.partnerClaims.ofAccount(account)));
  const confirmed = claims.filter(({ partner, state }) => partner === slug && state === 'confirmed');
  const counted: PartnerEvent[] = [];
  for (const event of partners.events.filter((each) => each.partner === slug && each.kind === reward?.on)) {
    const press = partners.presses.find(
      ({ clickId, telegramId }) => clickId === event.clickId && accounts.includes(telegramId),
    );
    // A press that could not be kept is sent on all the same, and is nobody's.
    const isKept = press !== undefined && (await stores.partners.findClick(press.clickId)) !== null;
    if (isKept || confirmed.some(({ uid }) => uid === event.uid)) counted.push(event);
  }
  const isDue = counted.some(({ isReversed }) => !isReversed) || confirmed.some(({ by }) => by === 'operator');
  // Days that were taken back once stay so: a partner that reverses is not trusted with a second event.
  const isSure = isDue && !counted.some(({ isReversed }) => isReversed);
  const name = `${accounts} at ${slug}`;
  return [
    // Two accounts may each have had days before they became one; of these the first stand, and no others.
    ...(given.length > accounts.length || standing.length > 1 ? [`${name} got days ${given.length} times`] : []),
    ...(isSure && standing.length !== 1 ? [`${name} should have days once, has them ${standing.length} times`] : []),
    ...(!isDue && standing.length > 0 ? [`${name} has days for nothing`] : []),
  ];
}

/** Who is told that a UID is theirs is the only one, until nobody confirmed it for a month. */
function brokenClaims({ partners }: MoneyWorld): readonly string[] {
  const had = partners.claims.filter(({ outcome }) => ['pending', 'confirmed', 'rewarded'].includes(outcome));
  return had.flatMap((one, index) =>
    had
      .slice(index + 1)
      .filter(({ partner, uid }) => partner === one.partner && uid === one.uid)
      .filter(({ telegramId, atMs }) => telegramId % 100 !== one.telegramId % 100 && atMs - one.atMs <= CLAIM_MS)
      .map(({ telegramId }) => `${one.uid} at ${one.partner} is ${one.telegramId}'s and ${telegramId}'s`),
  );
}
