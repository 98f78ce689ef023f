import { Composer } from 'grammy';
import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { adminFeature } from './admin.ts';
import { alertsFeature } from './alerts/alerts-feature.ts';
import { broadcastFeature } from './broadcast.ts';
import { channelsFeature } from './channels-feature.ts';
import { controlsFeature } from './controls.ts';
import { couponsFeature } from './coupons-feature.ts';
import { guestsFeature } from './guests.ts';
import { closeFeature } from './money/close-feature.ts';
import { commissionsFeature } from './money/commissions-feature.ts';
import { partnersReportFeature } from './partners-report.ts';
import { peopleFeature } from './people.ts';
import { refundsFeature } from './refunds-feature.ts';
import { revenueFeature } from './revenue.ts';
import { ticketsFeature } from './tickets.ts';

/** Everything that only operators do. The last one takes every word behind /admin that no other does; else none depends on its place. */
export function operatorFeatures(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  for (const feature of [controlsFeature, broadcastFeature, ticketsFeature, peopleFeature]) composer.use(feature(deps));
  composer.use(
    channelsFeature(deps),
    guestsFeature(deps),
    refundsFeature(deps),
    couponsFeature(deps),
    revenueFeature(deps),
    partnersReportFeature(deps),
    alertsFeature(deps),
    closeFeature(deps),
    commissionsFeature(deps),
    adminFeature(deps),
  );
  return composer;
}
