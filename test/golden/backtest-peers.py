"""Runs given entries and exits through backtesting.py and vectorbt; reads {"cases": [...]} from stdin, prints {"versions", "results"}.

A case: name, peer ("backtesting" or "vectorbt"), file (CSV.gz of candles), action (one number per candle: 1 enter long, 2 enter short,
4 leave long, 8 leave short, decided at its close), stop and target (fractions of the entry's open, or null), fee (fraction per side), cash,
fraction (of the equity per trade).
"""
import json
import sys
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd


def candles_of(path):
    table = pd.read_csv(path, parse_dates=["time"])
    table.index = pd.DatetimeIndex(table.pop("time")).tz_localize(None)
    table.columns = [name.capitalize() for name in table.columns]
    return table[["Open", "High", "Low", "Close"]]


def number(value):
    value = float(value)
    return value if np.isfinite(value) else None


def by_backtesting(case, data):
    from backtesting import Backtest, Strategy

    action = np.array(case["action"])
    opens = data.Open.values
    stop, target = case["stop"], case["target"]

    class Given(Strategy):
        def init(self):
            pass

        def next(self):
            row = len(self.data) - 1
            bits = int(action[row])
            leaving = False
            if self.position:
                mask = 4 | 2 if self.position.is_long else 8 | 1
                if bits & mask:
                    self.position.close()
                    leaving = True
            if bits & 3 and (leaving or not self.position) and row + 1 < len(opens):
                side = 1 if bits & 1 else -1
                # Levels hang on the price of the entry, which the order has to name in advance.
                price = opens[row + 1]
                sl = price * (1 - side * stop) if stop else None
                tp = price * (1 + side * target) if target else None
                order = self.buy if side > 0 else self.sell
                order(size=case["fraction"], sl=sl, tp=tp)

    stats = Backtest(data, Given, cash=case["cash"], commission=case["fee"], finalize_trades=False).run()
    trades = stats._trades
    # Theirs come in the order in which the engine closed them, which is ours.
    return {
        "trades": [
            [
                int(t.EntryBar),
                int(t.ExitBar),
                1 if t.Size > 0 else -1,
                abs(float(t.Size)),
                float(t.EntryPrice),
                float(t.ExitPrice),
                float(t.PnL),
            ]
            for t in trades.itertuples()
        ],
        "equity": [float(v) for v in stats._equity_curve.Equity.values],
        "statistics": {
            "maxDrawdown": number(-stats["Max. Drawdown [%]"] / 100),
            "winRate": number(stats["Win Rate [%]"] / 100),
            "sqn": number(stats["SQN"]),
            "expectancy": number(stats["Expectancy [%]"] / 100),
            "bestTrade": number(stats["Best Trade [%]"] / 100),
            "worstTrade": number(stats["Worst Trade [%]"] / 100),
            "netReturn": number(stats["Return [%]"] / 100),
        },
    }


def by_vectorbt(case, data):
    import vectorbt as vbt

    # Decided at the close, carried out at the next open.
    bits = np.r_[0, np.array(case["action"])[:-1]]
    entries = pd.Series((bits & 1) > 0, data.index)
    exits = pd.Series((bits & 6) > 0, data.index)
    portfolio = vbt.Portfolio.from_signals(
        data.Close, entries, exits, price=data.Open, fees=case["fee"], init_cash=case["cash"], size=np.inf, freq="1h"
    )
    records = portfolio.trades.records
    equity = portfolio.value()
    before = np.r_[case["cash"], equity.resample("D").last().dropna().values]
    daily = pd.Series(before[1:] / before[:-1] - 1).vbt.returns(freq="1D", year_freq="365D")
    return {
        "trades": [
            [
                int(t.entry_idx),
                int(t.exit_idx),
                1 if t.direction == 0 else -1,
                float(t.size),
                float(t.entry_price),
                float(t.exit_price),
                float(t.pnl),
            ]
            for t in records.itertuples()
        ],
        "equity": [float(v) for v in equity.values],
        "statistics": {
            "maxDrawdown": number(-portfolio.max_drawdown()),
            "winRate": number(portfolio.trades.win_rate()),
            "profitFactor": number(portfolio.trades.profit_factor()),
            "sqn": number(portfolio.trades.sqn()),
            "averagePnl": number(portfolio.trades.expectancy()),
            "netReturn": number(portfolio.total_return()),
            "sharpe": number(daily.sharpe_ratio()),
            "sortino": number(daily.sortino_ratio()),
        },
    }


def main():
    import backtesting
    import vectorbt

    peers = {"backtesting": by_backtesting, "vectorbt": by_vectorbt}
    results = {}
    for case in json.load(sys.stdin)["cases"]:
        results[case["name"]] = peers[case["peer"]](case, candles_of(case["file"]))
    versions = {"python": sys.version.split()[0], "backtesting": backtesting.__version__, "vectorbt": vectorbt.__version__}
    json.dump({"versions": versions, "results": results}, sys.stdout)


main()
