import { readFileSync, writeFileSync } from 'node:fs';
import { defineCommand, runCommand } from '../terminal/arguments.ts';
import { documentdbPrice, monthlyPrices, pricesFile, sizesFile } from './monthly-prices.ts';

const README = 'infra/README.md';
const [START, END] = ['<!-- prices: written by npm run aws-prices -->', '<!-- end of prices -->'];

/** USD a month of the three sizes, before anything was built. */
const FIRST_DESIGN = '65 to 97, 185 and 365';
/** What stands before and beside the tasks. */
const AROUND = [
  'addresses and NAT gateways',
  'load balancer',
  'firewall',
  'logs, alarms, insights',
  'secrets, keys, files, zone',
];

const command = defineCommand({
  name: 'aws-prices',
  summary: `Writes what each size costs a month into ${README}, from infra/terraform/sizes.json and prices.json.`,
  options: { check: { help: 'fail if the table there is another one' } },
});

function priceTable(): string {
  const sizes = sizesFile.parse(JSON.parse(readFileSync('infra/terraform/sizes.json', 'utf8')));
  const prices = pricesFile.parse(JSON.parse(readFileSync('infra/terraform/prices.json', 'utf8')));
  const names = Object.keys(sizes);
  const columns = Object.entries(sizes).map(([name, size]) => monthlyPrices(name, size, prices));
  const row = (title: string, cells: readonly string[]): string => `| ${title} | ${cells.join(' | ')} |`;
  const [first = new Map<string, number>()] = columns;
  return [
    START,
    row(`USD a month, ${prices.region}`, names),
    row(
      '---',
      names.map(() => '---:'),
    ),
    ...[...first.keys()].map((title) =>
      row(
        title,
        columns.map((column) => (column.get(title) ?? 0).toFixed(0)),
      ),
    ),
    row(
      'Atlas class',
      names.map((name) => prices.atlas[name]?.class ?? ''),
    ),
    row(
      'DocumentDB instead of Atlas',
      Object.values(sizes).map(
        (size) =>
          `${documentdbPrice(size, prices).toFixed(0)} (${size.documentdb.instances} × ${size.documentdb.class})`,
      ),
    ),
    '',
    `${prices.note} Assumed a month: ${Object.entries(prices.assumed)
      .map(
        ([name, { outGigabytes, logGigabytes, millionRequests }]) =>
          `${name} ${outGigabytes} GB out, ${logGigabytes} GB of logs, ${millionRequests} M requests`,
      )
      .join('; ')}.`,
    `The first design expected ${FIRST_DESIGN}. Of these sums ${columns
      .map((column) => AROUND.reduce((sum, title) => sum + (column.get(title) ?? 0), 0).toFixed(0))
      .join(', ')} stand around the tasks and the database: ${AROUND.join('; ')}.`,
    END,
  ].join('\n');
}

await runCommand(command, ({ check }) => {
  const text = readFileSync(README, 'utf8');
  const [before, rest = ''] = text.split(START);
  const [, after] = rest.split(END);
  if (before === undefined || after === undefined)
    throw new Error(`expected ${README} to hold "${START}" and "${END}"`);
  const written = `${before}${priceTable()}${after}`;
  if (!check) return writeFileSync(README, written);
  if (written !== text) throw new Error(`${README} is not what sizes and prices say: npm run aws-prices`);
});
