### Words on pictures: plain text, short.

chart-level = { $level ->
    [target] Target
    [entry] Entry
    [stop] Stop
    [last] Last
    [horizon] Close
   *[exit] Exit
}
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = Candle closed { $time } · { $exchange }
chart-disclaimer = Times in UTC. Model output, not advice.
chart-watermark = { $source ->
    [recorded] RECORDED
   *[simulated] SIMULATED
}
chart-columns = a column is { NUMBER($candles) } candles
chart-open = Open until the next candle closes
chart-swing = swing
chart-swing-open = { $state ->
    [held] Open, held until its exit is posted
   *[left] Exit told, the result follows
}
chart-outcome = { $outcome ->
    [right] RIGHT
    [wrong] WRONG
    [flat] FLAT
   *[void] VOID: the candle never came
}
chart-result = { $touched ->
    [stop] ✘ Stop touched: { $net } after cost
    [target] ✔ Target touched: { $net } after cost
    [horizon] Held to the horizon: { $net } after cost
   *[exit] Position left: { $net } after cost
}
chart-rule = rule { $percent }
chart-hold = hold { $percent }
chart-net = net { $percent }
chart-cost = after cost of { $bps } bps a side
chart-cost-spread = after spread, as quoted or by the hour
chart-backtest-title = { $symbol } · { $timeframe } · { $days } days
chart-backtest-span = Signal rule on past candles, { $from } to { $to }
chart-trades = { $trades } trades { $cost }
chart-out-of-sample = Out of sample: { $source }
chart-live = predictions stored live
chart-walk = { $kind }, walk-forward
chart-live-and-walk = stored live, before that { $kind }, walk-forward
chart-backtest-disclaimer = Times in UTC. The past promises nothing.
chart-drawdown = drawdown
chart-market-closed = { $time } · { $exchange }
chart-columns-shown = { NUMBER($candles) } candles
chart-market-none = No signal is open
chart-market-open = Open: { $signals }
chart-calibration-title = Stated and seen · { $market }
chart-calibration-all = all markets
chart-calibration-span = { NUMBER($rows) } candles scored, { $from } to { $to }
chart-calibration-error = Off by { $error } on average
chart-calibration-empty = Nothing scored yet
chart-calibration-stated = Stated chance of a rise →
chart-calibration-seen = ↑ Share that rose, with its 95 % interval
chart-calibration-foot = Dashed: as stated. Model output, not advice.
chart-equity-title = Worth trading · { $market }
chart-equity-all = all markets
chart-equity-about = Net results by plan, added up, the same stake each
chart-equity-line = { $family ->
    [swing] Swing
   *[next-candle] Next candle
} { $result }, deepest fall { $fall }, { NUMBER($count) } { $count ->
    [one] signal
   *[other] signals
}
chart-equity-drawdown = Below its highest value
chart-equity-foot = After cost. Model output, not advice.
