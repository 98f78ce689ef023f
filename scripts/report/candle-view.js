// The candles of a report with their trades: drawn on a canvas, moved by drag, wheel, pinch, keys and buttons. Runs from a file, asks no network.
(() => {
  const data = JSON.parse(document.getElementById('candle-data').textContent);
  const root = document.querySelector('.viewer');
  const canvas = root.querySelector('canvas');
  const output = root.querySelector('output');
  const select = root.querySelector('select');
  const REASONS = data.reasons;
  const LEAST_SHOWN = 12;

  /** Numbers out of the packed bytes (pack-candles.ts). */
  function createReader(bytes) {
    let at = 0;
    const whole = () => {
      let value = 0;
      let scale = 1;
      for (;;) {
        const byte = bytes[at++];
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

  function readCandles(reader, { candles: count, startMs }) {
    const price = (steps) => Math.exp(steps * data.logStep);
    const time = new Float64Array(count);
    const [open, high, low, close] = [0, 1, 2, 3].map(() => new Float64Array(count));
    const [openSteps, closeSteps] = [new Float64Array(count), new Float64Array(count)];
    for (let row = 0; row < count; row++)
      time[row] = row === 0 ? startMs : time[row - 1] + reader.whole() * data.unitMs;
    // Opens are told against closes that come later in the stream.
    const openMoves = Float64Array.from({ length: count }, () => reader.signed());
    for (let row = 0; row < count; row++) {
      openSteps[row] = openMoves[row] + (row === 0 ? 0 : closeSteps[row - 1]);
      closeSteps[row] = openSteps[row] + reader.signed();
      open[row] = price(openSteps[row]);
      close[row] = price(closeSteps[row]);
    }
    for (let row = 0; row < count; row++) high[row] = price(Math.max(openSteps[row], closeSteps[row]) + reader.whole());
    for (let row = 0; row < count; row++) low[row] = price(Math.min(openSteps[row], closeSteps[row]) - reader.whole());
    return { count, time, open, high, low, close };
  }

  function readTrades(reader, { trades: count }, candles) {
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
        reason: REASONS[Math.floor(code / 4)],
        entry: candles.open[entryRow] * Math.exp(entryMove * data.logStep),
        exit: candles.close[exitRow] * Math.exp(exitMove * data.logStep),
        gain: reader.signed() / 1e6,
      });
    }
    return trades;
  }

  async function unpack() {
    const packed = Uint8Array.from(atob(data.base64), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = createReader(new Uint8Array(await new Response(stream).arrayBuffer()));
    const candles = data.markets.map((market) => readCandles(reader, market));
    return data.markets.map((market, number) => ({
      name: market.name,
      candles: candles[number],
      trades: readTrades(reader, market, candles[number]),
    }));
  }

  function start(markets) {
    let market = markets[0];
    let view = { from: 0, to: 0 };
    let chosen = -1;
    let drawn = null;

    const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const timeText = (ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
    const digits = data.logStep > 2e-5 ? 4 : data.logStep > 2e-6 ? 5 : 6;
    const priceText = (price) => String(Number(price.toPrecision(digits)));
    const percentText = (share) => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(2)} %`;

    function show(from, to) {
      const count = market.candles.count;
      const length = Math.max(Math.min(LEAST_SHOWN, count), Math.min(count, to - from));
      const first = Math.max(0, Math.min(count - length, from));
      view = { from: first, to: first + length };
      draw();
    }

    function zoom(factor, centre = 0.5) {
      const length = view.to - view.from;
      const next = Math.max(LEAST_SHOWN, Math.min(market.candles.count, length * factor));
      const at = view.from + centre * length;
      show(at - centre * next, at - centre * next + next);
    }

    /** Lowest and highest price of the rows shown, with some air. */
    function rangeOf(first, last) {
      let low = Number.POSITIVE_INFINITY;
      let high = 0;
      for (let row = first; row < last; row++) {
        if (market.candles.low[row] < low) low = market.candles.low[row];
        if (market.candles.high[row] > high) high = market.candles.high[row];
      }
      const air = Math.max((high - low) * 0.07, high * 1e-5);
      return { low: low - air, high: high + air };
    }

    function draw() {
      const ratio = window.devicePixelRatio || 1;
      const { clientWidth: width, clientHeight: height } = canvas;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      const pen = canvas.getContext('2d');
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
      const x = (row) => plot.left + (row - view.from + 0.5) * slot;
      const y = (price) => plot.bottom - ((price - range.low) / (range.high - range.low)) * (plot.bottom - plot.top);
      drawn = { plot, slot, x, y, first, last };
      drawAxes(pen, plot, range, { x, y, first, last });
      pen.save();
      pen.beginPath();
      pen.rect(plot.left, 0, plot.right - plot.left, height);
      pen.clip();
      if (slot >= 2.5) drawCandles(pen, { slot, x, y, first, last });
      else drawBars(pen, { slot, x, y, first, last });
      drawTrades(pen, { slot, x, y, first, last });
      pen.restore();
    }

    function axisText(price, range) {
      const span = range.high - range.low;
      const decimals = Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(span))));
      return price.toFixed(decimals);
    }

    function drawAxes(pen, plot, range, { x, y, first, last }) {
      pen.strokeStyle = style('--line');
      pen.fillStyle = style('--quiet');
      pen.lineWidth = 1;
      const rough = (range.high - range.low) / 5;
      const power = 10 ** Math.floor(Math.log10(rough));
      const step = [1, 2, 5, 10].find((each) => each * power >= rough) * power;
      pen.textBaseline = 'middle';
      pen.textAlign = 'left';
      for (let price = Math.ceil(range.low / step) * step; price <= range.high; price += step) {
        const at = Math.round(y(price)) + 0.5;
        pen.beginPath();
        pen.moveTo(plot.left, at);
        pen.lineTo(plot.right, at);
        pen.stroke();
        pen.fillText(axisText(price, range), plot.right + 6, at);
      }
      pen.textAlign = 'center';
      pen.textBaseline = 'alphabetic';
      const shownMs = market.candles.time[last - 1] - market.candles.time[first];
      const labels = Math.max(2, Math.floor((plot.right - plot.left) / 110));
      for (let label = 0; label < labels; label++) {
        const row = Math.floor(first + ((label + 0.5) * (last - first)) / labels);
        const text = timeText(market.candles.time[row]);
        const short = shownMs > 60 * 86_400_000 ? text.slice(0, 10) : text.slice(5);
        pen.fillText(short, Math.max(plot.left + 36, x(row)), plot.bottom + 16);
      }
    }

    function drawCandles(pen, { slot, x, y, first, last }) {
      const { open, high, low, close } = market.candles;
      const body = Math.max(1, slot * 0.68);
      for (const isUp of [true, false]) {
        pen.fillStyle = style(isUp ? '--good-heat' : '--bad-heat');
        for (let row = first; row < last; row++) {
          if (close[row] >= open[row] !== isUp) continue;
          const centre = x(row);
          const [top, bottom] = [y(Math.max(open[row], close[row])), y(Math.min(open[row], close[row]))];
          pen.fillRect(centre - 0.5, y(high[row]), 1, Math.max(1, y(low[row]) - y(high[row])));
          pen.fillRect(centre - body / 2, top, body, Math.max(1, bottom - top));
        }
      }
    }

    /** More candles than pixels: from low to high of each pixel's. */
    function drawBars(pen, { x, y, first, last }) {
      const { high, low } = market.candles;
      pen.fillStyle = style('--c1');
      let row = first;
      while (row < last) {
        const pixel = Math.floor(x(row));
        let [lowest, highest] = [low[row], high[row]];
        for (; row < last && Math.floor(x(row)) === pixel; row++) {
          if (low[row] < lowest) lowest = low[row];
          if (high[row] > highest) highest = high[row];
        }
        pen.fillRect(pixel, y(highest), 1, Math.max(1, y(lowest) - y(highest)));
      }
    }

    const exitX = (trade) => drawn.x(trade.exitRow) + (trade.atClose ? 0.34 : -0.34) * drawn.slot;
    const entryX = (trade) => drawn.x(trade.entryRow) - 0.34 * drawn.slot;

    function drawTrades(pen, { slot, y, first, last }) {
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
          pen.moveTo(entryX(trade), y(trade.entry));
          pen.lineTo(exitX(trade), y(trade.exit));
          pen.stroke();
        }
        arrow(pen, { x: entryX(trade), y: y(trade.entry), size: isChosen ? size + 2 : size, side: trade.side });
        if (isCrowded) continue;
        pen.beginPath();
        pen.arc(exitX(trade), y(trade.exit), isChosen ? 4 : 2.5, 0, 7);
        pen.fill();
      }
    }

    /** Points up for a purchase, down for a sale. */
    function arrow(pen, { x, y, size, side }) {
      pen.beginPath();
      pen.moveTo(x, y - side * size);
      pen.lineTo(x + size, y + side * size);
      pen.lineTo(x - size, y + side * size);
      pen.fill();
    }

    function choose(index) {
      if (market.trades.length === 0) return;
      chosen = Math.max(0, Math.min(market.trades.length - 1, index));
      const trade = market.trades[chosen];
      const length = Math.min(market.candles.count, Math.max(60, 3 * (trade.exitRow - trade.entryRow)));
      const centre = (trade.entryRow + trade.exitRow) / 2;
      show(centre - length / 2, centre + length / 2);
      const { time } = market.candles;
      const word = trade.side > 0 ? 'Long' : 'Short';
      output.textContent = `Trade ${chosen + 1} of ${market.trades.length}: ${word} from ${timeText(time[trade.entryRow])} at ${priceText(trade.entry)} to ${timeText(time[trade.exitRow])} at ${priceText(trade.exit)} (${trade.reason}), ${percentText(trade.gain)} after cost`;
    }

    function tellCandle(event) {
      if (drawn === null) return;
      const row = Math.floor(view.from + (event.offsetX - drawn.plot.left) / drawn.slot);
      if (row < 0 || row >= market.candles.count) return;
      const { time, open, high, low, close } = market.candles;
      output.textContent = `${timeText(time[row])} UTC  O ${priceText(open[row])}  H ${priceText(high[row])}  L ${priceText(low[row])}  C ${priceText(close[row])}`;
    }

    function chooseAt(event) {
      const near = market.trades
        .map((trade, index) => ({ index, off: Math.abs(entryX(trade) - event.offsetX) }))
        .filter(({ off }) => off < 12)
        .sort((a, b) => a.off - b.off)[0];
      if (near !== undefined) choose(near.index);
    }

    function open(number) {
      market = markets[number];
      chosen = -1;
      output.textContent = 'Drag to move, pinch or turn the wheel to zoom, tap a trade for its figures.';
      show(market.candles.count - Math.max(60, Math.floor(canvas.clientWidth / 5)), market.candles.count);
    }

    const pointers = new Map();
    let moved = 0;
    canvas.addEventListener('pointerdown', (event) => {
      pointers.set(event.pointerId, event);
      canvas.setPointerCapture(event.pointerId);
      moved = 0;
    });
    canvas.addEventListener('pointermove', (event) => {
      const before = pointers.get(event.pointerId);
      if (before === undefined) {
        tellCandle(event);
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
    for (const end of ['pointerup', 'pointercancel'])
      canvas.addEventListener(end, (event) => {
        pointers.delete(event.pointerId);
        if (end === 'pointerup' && moved < 4 && pointers.size === 0) chooseAt(event);
      });
    canvas.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
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
      root.querySelector(`[data-act="${name}"]`).addEventListener('click', act);
    canvas.addEventListener('keydown', (event) => {
      const tenth = (view.to - view.from) / 10;
      const keys = {
        ArrowLeft: () => show(view.from - tenth, view.to - tenth),
        ArrowRight: () => show(view.from + tenth, view.to + tenth),
        '+': acts.in,
        '-': acts.out,
      };
      if (keys[event.key] === undefined) return;
      event.preventDefault();
      keys[event.key]();
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
