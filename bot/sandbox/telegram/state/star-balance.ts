import type { SandboxContext } from '../context.ts';

/** What people paid and did not get back, less what paid broadcasts took. */
export function starBalance(context: SandboxContext): number {
  let amount = -context.store.state.paidBroadcast.takenMs.length;
  for (const charge of context.store.state.charges.values()) if (charge.refundedMs === null) amount += charge.stars;
  return amount;
}
