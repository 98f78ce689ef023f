import { readFile } from 'node:fs/promises';
import { createMongoPayments } from '../../billing/adapters/mongo/payments.ts';
import { importMember, type MemberImport } from '../../billing/members/import-member.ts';
import { type ListedMember, type MemberProblem, parseMemberList } from '../../billing/members/member-list.ts';
import { PAID_TIERS } from '../../billing/tiers.ts';
import { migrateDatabase } from '../../bot/process/migrate-database.ts';
import { withDatabase } from '../market-files/open-candles.ts';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'import-members',
  summary: 'Gives the members of an older tool the time they have there.',
  options: {
    csv: { value: 'F', required: true, help: 'a member a line: telegram id, tier, paid until' },
    'dry-run': { help: 'says what would be done, and writes nothing' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Commas, semicolons or tabs; a heading or none; a day (2027-03-31: to its end, UTC) or a time with its zone.',
    'With one line that cannot be read, nothing is imported. The same list again adds nothing, and time that somebody',
    'has here already is not given twice.',
  ],
});

const EXPECTED: Readonly<Record<MemberProblem['code'], string>> = {
  'three-values': 'expected telegram id, tier, paid until',
  'telegram-id': 'expected the number of a person',
  tier: `expected one of ${PAID_TIERS.join(' ')}`,
  'paid-until': 'expected a day like 2027-03-31 or a time like 2027-03-31T12:00Z',
  'listed-twice': 'is listed before with other values',
};
/** More than anybody reads. */
const MOST_SHOWN = 20;

await runCommand(command, async ({ csv, 'dry-run': isDryRun, json }) => {
  const { members, problems } = parseMemberList(await readFile(csv, 'utf8'));
  if (problems.length > 0) throw new Error(problemsText(problems));
  const counts = { members: members.length, granted: 0, there: 0, over: 0 };
  const progress = createProgress();
  await withDatabase(async (connection) => {
    if (!isDryRun) await migrateDatabase(connection);
    const payments = createMongoPayments(connection);
    for (const [index, member] of members.entries()) {
      const done = importMember(member, await payments.ofAccount(member.telegramId), Date.now());
      counts[done.type] += 1;
      if (done.type === 'granted' && !isDryRun) await payments.append(done.fact);
      if (isDryRun && !json && index < MOST_SHOWN) process.stdout.write(`${lineOf(member, done)}\n`);
      progress.step('members', index + 1, members.length);
    }
  });
  progress.end();
  if (json) return printJson({ ...counts, dryRun: isDryRun });
  const verb = isDryRun ? 'would get' : 'got';
  process.stdout.write(
    `${counts.members} members: ${counts.granted} ${verb} their time, ${counts.there} have it already, of ${counts.over} it is over\n`,
  );
});

function lineOf({ telegramId, tier, untilMs }: ListedMember, { type }: MemberImport): string {
  return `${telegramId}  ${tier} until ${new Date(untilMs).toISOString()}  ${type}`;
}

function problemsText(problems: readonly MemberProblem[]): string {
  const lines = problems
    .slice(0, MOST_SHOWN)
    .map(({ line, code, given }) => `line ${line}: ${EXPECTED[code]}, was "${given}"`);
  const more = problems.length > MOST_SHOWN ? [`and ${problems.length - MOST_SHOWN} more`] : [];
  return ['nothing was imported', ...lines, ...more].join('; ');
}
