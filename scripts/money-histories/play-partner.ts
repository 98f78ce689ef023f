import type { StepKind } from './history.ts';
import type { Acting } from './play-step.ts';
import { forge, PARTNERS, type PartnerPress, type PartnerSide, report, reverse } from './world/partner-side.ts';

type PartnerStep = Extract<StepKind, `partner-${string}`>;

/** What people, partners, operators and forgers do. */
export const PARTNER_ACTIONS: Readonly<Record<PartnerStep, (acting: Acting) => unknown>> = {
  'partner-press': press,
  // Of two of three by the click of a link, else by the trader's UID.
  async 'partner-event'(acting) {
    const { world, telegramId, pick } = acting;
    if (pick % 3 === 0)
      return report(world.partners, { partner: slugOf(acting), clickId: null, uid: uidOf(telegramId) }, pick);
    const own = pressOf(acting) ?? (await press(acting));
    if (own !== undefined) report(world.partners, { partner: own.partner, clickId: own.clickId, uid: null }, pick);
  },
  'partner-reversal': ({ world, pick }) => {
    const standing = world.partners.events.filter(({ isReversed }) => !isReversed);
    const event = standing[pick % Math.max(1, standing.length)];
    if (event !== undefined) reverse(world.partners, event);
  },
  // Half of them name the UID of the first.
  async 'partner-claim'(acting) {
    const { world, process, telegramId, pick } = acting;
    const partner = slugOf(acting);
    const uid = uidOf(pick % 4 < 2 ? FIRST : telegramId);
    const atMs = world.time.nowMs();
    const outcome = await process.partners.claim({ slug: partner, uid, telegramId });
    world.partners.claims.push({ partner, uid, telegramId, atMs, outcome });
  },
  async 'partner-confirm'(acting) {
    const verdict = { partner: slugOf(acting), uid: uidOf(acting.telegramId) };
    acting.world.partners.verdicts.push(verdict);
    await confirm(acting, verdict);
  },
  async 'partner-forgery'(acting) {
    const { world, pick } = acting;
    const standing = world.partners.events.filter(({ isReversed }) => !isReversed);
    const own = pressOf(acting) ?? (await press(acting));
    if (own !== undefined) forge(world.partners, pick % 2 === 0 ? standing[0] : undefined, own);
  },
};

/** An operator confirms a claim, and has no more to do once that was answered. */
async function confirm(
  { process, world }: Pick<Acting, 'process' | 'world'>,
  verdict: PartnerSide['verdicts'][number],
): Promise<void> {
  await process.partners.decide(verdict.partner, verdict.uid, 'confirmed');
  const { verdicts } = world.partners;
  verdicts.splice(verdicts.indexOf(verdict), 1);
}

/** They see claims that wait, and no others. */
export async function confirmAgain(
  { process, world }: Pick<Acting, 'process' | 'world'>,
  verdict: PartnerSide['verdicts'][number],
): Promise<void> {
  const [claim] = await process.partners.pendingOf(verdict.partner, [verdict.uid]);
  if (claim !== undefined) await confirm({ process, world }, verdict);
}

const FIRST = 101;
const slugOf = ({ pick }: Pick<Acting, 'pick'>): string => PARTNERS[pick % PARTNERS.length]?.slug ?? '';
/** A person's UID stays theirs when they move to another account. */
const uidOf = (telegramId: number): string => `UID${telegramId % 100}`;

const pressOf = ({ world, telegramId, pick }: Acting): PartnerPress | undefined =>
  world.partners.presses.find((each) => each.telegramId === telegramId && each.partner === slugOf({ pick }));

async function press(acting: Acting): Promise<PartnerPress | undefined> {
  const { world, process, telegramId } = acting;
  const slug = slugOf(acting);
  const link = process.partners.linkOf(slug, { telegramId, signalId: null });
  const token = new URL(link ?? '').searchParams.get('u');
  const url = await process.partners.open({ slug, token, signalId: null, counts: true });
  const clickId = new URL(url ?? '').searchParams.get('sub');
  if (clickId === null) return undefined;
  const seen = { partner: slug, clickId, telegramId };
  world.partners.presses.push(seen);
  return seen;
}
