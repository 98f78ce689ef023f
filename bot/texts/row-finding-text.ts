import type { RowFinding } from '../../engine/venue/row-finding.ts';
import type { Language } from './language.ts';

/** What was wrong with rows of a venue, as plain text. */
export function rowFindingText(finding: RowFinding, { plain }: Language): string {
  if (finding.type !== 'gap') return finding.detail;
  const from = new Date(finding.openTimeMs).toISOString();
  return plain('rows-missing', { candles: finding.candles, from });
}
