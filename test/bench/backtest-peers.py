"""Times peers on given candles: backtest-peers.py WORK FILE, FILE holding open, high, low, close as float64 one after the other.

WORK is vectorbt, sweep (vectorbt) or backtesting. Prints {"cpuSeconds", "candles" or "combinations"}: the least processor
time of several runs, so that compiling and what else the machine does are left out.
"""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd

work, path = sys.argv[1], sys.argv[2]
columns = np.fromfile(path).reshape(4, -1)
index = pd.date_range("2000-01-01", periods=columns.shape[1], freq="1h")
FAST, SLOW, RSI, LIMIT, STOP, TARGET, FEE = 10, 30, 14, 70, 0.02, 0.04, 0.001


def least(rounds, run):
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        run()
        best = min(best, time.process_time() - started)
    return best


def by_vectorbt():
    import vectorbt as vbt

    vbt.settings["engine"] = "rust"
    opens, highs, lows, closes = (pd.Series(column, index) for column in columns)

    def run():
        fast = vbt.MA.run(closes, FAST, ewm=True).ma
        slow = vbt.MA.run(closes, SLOW, ewm=True).ma
        rsi = vbt.RSI.run(closes, RSI, ewm=True).rsi
        above = fast > slow
        before = fast.shift(1) > slow.shift(1)
        entries = (above & ~before & (rsi <= LIMIT)).shift(1, fill_value=False)
        exits = (~above & before).shift(1, fill_value=False)
        portfolio = vbt.Portfolio.from_signals(
            closes, entries, exits, open=opens, high=highs, low=lows, price=opens, sl_stop=STOP, tp_stop=TARGET, fees=FEE, freq="1h"
        )
        trades = portfolio.trades
        return portfolio.total_return(), portfolio.sharpe_ratio(), portfolio.max_drawdown(), trades.win_rate(), trades.profit_factor()

    return {"cpuSeconds": least(5, run), "candles": len(index)}


def by_vectorbt_sweep():
    import vectorbt as vbt

    vbt.settings["engine"] = "rust"
    closes = pd.Series(columns[3], index)
    fast = vbt.MA.run(closes, FAST, ewm=True).ma
    slow = vbt.MA.run(closes, SLOW, ewm=True).ma
    above = (fast > slow).values
    before = np.r_[False, above[:-1]]
    stops, targets = np.meshgrid(np.linspace(0.005, 0.05, 10), np.linspace(0.01, 0.1, 10))
    tile = lambda column: np.tile(column[:, None], (1, 100))
    delayed = lambda column: np.r_[False, column[:-1]]
    opens, highs, lows, close = (tile(column) for column in columns)
    entries, exits = tile(delayed(above & ~before)), tile(delayed(~above & before))

    def run():
        portfolio = vbt.Portfolio.from_signals(
            close, entries, exits, open=opens, high=highs, low=lows, price=opens,
            sl_stop=stops.ravel()[None, :], tp_stop=targets.ravel()[None, :], fees=FEE, freq="1h",
        )
        return portfolio.total_return(), portfolio.sharpe_ratio(), portfolio.max_drawdown()

    return {"cpuSeconds": least(4, run), "combinations": 100}


def by_backtesting():
    from backtesting import Backtest, Strategy

    data = pd.DataFrame(columns.T, index, ["Open", "High", "Low", "Close"])

    def ema(values, length):
        return pd.Series(values).ewm(span=length, adjust=False).mean()

    def strength(values):
        move = pd.Series(values).diff()
        gain = move.clip(lower=0).ewm(alpha=1 / RSI, adjust=False).mean()
        loss = (-move).clip(lower=0).ewm(alpha=1 / RSI, adjust=False).mean()
        return 100 * gain / (gain + loss)

    class Cross(Strategy):
        def init(self):
            self.fast = self.I(ema, self.data.Close, FAST)
            self.slow = self.I(ema, self.data.Close, SLOW)
            self.rsi = self.I(strength, self.data.Close)

        def next(self):
            above, before = self.fast[-1] > self.slow[-1], self.fast[-2] > self.slow[-2]
            if above and not before and self.rsi[-1] <= LIMIT and not self.position:
                price = self.data.Close[-1]
                self.buy(size=0.99, sl=price * (1 - STOP), tp=price * (1 + TARGET))
            elif before and not above and self.position:
                self.position.close()

    def run():
        return Backtest(data, Cross, cash=1e9, commission=FEE, finalize_trades=True).run()

    return {"cpuSeconds": least(1, run), "candles": len(index)}


print(json.dumps({"vectorbt": by_vectorbt, "sweep": by_vectorbt_sweep, "backtesting": by_backtesting}[work]()))
