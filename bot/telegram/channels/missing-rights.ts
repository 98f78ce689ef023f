import { isPaid, type Tier } from '../../../billing/tiers.ts';
import { ENGLISH } from '../../texts/language.ts';

/** What a member record of the bot lacks to serve a tier's channel, in words; null when nothing. */
export function missingRights(
  member: {
    readonly status: string;
    readonly can_post_messages?: boolean;
    readonly can_invite_users?: boolean;
    readonly can_restrict_members?: boolean;
  },
  tier: Tier,
): string | null {
  const { plain } = ENGLISH;
  if (member.status === 'creator') return null;
  if (member.status !== 'administrator') return plain('rights-not-administrator', { status: member.status });
  const lacking = [
    member.can_post_messages === false ? plain('rights-post') : null,
    isPaid(tier) && member.can_invite_users === false ? plain('rights-add') : null,
    isPaid(tier) && member.can_restrict_members === false ? plain('rights-remove') : null,
  ].filter((right) => right !== null);
  if (lacking.length === 0) return null;
  return plain('rights-lacking', { rights: lacking.reduce((list, right) => plain('rights-nor', { list, right })) });
}
