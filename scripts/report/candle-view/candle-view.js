// @ts-check
// The candles of a report with their trades: drawn on a canvas, moved by drag, wheel, pinch, keys and buttons. Runs from a file and
// asks no network.

/** @typedef {{ name: string, candles: number, startMs: number, trades: number }} PackedMarket */
/** @typedef {{ reasons: string[], logStep: number, unitMs: number, base64: string, markets: PackedMarket[] }} Packed */
/** @typedef {{ whole: () => number, signed: () => number }} Reader */
/** @typedef {Record<'time' | 'open' | 'high' | 'low' | 'close', Float64Array> & { count: number }} Candles */
/** @typedef {{ entryRow: number, exitRow: number, atClose: boolean, side: number, reason: string }} TradeRows */
/** @typedef {TradeRows & { entry: number, exit: number, gain: number }} Trade */
/** @typedef {{ name: string, candles: Candles, trades: Trade[] }} Market */
/** @typedef {(value: number) => number} Scale */
/** @typedef {{ slot: number, x: Scale, y: Scale, first: number, last: number }} Drawing */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Plot */
/** @typedef {{ low: number, high: number }} Range */

(() => {
  /** @type {Packed} */
  const data = JSON.parse(document.getElementById('candle-data')?.textContent ?? '');
  const root = document.querySelector('.viewer') ?? document.body;
  const canvas = root.querySelector('canvas') ?? document.createElement('canvas');
  const output = root.querySelector('output') ?? document.createElement('output');
  const select = root.querySelector('select');
  const at = (/** @type {Float64Array} */ values, /** @type {number} */ row) => values[row] ?? Number.NaN;
  const REASONS = data.reasons;
  const LEAST_SHOWN = 12;

  /**
   * Numbers out of the packed bytes (pack-candles.ts).
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
   * @param {PackedMarket} market
   * @returns {Candles}
   */
  function readCandles(reader, { candles: count, startMs }) {
    const price = (/** @type {number} */ steps) => Math.exp(steps * data.logStep);
    const time = new Float64Array(count);
    const column = () => new Float64Array(count);
    const [open, high, low, close] = [column(), column(), column(), column()];
    const [openSteps, closeSteps] = [column(), column()];
    for (let row = 0; row < count; row++)
      time[row] = row === 0 ? startMs : at(time, row - 1) + reader.whole() * data.unitMs;
    // Opens are told against closes that come later in the stream.
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
   * @param {PackedMarket} market
   * @param {Candles} candles
   */
  function readTrades(reader, { trades: count }, candles) {
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
        reason: REASONS[Math.floor(code / 4)] ?? '',
        entry: at(candles.open, entryRow) * Math.exp(entryMove * data.logStep),
        exit: at(candles.close, exitRow) * Math.exp(exitMove * data.logStep),
        gain: reader.signed() / 1e6,
      });
    }
    return trades;
  }

  async function unpack() {
    const packed = Uint8Array.from(atob(data.base64), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = createReader(new Uint8Array(await new Response(stream).arrayBuffer()));
    const all = data.markets.map((market) => ({ market, candles: readCandles(reader, market) }));
    return all.map(({ market, candles }) => ({
      name: market.name,
      candles,
      trades: readTrades(reader, market, candles),
    }));
  }

  /** @param {readonly Market[]} markets */
  function start(markets) {
    const [firstMarket] = markets;
    const pen = canvas.getContext('2d');
    if (firstMarket === undefined || pen === null) return;
    let market = firstMarket;
    let view = { from: 0, to: 0 };
    let chosen = -1;
    /** @type {(Drawing & { plot: Plot }) | null} */
    let drawn = null;

    const style = (/** @type {string} */ name) =>
      getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const timeText = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
    const digits = data.logStep > 2e-5 ? 4 : data.logStep > 2e-6 ? 5 : 6;
    const priceText = (/** @type {number} */ price) => String(Number(price.toPrecision(digits)));
    const percentText = (/** @type {number} */ share) =>
      `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(2)} %`;

    const show = (/** @type {number} */ from, /** @type {number} */ to) => {
      const count = market.candles.count;
      const length = Math.max(Math.min(LEAST_SHOWN, count), Math.min(count, to - from));
      const first = Math.max(0, Math.min(count - length, from));
      view = { from: first, to: first + length };
      draw();
    };

    const zoom = (/** @type {number} */ factor, centre = 0.5) => {
      const length = view.to - view.from;
      const next = Math.max(LEAST_SHOWN, Math.min(market.candles.count, length * factor));
      const from = view.from + centre * length - centre * next;
      show(from, from + next);
    };

    /** Lowest and highest price of the rows shown, with some air. */
    const rangeOf = (/** @type {number} */ first, /** @type {number} */ last) => {
      let low = Number.POSITIVE_INFINITY;
      let high = 0;
      for (let row = first; row < last; row++) {
        low = Math.min(low, at(market.candles.low, row));
        high = Math.max(high, at(market.candles.high, row));
      }
      const air = Math.max((high - low) * 0.07, high * 1e-5);
      return { low: low - air, high: high + air };
    };

    const draw = () => {
      const ratio = window.devicePixelRatio || 1;
      const { clientWidth: width, clientHeight: height } = canvas;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      pen.scale(ratio, ratio);
      const first = Math.floor(view.from);
      const last = Math.min(market.candles.count, Math.ceil(view.to));
      if (last <= first) return;
      const range = rangeOf(first, last);
      pen.font = '12px system-ui, sans-serif';
      const gutter =
        Math.max(...[range.low, range.high].map((price) => pen.measureText(axisText(price, range)).width)) + 12;
      const plot = { left: 4, right: width - gutter, top: 8, bottom: height - 22 };
      const slot = (plot.right - plot.left) / (view.to - view.from);
      const x = (/** @type {number} */ row) => plot.left + (row - view.from + 0.5) * slot;
      const y = (/** @type {number} */ price) =>
        plot.bottom - ((price - range.low) / (range.high - range.low)) * (plot.bottom - plot.top);
      drawn = { plot, slot, x, y, first, last };
      drawAxes(plot, range, drawn);
      pen.save();
      pen.beginPath();
      pen.rect(plot.left, 0, plot.right - plot.left, height);
      pen.clip();
      if (slot >= 2.5) drawCandles(drawn);
      else drawBars(drawn);
      drawTrades(drawn);
      pen.restore();
    };

    const axisText = (/** @type {number} */ price, /** @type {Range} */ range) => {
      const span = range.high - range.low;
      const decimals = Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(span))));
      return price.toFixed(decimals);
    };

    const drawAxes = (
      /** @type {Plot} */ plot,
      /** @type {Range} */ range,
      /** @type {Drawing} */ { x, y, first, last },
    ) => {
      pen.strokeStyle = style('--line');
      pen.fillStyle = style('--quiet');
      pen.lineWidth = 1;
      const rough = (range.high - range.low) / 5;
      const power = 10 ** Math.floor(Math.log10(rough));
      const step = ([1, 2, 5].find((each) => each * power >= rough) ?? 10) * power;
      pen.textBaseline = 'middle';
      pen.textAlign = 'left';
      for (let price = Math.ceil(range.low / step) * step; price <= range.high; price += step) {
        const level = Math.round(y(price)) + 0.5;
        pen.beginPath();
        pen.moveTo(plot.left, level);
        pen.lineTo(plot.right, level);
        pen.stroke();
        pen.fillText(axisText(price, range), plot.right + 6, level);
      }
      pen.textAlign = 'center';
      pen.textBaseline = 'alphabetic';
      const shownMs = at(market.candles.time, last - 1) - at(market.candles.time, first);
      const labels = Math.max(2, Math.floor((plot.right - plot.left) / 110));
      for (let label = 0; label < labels; label++) {
        const row = Math.floor(first + ((label + 0.5) * (last - first)) / labels);
        const text = timeText(at(market.candles.time, row));
        const short = shownMs > 60 * 86_400_000 ? text.slice(0, 10) : text.slice(5);
        pen.fillText(short, Math.max(plot.left + 36, x(row)), plot.bottom + 16);
      }
    };

    const drawCandles = (/** @type {Drawing} */ { slot, x, y, first, last }) => {
      const { candles } = market;
      const body = Math.max(1, slot * 0.68);
      for (const isUp of [true, false]) {
        pen.fillStyle = style(isUp ? '--good-heat' : '--bad-heat');
        for (let row = first; row < last; row++) {
          const [open, close] = [at(candles.open, row), at(candles.close, row)];
          if (close >= open !== isUp) continue;
          const centre = x(row);
          const [top, bottom] = [y(Math.max(open, close)), y(Math.min(open, close))];
          const [high, low] = [y(at(candles.high, row)), y(at(candles.low, row))];
          pen.fillRect(centre - 0.5, high, 1, Math.max(1, low - high));
          pen.fillRect(centre - body / 2, top, body, Math.max(1, bottom - top));
        }
      }
    };

    /** More candles than pixels: from low to high of each pixel's. */
    const drawBars = (/** @type {Drawing} */ { x, y, first, last }) => {
      const { high, low } = market.candles;
      pen.fillStyle = style('--c1');
      let row = first;
      while (row < last) {
        const pixel = Math.floor(x(row));
        let [lowest, highest] = [at(low, row), at(high, row)];
        for (; row < last && Math.floor(x(row)) === pixel; row++) {
          lowest = Math.min(lowest, at(low, row));
          highest = Math.max(highest, at(high, row));
        }
        pen.fillRect(pixel, y(highest), 1, Math.max(1, y(lowest) - y(highest)));
      }
    };

    const exitX = (/** @type {Drawing} */ { x, slot }, /** @type {Trade} */ trade) =>
      x(trade.exitRow) + (trade.atClose ? 0.34 : -0.34) * slot;
    const entryX = (/** @type {Drawing} */ { x, slot }, /** @type {Trade} */ trade) => x(trade.entryRow) - 0.34 * slot;

    const drawTrades = (/** @type {Drawing} */ drawing) => {
      const { slot, y, first, last } = drawing;
      const shown = market.trades.filter((trade) => trade.exitRow >= first && trade.entryRow < last);
      const isCrowded = shown.length > 260;
      const size = isCrowded ? 2 : Math.max(4, Math.min(7, slot * 0.6));
      for (const trade of shown) {
        const color = style(trade.gain > 0 ? '--good' : '--bad');
        const isChosen = market.trades[chosen] === trade;
        pen.strokeStyle = color;
        pen.fillStyle = color;
        pen.lineWidth = isChosen ? 3 : 1.4;
        if (!isCrowded || isChosen) {
          pen.beginPath();
          pen.moveTo(entryX(drawing, trade), y(trade.entry));
          pen.lineTo(exitX(drawing, trade), y(trade.exit));
          pen.stroke();
        }
        arrow({ x: entryX(drawing, trade), y: y(trade.entry), size: isChosen ? size + 2 : size, side: trade.side });
        if (isCrowded) continue;
        pen.beginPath();
        pen.arc(exitX(drawing, trade), y(trade.exit), isChosen ? 4 : 2.5, 0, 7);
        pen.fill();
      }
    };

    /** Points up for a purchase, down for a sale. */
    const arrow = (/** @type {{ x: number, y: number, size: number, side: number }} */ { x, y, size, side }) => {
      pen.beginPath();
      pen.moveTo(x, y - side * size);
      pen.lineTo(x + size, y + side * size);
      pen.lineTo(x - size, y + side * size);
      pen.fill();
    };

    const choose = (/** @type {number} */ index) => {
      chosen = Math.max(0, Math.min(market.trades.length - 1, index));
      const trade = market.trades[chosen];
      if (trade === undefined) return;
      const length = Math.min(market.candles.count, Math.max(60, 3 * (trade.exitRow - trade.entryRow)));
      const centre = (trade.entryRow + trade.exitRow) / 2;
      show(centre - length / 2, centre + length / 2);
      const { time } = market.candles;
      const word = trade.side > 0 ? 'Long' : 'Short';
      const entered = `${timeText(at(time, trade.entryRow))} at ${priceText(trade.entry)}`;
      const left = `${timeText(at(time, trade.exitRow))} at ${priceText(trade.exit)} (${trade.reason})`;
      const count = `Trade ${chosen + 1} of ${market.trades.length}`;
      output.textContent = `${count}: ${word} from ${entered} to ${left}, ${percentText(trade.gain)} after cost`;
    };

    const showCandle = (/** @type {PointerEvent} */ event) => {
      if (drawn === null) return;
      const row = Math.floor(view.from + (event.offsetX - drawn.plot.left) / drawn.slot);
      if (row < 0 || row >= market.candles.count) return;
      const { candles } = market;
      const prices = [candles.open, candles.high, candles.low, candles.close].map((column) =>
        priceText(at(column, row)),
      );
      const [open, high, low, close] = prices;
      output.textContent = `${timeText(at(candles.time, row))} UTC  O ${open}  H ${high}  L ${low}  C ${close}`;
    };

    const chooseAt = (/** @type {PointerEvent} */ event) => {
      const drawing = drawn;
      if (drawing === null) return;
      const near = market.trades
        .map((trade, index) => ({ index, off: Math.abs(entryX(drawing, trade) - event.offsetX) }))
        .filter(({ off }) => off < 12)
        .sort((a, b) => a.off - b.off)[0];
      if (near !== undefined) choose(near.index);
    };

    const open = (/** @type {number} */ number) => {
      market = markets[number] ?? firstMarket;
      chosen = -1;
      output.textContent = 'Drag to move, pinch or turn the wheel to zoom, tap a trade for its figures.';
      show(market.candles.count - Math.max(60, Math.floor(canvas.clientWidth / 5)), market.candles.count);
    };

    /** @type {Map<number, PointerEvent>} */
    const pointers = new Map();
    let moved = 0;
    canvas.addEventListener('pointerdown', (event) => {
      pointers.set(event.pointerId, event);
      canvas.setPointerCapture(event.pointerId);
      moved = 0;
    });
    canvas.addEventListener('pointermove', (event) => {
      const before = pointers.get(event.pointerId);
      if (before === undefined || drawn === null) {
        showCandle(event);
        return;
      }
      const other = [...pointers.values()].find((each) => each.pointerId !== event.pointerId);
      const shift = event.offsetX - before.offsetX;
      moved += Math.abs(shift);
      if (other === undefined) {
        const rows = shift / drawn.slot;
        show(view.from - rows, view.to - rows);
      } else {
        const [was, is] = [Math.abs(before.offsetX - other.offsetX), Math.abs(event.offsetX - other.offsetX)];
        const middle = (event.offsetX + other.offsetX) / 2;
        if (is > 8) zoom(was / is, (middle - drawn.plot.left) / (drawn.plot.right - drawn.plot.left));
      }
      pointers.set(event.pointerId, event);
    });
    for (const end of /** @type {const} */ (['pointerup', 'pointercancel']))
      canvas.addEventListener(end, (event) => {
        pointers.delete(event.pointerId);
        if (end === 'pointerup' && moved < 4 && pointers.size === 0) chooseAt(event);
      });
    canvas.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        if (drawn === null) return;
        zoom(event.deltaY > 0 ? 1.25 : 0.8, (event.offsetX - drawn.plot.left) / (drawn.plot.right - drawn.plot.left));
      },
      { passive: false },
    );
    const acts = {
      in: () => zoom(0.5),
      out: () => zoom(2),
      all: () => show(0, market.candles.count),
      before: () => choose(chosen < 0 ? market.trades.length - 1 : chosen - 1),
      after: () => choose(chosen + 1),
    };
    for (const [name, act] of Object.entries(acts))
      root.querySelector(`[data-act="${name}"]`)?.addEventListener('click', act);
    canvas.addEventListener('keydown', (event) => {
      const tenth = (view.to - view.from) / 10;
      /** @type {Readonly<Record<string, () => void>>} */
      const keys = {
        ArrowLeft: () => show(view.from - tenth, view.to - tenth),
        ArrowRight: () => show(view.from + tenth, view.to + tenth),
        '+': acts.in,
        '-': acts.out,
      };
      const move = keys[event.key];
      if (move === undefined) return;
      event.preventDefault();
      move();
    });
    if (select !== null) select.addEventListener('change', () => open(Number(select.value)));
    new ResizeObserver(draw).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    open(0);
  }

  unpack().then(start, (error) => {
    output.textContent = `This browser could not unpack the candles: ${error}`;
  });
})();
