import { z } from 'zod';

const taskSize = z.strictObject({ cpu: z.number(), memory: z.number() });
const apiSize = taskSize.extend({ least: z.number(), most: z.number(), canary_percent: z.number() });

/** `infra/terraform/sizes.json`: what Terraform builds of each size. */
export const sizesFile = z.record(
  z.string(),
  z.strictObject({
    nat_gateways: z.number(),
    ...{ engine: taskSize, bot: taskSize, api: apiSize },
    documentdb: z.strictObject({ class: z.string(), instances: z.number() }),
    log_days: z.number(),
  }),
);

const traffic = z.strictObject({
  outGigabytes: z.number(),
  logGigabytes: z.number(),
  millionRequests: z.number(),
  loadBalancerUnits: z.number(),
});

/** `infra/terraform/prices.json`: list prices, USD, and the traffic that is assumed. */
export const pricesFile = z.strictObject({
  ...{ region: z.string(), note: z.string(), hoursPerMonth: z.number() },
  ...{ fargateArmCpuHour: z.number(), fargateArmGigabyteHour: z.number(), publicAddressHour: z.number() },
  ...{
    natGatewayHour: z.number(),
    natGigabyte: z.number(),
    loadBalancerHour: z.number(),
    loadBalancerUnitHour: z.number(),
  },
  ...{ firewall: z.number(), firewallRule: z.number(), firewallMillionRequests: z.number() },
  ...{ secret: z.number(), key: z.number(), logGigabyte: z.number(), alarm: z.number(), metric: z.number() },
  ...{ storageGigabyte: z.number(), imageGigabyte: z.number(), zone: z.number() },
  atlas: z.record(z.string(), z.strictObject({ class: z.string(), month: z.number() })),
  documentdbHour: z.record(z.string(), z.number()),
  assumed: z.record(z.string(), traffic),
});

type Size = z.infer<typeof sizesFile>[string];
type Prices = z.infer<typeof pricesFile>;

/** What modules/ has of each, whatever the size. */
const FIREWALL_RULES = 4;
const SECRETS = 4;
const KEYS = 2;
const ALARMS = 15;
const PUBLIC_SUBNETS = 2;
/** Container insights count each metric of cluster, services and tasks. */
const INSIGHT_METRICS = 30;

/** Dollars a month by what they are paid for, with MongoDB Atlas; the last row is their sum. */
export function monthlyPrices(name: string, size: Size, prices: Prices): ReadonlyMap<string, number> {
  const { hoursPerMonth: hours } = prices;
  const { [name]: assumed } = prices.assumed;
  const { [name]: atlas } = prices.atlas;
  if (assumed === undefined || atlas === undefined) throw new Error(`expected prices.json to know the size ${name}`);
  const tasks = [size.engine, size.bot, ...Array.from({ length: size.api.least }, () => size.api)];
  const cpu = tasks.reduce((sum, task) => sum + task.cpu / 1_024, 0);
  const gigabytes = tasks.reduce((sum, task) => sum + task.memory / 1_024, 0);
  const addresses = PUBLIC_SUBNETS + (size.nat_gateways === 0 ? tasks.length : size.nat_gateways);
  const rows: readonly (readonly [string, number])[] = [
    ['tasks (Fargate ARM)', hours * (cpu * prices.fargateArmCpuHour + gigabytes * prices.fargateArmGigabyteHour)],
    [
      'addresses and NAT gateways',
      hours * (addresses * prices.publicAddressHour + size.nat_gateways * prices.natGatewayHour) +
        (size.nat_gateways === 0 ? 0 : assumed.outGigabytes * prices.natGigabyte),
    ],
    ['load balancer', hours * (prices.loadBalancerHour + assumed.loadBalancerUnits * prices.loadBalancerUnitHour)],
    [
      'firewall',
      prices.firewall + FIREWALL_RULES * prices.firewallRule + assumed.millionRequests * prices.firewallMillionRequests,
    ],
    [
      'logs, alarms, insights',
      assumed.logGigabytes * prices.logGigabyte + ALARMS * prices.alarm + INSIGHT_METRICS * prices.metric,
    ],
    [
      'secrets, keys, files, zone',
      SECRETS * prices.secret +
        KEYS * prices.key +
        10 * prices.storageGigabyte +
        5 * prices.imageGigabyte +
        prices.zone,
    ],
    [`database (Atlas)`, atlas.month],
  ];
  return new Map([...rows, ['sum', rows.reduce((sum, [, dollars]) => sum + dollars, 0)]]);
}

/** Dollars a month of DocumentDB in the place of Atlas. */
export function documentdbPrice({ documentdb }: Size, prices: Prices): number {
  const { [documentdb.class]: hour } = prices.documentdbHour;
  if (hour === undefined) throw new Error(`expected prices.json to know ${documentdb.class}`);
  return hour * documentdb.instances * prices.hoursPerMonth;
}
