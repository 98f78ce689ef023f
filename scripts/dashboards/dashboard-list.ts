import { ANALYST_DASHBOARD } from './analyst-dashboard.ts';
import { ENGINEER_DASHBOARD } from './engineer-dashboard.ts';
import { OWNER_DASHBOARD } from './owner-dashboard.ts';
import type { Dashboard } from './panel.ts';

/** Every dashboard there is, one for each kind of reader. */
export const DASHBOARDS: readonly Dashboard[] = [OWNER_DASHBOARD, ANALYST_DASHBOARD, ENGINEER_DASHBOARD];
