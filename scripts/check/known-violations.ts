import {
  compareViolations,
  currentViolations,
  knownViolations,
  shrinkKnownViolations,
} from '../../test/architecture/known-violations.ts';

/** `npx tsx scripts/check/known-violations.ts [--shrink]`: what the architecture's rules find, compared with the list. */
if (process.argv.includes('--help')) {
  console.log('npx tsx scripts/check/known-violations.ts: violations that the list does not know.');
  console.log('  --shrink   removes the lines whose violation is gone, and follows files that were moved; never adds');
  process.exit(0);
}
const comparison = compareViolations(knownViolations(), currentViolations());
if (process.argv.includes('--shrink')) {
  shrinkKnownViolations(comparison);
  console.log(`${comparison.gone.length} lines removed, ${comparison.moved.size} moved.`);
} else {
  for (const line of comparison.gone) console.log(`gone: ${line}`);
  for (const [from, to] of comparison.moved) console.log(`moved: ${from} → ${to}`);
}
for (const line of comparison.added) console.log(`new: ${line}`);
if (comparison.added.length > 0) console.log(`${comparison.added.length} new violations: mend them.`);
process.exit(comparison.added.length > 0 ? 1 : 0);
