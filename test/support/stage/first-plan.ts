import { PLANS } from '../../../billing/plans.ts';

const [plan] = PLANS;
if (plan === undefined) throw new Error('expected a plan in the table');

/** The first plan of the table, which every test of a purchase buys. */
export const FIRST_PLAN = plan;
