import { PARTNER_EVENTS, type Partner, type PartnerEventKind } from '../../../billing/partners/partner.ts';
import { signPostback } from '../../../billing/partners/proves-postback.ts';
import { DAY_MS } from '../../../engine/time.ts';

/** What a partner has of somebody who came through us, in its own books. */
export interface PartnerEvent {
  readonly partner: string;
  readonly id: string;
  readonly kind: PartnerEventKind;
  readonly amountMinor: number;
  /** One of the two. */
  readonly clickId: string | null;
  readonly uid: string | null;
  isReversed: boolean;
}

/** A press on a partner's link, as the partner saw it arrive. */
export interface PartnerPress {
  readonly partner: string;
  readonly clickId: string;
  /** Who pressed. */
  readonly telegramId: number;
}

/** A postback that was not answered yet. */
export interface WaitingPostback {
  readonly partner: string;
  readonly body: string;
  /** Somebody who does not know the partner's secret sends it. */
  readonly isForged: boolean;
}

/** A UID that a person named, and what they were told. */
export interface AskedClaim {
  readonly partner: string;
  readonly uid: string;
  readonly telegramId: number;
  readonly atMs: number;
  readonly outcome: string;
}

/** Two partners: what they saw and reported, and what people asked us of them. Nothing here comes from our ledger. */
export interface PartnerSide {
  readonly presses: PartnerPress[];
  readonly events: PartnerEvent[];
  readonly waiting: WaitingPostback[];
  readonly claims: AskedClaim[];
  /** Claims that an operator confirmed without an answer: they press again. */
  readonly verdicts: { readonly partner: string; readonly uid: string }[];
}

const common = { url: 'https://partner.example/open?sub={click}', lookup: { type: 'manual' }, terms: null } as const;

/** One signs its postbacks and pays for deposits, the other has a secret in its address and pays for registrations. */
export const PARTNERS: readonly Partner[] = [
  {
    ...{ ...common, slug: 'broker', title: 'Broker', earnsOn: 'deposit', holdMs: 14 * DAY_MS },
    postback: { type: 'hmac', secret: 'secret of the broker' },
    reward: { tier: 'pro', days: 12, on: 'deposit' },
    ...{ offIn: [], underSignals: false },
  },
  {
    ...{ ...common, slug: 'network', title: 'Network', earnsOn: 'registration', holdMs: 0 },
    postback: { type: 'secret', secret: 'secret of the network' },
    reward: { tier: 'elite', days: 3, on: 'registration' },
    ...{ offIn: [], underSignals: false },
  },
];

export function openPartnerSide(): PartnerSide {
  return { presses: [], events: [], waiting: [], claims: [], verdicts: [] };
}

/** Something happens at a partner, by a click or a UID of somebody: it is in its books, and reported. */
export function report(
  side: PartnerSide,
  about: Pick<PartnerEvent, 'partner' | 'clickId' | 'uid'>,
  pick: number,
): void {
  const kind = PARTNER_EVENTS[pick % 3] ?? 'registration';
  const amountMinor = kind === 'registration' && pick % 2 === 0 ? 0 : 500 + (pick % 7) * 125;
  const event: PartnerEvent = { ...about, id: `e${side.events.length}`, kind, amountMinor, isReversed: false };
  side.events.push(event);
  side.waiting.push({ partner: event.partner, body: bodyOf(event, 'approved'), isForged: false });
}

/** The partner takes an event back. */
export function reverse(side: PartnerSide, event: PartnerEvent): void {
  event.isReversed = true;
  side.waiting.push({ partner: event.partner, body: bodyOf(event, 'reversed'), isForged: false });
}

/** Somebody else reports an event, or takes one back that there is. */
export function forge(side: PartnerSide, event: PartnerEvent | undefined, press: PartnerPress): void {
  const invented: PartnerEvent = {
    ...{ partner: press.partner, id: `forged${side.waiting.length}`, kind: 'deposit', amountMinor: 99_900 },
    ...{ clickId: press.clickId, uid: null, isReversed: false },
  };
  const body = event === undefined ? bodyOf(invented, 'approved') : bodyOf(event, 'reversed');
  side.waiting.push({ partner: event?.partner ?? press.partner, body, isForged: true });
}

function bodyOf({ id, clickId, uid, kind, amountMinor }: PartnerEvent, status: 'approved' | 'reversed'): string {
  const who = clickId === null ? { uid } : { click_id: clickId };
  return JSON.stringify({ event_id: id, ...who, type: kind, status, amount_minor: amountMinor, currency: 'USD' });
}

/** What proves a postback, made anew each time it is sent. */
export function proofOf({ partner, body, isForged }: WaitingPostback, nowMs: number) {
  const secret = isForged ? 'a guess' : (PARTNERS.find(({ slug }) => slug === partner)?.postback?.secret ?? '');
  return { signed: Buffer.from(body), signature: signPostback(secret, body, nowMs), secret };
}
