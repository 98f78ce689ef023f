### Words on pictures: plain text, short.

chart-target = Target
chart-entry = Entry
chart-stop = Stop
chart-close = Close
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = Candle closed { $time } · { $exchange }
chart-disclaimer = Times in UTC. Model output, not advice.
chart-decision = decision
chart-source = { $source ->
    [recorded] recorded candles, replayed
   *[simulated] SIMULATED MARKET, invented prices
}
chart-watermark = { $source ->
    [recorded] RECORDED
   *[simulated] SIMULATED
}
chart-open = next candle not closed yet
chart-outcome = { $outcome ->
    [right] ✔ RIGHT
    [wrong] ✘ WRONG
    [flat] FLAT
    [stop] ✘ STOPPED
    [target] ✔ TARGET
    [exit] EXIT
   *[void] VOID: the candle never came
}
chart-outcome-return = { $outcome }  { $net } after cost
chart-touched = { $level ->
    [stop] stop touched
    [target] target touched
   *[exit] exit
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
chart-swing = swing
chart-exit = Exit
chart-swing-open = { $state ->
    [held] held
   *[left] exit told, result follows
}
chart-swing-void = VOID: the price changed its unit
chart-swing-result = { $touched ->
    [stop] stopped
   *[exit] left
}: { $result } after cost
