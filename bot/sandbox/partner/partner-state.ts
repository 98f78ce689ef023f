import { z } from 'zod';

const account = z.object({
  uid: z.string(),
  /** Our product's click id; empty for somebody who came by themselves. */
  click: z.string(),
  /** Event id of the first deposit, null before it. */
  deposit: z.string().nullable(),
  isReversed: z.boolean(),
});

/** What the made-up broker remembers. */
export const partnerStateForm = z.object({ events: z.number().int(), accounts: z.array(account) });

/** What the made-up broker remembers: its accounts, and how many events it has reported. */
export type PartnerState = z.infer<typeof partnerStateForm>;

/** One account at the made-up broker. */
export type PlayAccount = z.infer<typeof account>;

/** What it reports of an account, as the product's postbacks are written. */
export interface PlayReport {
  readonly event_id: string;
  readonly click_id?: string;
  readonly uid: string;
  readonly type: 'registration' | 'deposit';
  readonly status: 'approved' | 'reversed';
  readonly amount?: string;
  readonly currency?: string;
}

const FIRST_UID = 70_000_001;
const COMMISSION = { amount: '25.00', currency: 'USD' } as const;

/** A new account and what is reported of it: of somebody who came by themselves nothing. */
export function register(state: PartnerState, click: string): { account: PlayAccount; report: PlayReport | null } {
  const made: PlayAccount = {
    ...{ uid: String(FIRST_UID + state.accounts.length), click, deposit: null, isReversed: false },
  };
  state.accounts.push(made);
  const report = click === '' ? null : ({ ...about(made, nextEvent(state)), type: 'registration' } as const);
  return { account: made, report: report === null ? null : { ...report, status: 'approved' } };
}

/** The first deposit, or its return; null where there is nothing to report. */
export function move(state: PartnerState, account: PlayAccount, what: 'deposit' | 'reverse'): PlayReport | null {
  if (what === 'deposit') {
    if (account.deposit !== null) return null;
    account.deposit = nextEvent(state);
  } else if (account.deposit === null || account.isReversed) return null;
  else account.isReversed = true;
  if (account.click === '') return null;
  const status = what === 'deposit' ? 'approved' : 'reversed';
  return { ...about(account, account.deposit), type: 'deposit', status, ...COMMISSION };
}

function about({ uid, click }: PlayAccount, eventId: string) {
  return { event_id: eventId, click_id: click, uid };
}

function nextEvent(state: PartnerState): string {
  state.events += 1;
  return `play-${String(state.events).padStart(6, '0')}`;
}
