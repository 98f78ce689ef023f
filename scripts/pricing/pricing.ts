import { FEES } from '../../billing/revenue/fees.ts';
import { type PlanEconomics, RENTED, unitEconomics } from '../../billing/revenue/unit-economics.ts';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { textTable } from '../terminal/text-table.ts';

const command = defineCommand({
  name: 'pricing',
  summary:
    'What each plan on sale brings after fees, how many subscribers carry the servers, and what a rented bot would take.',
  options: {
    bill: {
      value: 'USD',
      fallback: '185',
      help: 'what the servers cost a month (infra/README.md: 65 lean, 185 usual, 365 highly available)',
    },
    json: { help: 'print one JSON object' },
  },
  notes: [
    `A Star brings about $${FEES.starNetCents / 100} and costs the buyer about $${FEES.starCostCents / 100}.`,
    `A card takes ${FEES.cardShare * 100} % and $${FEES.cardFixedCents / 100}, before tax.`,
    'InviteMember: 10 % of each sale, or $49 a month and 3 %, or $99 a month and 1 %, beside the same fees of paying.',
  ],
});

const dollars = (cents: number | null): string => (cents === null ? '–' : `$${(cents / 100).toFixed(2)}`);

function rowOf(plan: PlanEconomics): readonly string[] {
  return [
    `${plan.planId} v${plan.version}`,
    plan.currency === 'USD' ? dollars(plan.amountMinor) : `${plan.amountMinor} ${plan.currency}`,
    ...[dollars(plan.buyerPaysCents), dollars(plan.netCents), dollars(plan.netCentsPerDay)],
    plan.breakEvenSubscribers === null ? '–' : String(plan.breakEvenSubscribers),
    ...plan.rented.map(({ takenCents }) => dollars(takenCents)),
  ];
}

function text(plans: readonly PlanEconomics[], bill: number): string {
  const names = RENTED.map(({ name, monthlyCents }) =>
    monthlyCents === 0 ? name : `${name} (+${dollars(monthlyCents)} a month)`,
  );
  const header = ['plan', 'price', 'buyer pays', 'you net', 'a day', `carry $${bill}`, ...names];
  return textTable([header, ...plans.map(rowOf)]);
}

await runCommand(command, async (values) => {
  const bill = numberOf('bill', values.bill, { min: 1, max: 1_000_000 });
  const plans = unitEconomics({ billCents: Math.round(bill * 100) });
  if (values.json) printJson({ billUsd: bill, fees: FEES, rented: RENTED, plans });
  else process.stdout.write(`${text(plans, bill)}\n`);
});
