import { runCommand, UsageError } from '../terminal/arguments.ts';
import { importFromFile } from './backfill-file.ts';
import { backfillCommand } from './backfill-options.ts';
import { fillFromVenue } from './backfill-venue.ts';

const ONLY_FILE = ['zone', 'utc-offset', 'dates', 'decimal', 'columns', 'point-size', 'compare'] as const;
const ONLY_VENUE = ['since', 'until', 'api-base'] as const;

await runCommand(backfillCommand, async (values) => {
  const fromFile = values.csv !== null;
  const foreign = (fromFile ? ONLY_VENUE : ONLY_FILE).find((option) => values[option] !== null);
  if (foreign !== undefined || (!fromFile && (values.check || values.report !== null))) {
    const option = foreign ?? (values.check ? 'check' : 'report');
    throw new UsageError(`expected --${option} ${fromFile ? 'without' : 'with'} --csv`);
  }
  if (values.symbol.length === 0) throw new UsageError('expected --symbol S, was not given');
  if (values.timeframe.length === 0) throw new UsageError('expected --timeframe T, was not given');
  if (fromFile) await importFromFile(values);
  else await fillFromVenue(values);
});
