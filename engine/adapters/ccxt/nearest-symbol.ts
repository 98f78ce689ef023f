/** The known symbol closest to a mistyped one, or null when none is close (more than a third of its letters differ). */
export function nearestSymbol(symbol: string, known: readonly string[]): string | null {
  const wanted = normal(symbol);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, normal(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** "btc-usdt", "BTCUSDT" and "BTC/USDT" are the same mistake-free text. */
const normal = (symbol: string): string => symbol.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Insertions, deletions, substitutions and swaps of neighbours between two texts (optimal string alignment), at most `limit`. */
export function editDistance(first: string, second: string, limit: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(first.length - second.length) >= limit) return limit;
  let older: readonly number[] = [];
  let previous = Array.from({ length: second.length + 1 }, (_, column) => column);
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= second.length; column += 1) {
      const same = first[row - 1] === second[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1];
      if (swapped) cost = Math.min(cost, (older[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    older = previous;
    previous = current;
  }
  return Math.min(previous[second.length] ?? limit, limit);
}
