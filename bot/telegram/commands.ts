import { TIER_RIGHTS, TIERS, type Tier, type TierRights } from '../../billing/tiers.ts';
import type { Right } from './operations.ts';

/** A command as /help lists it. */
interface Listed<Name extends string> {
  readonly command: Name;
  /** What may be typed behind it. */
  readonly example?: string;
  /** False: only /help names it, for without its argument it does nothing. */
  readonly isInMenu?: false;
}

type ReaderName =
  | ('signals' | 'signal' | 'chart' | 'predict' | 'why' | 'track' | 'history' | 'calibration' | 'backtest')
  | ('markets' | 'status' | 'cost' | 'watch' | 'settings' | 'plan' | 'subscribe' | 'trial')
  | ('apikey' | 'redeem' | 'invite' | 'partner' | 'gift' | 'recovery' | 'recover' | 'export' | 'deletemydata')
  | ('help' | 'support' | 'paysupport' | 'terms' | 'privacy');

interface ReaderCommand extends Listed<ReaderName> {
  /** The right of a tier without which it only says what it would do. */
  readonly needs?: (rights: TierRights) => boolean;
  /** Named only where a partner programme is set. */
  readonly isForPartners?: true;
}

/** Every command of a reader, in the order of the menu and of /help; each has a text "command-…". */
export const READER_COMMANDS: readonly ReaderCommand[] = [
  { command: 'signals' },
  { command: 'signal', example: 'a1b2c3d4e5', isInMenu: false },
  { command: 'chart', example: 'btc' },
  { command: 'predict', example: 'btc' },
  { command: 'why', example: 'a1b2c3d4e5' },
  { command: 'track', example: 'btc' },
  { command: 'history' },
  { command: 'calibration', example: 'btc' },
  { command: 'backtest', example: 'btc 90', needs: ({ backtestsPerDay }) => backtestsPerDay > 0 },
  { command: 'markets' },
  { command: 'status' },
  { command: 'cost', example: '0.1' },
  { command: 'watch', needs: ({ directAlerts }) => directAlerts },
  { command: 'settings' },
  { command: 'plan' },
  { command: 'subscribe' },
  { command: 'trial' },
  { command: 'redeem', example: 'SUMMER' },
  { command: 'apikey', needs: ({ apiPerMinute }) => apiPerMinute > TIER_RIGHTS.free.apiPerMinute },
  { command: 'invite' },
  { command: 'partner', isForPartners: true },
  { command: 'gift' },
  { command: 'recovery' },
  { command: 'recover', example: 'A1B2-…', isInMenu: false },
  { command: 'export' },
  { command: 'deletemydata' },
  { command: 'help' },
  { command: 'support' },
  { command: 'paysupport' },
  { command: 'terms' },
  { command: 'privacy' },
];

interface OperatorCommand
  extends Listed<
    | 'broadcast'
    | 'pause'
    | 'admin'
    | 'logs'
    | 'version'
    | 'tickets'
    | 'answer'
    | 'person'
    | 'refund'
    | 'coupon'
    | 'uids'
    | 'team'
    | 'channels'
  > {
  readonly right: Right;
}

/** The name of a command of operators. */
export type OperatorCommandName = OperatorCommand['command'];

/** Commands of operators and what they need; a reader sees none of them. */
export const OPERATOR_COMMANDS: readonly OperatorCommand[] = [
  { command: 'admin', right: 'overview' },
  { command: 'logs', right: 'overview' },
  { command: 'version', right: 'overview', isInMenu: false },
  { command: 'tickets', right: 'tickets' },
  { command: 'answer', right: 'tickets', isInMenu: false },
  { command: 'person', right: 'people' },
  { command: 'pause', right: 'pause' },
  { command: 'broadcast', right: 'broadcast' },
  { command: 'refund', right: 'refunds', isInMenu: false },
  { command: 'coupon', right: 'refunds' },
  { command: 'uids', right: 'revenue', isInMenu: false },
  { command: 'team', right: 'team' },
  { command: 'channels', right: 'channels' },
];

/** The lowest tier that a command needs, null for one that everybody has. */
export function tierFor({ needs }: ReaderCommand): Tier | null {
  const lowest = TIERS.find((tier) => needs === undefined || needs(TIER_RIGHTS[tier]));
  return lowest === undefined || lowest === TIERS[0] ? null : lowest;
}

/** The commands of a reader that an installation has. */
export function readerCommands(hasPartners: boolean): readonly ReaderCommand[] {
  return READER_COMMANDS.filter(({ isForPartners = false }) => hasPartners || !isForPartners);
}
