// @ts-check
// What pack-candles.ts packed, as columns of candles and a list of trades.

/** @typedef {{ name: string, candles: number, startMs: number, trades: number }} PackedMarket */
/** @typedef {{ reasons: string[], logStep: number, unitMs: number, base64: string, markets: PackedMarket[] }} Packed */
/** @typedef {{ whole: () => number, signed: () => number }} Reader */
/** @typedef {Record<'time' | 'open' | 'high' | 'low' | 'close', Float64Array> & { count: number }} Candles */
/** @typedef {{ entryRow: number, exitRow: number, atClose: boolean, side: number, reason: string }} TradeRows */
/** @typedef {TradeRows & { entry: number, exit: number, gain: number }} Trade */
/** @typedef {{ name: string, candles: Candles, trades: Trade[] }} Market */

/**
 * @param {Float64Array} values
 * @param {number} row
 */
export const at = (values, row) => values[row] ?? Number.NaN;

/**
 * Numbers out of the packed bytes.
 * @param {Uint8Array} bytes
 * @returns {Reader}
 */
function createReader(bytes) {
  let next = 0;
  const whole = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[next++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  const signed = () => {
    const folded = whole();
    return folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
  };
  return { whole, signed };
}

/**
 * @param {Reader} reader
 * @param {Packed} packed
 * @param {PackedMarket} market
 * @returns {Candles}
 */
function readCandles(reader, { logStep, unitMs }, { candles: count, startMs }) {
  const price = (/** @type {number} */ steps) => Math.exp(steps * logStep);
  const time = new Float64Array(count);
  const column = () => new Float64Array(count);
  const [open, high, low, close] = [column(), column(), column(), column()];
  const [openSteps, closeSteps] = [column(), column()];
  for (let row = 0; row < count; row++) time[row] = row === 0 ? startMs : at(time, row - 1) + reader.whole() * unitMs;
  // Opens are encoded relative to closes that come later in the stream.
  const openMoves = Float64Array.from({ length: count }, () => reader.signed());
  for (let row = 0; row < count; row++) {
    openSteps[row] = at(openMoves, row) + (row === 0 ? 0 : at(closeSteps, row - 1));
    closeSteps[row] = at(openSteps, row) + reader.signed();
    open[row] = price(at(openSteps, row));
    close[row] = price(at(closeSteps, row));
  }
  const upper = (/** @type {number} */ row) => Math.max(at(openSteps, row), at(closeSteps, row));
  const lower = (/** @type {number} */ row) => Math.min(at(openSteps, row), at(closeSteps, row));
  for (let row = 0; row < count; row++) high[row] = price(upper(row) + reader.whole());
  for (let row = 0; row < count; row++) low[row] = price(lower(row) - reader.whole());
  return { count, time, open, high, low, close };
}

/**
 * @param {Reader} reader
 * @param {Packed} packed
 * @param {{ count: number, candles: Candles }} market
 */
function readTrades(reader, { reasons, logStep }, { count, candles }) {
  /** @type {Trade[]} */
  const trades = [];
  let entryRow = 0;
  for (let index = 0; index < count; index++) {
    entryRow += reader.whole();
    const exitRow = entryRow + reader.whole();
    const code = reader.whole();
    const entryMove = reader.signed();
    const exitMove = reader.signed();
    trades.push({
      entryRow,
      exitRow,
      atClose: code % 2 === 1,
      side: Math.floor(code / 2) % 2 === 1 ? -1 : 1,
      reason: reasons[Math.floor(code / 4)] ?? '',
      entry: at(candles.open, entryRow) * Math.exp(entryMove * logStep),
      exit: at(candles.close, exitRow) * Math.exp(exitMove * logStep),
      gain: reader.signed() / 1e6,
    });
  }
  return trades;
}

/**
 * @param {Packed} packed
 * @returns {Promise<Market[]>}
 */
export async function unpackCandles(packed) {
  const bytes = Uint8Array.from(atob(packed.base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = createReader(new Uint8Array(await new Response(stream).arrayBuffer()));
  const all = packed.markets.map((market) => ({ market, candles: readCandles(reader, packed, market) }));
  return all.map(({ market: { name, trades: count }, candles }) => ({
    name,
    candles,
    trades: readTrades(reader, packed, { count, candles }),
  }));
}
