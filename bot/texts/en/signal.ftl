### One signal, in a channel, in the chat and as a line of a list.

# What the law asks of every signal: whose it is, what it is not, and what it can cost
signal-disclaimer = Model output by Analyser, not advice. Trading can lose all you put in. Past results do not promise future ones.
# The standard wording beside results that nobody traded (CFTC rule 4.41(b), its first sentences)
signal-hypothetical = Hypothetical or simulated performance results have certain limitations. Unlike an actual performance record, they do not represent actual trading.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · confidence <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>worth trading</b>
   *[information] information
}
# The result by the printed plan; at the horizon the direction decides
signal-result = { $end ->
    [stop] ⛔ <b>STOPPED</b>
    [target] 🎯 <b>TARGET</b>
    [exit] 🚪 <b>EXIT</b>
    [right] ✅ <b>RIGHT</b>
    [wrong] ❌ <b>WRONG</b>
    [flat] ➖ <b>FLAT</b>
   *[void] ⚪ <b>VOID</b>
}
signal-result-mark = { $end ->
    [stop] ⛔
    [target] 🎯
    [exit] 🚪
    [right] ✅
    [wrong] ❌
    [flat] ➖
   *[void] ⚪ void
}
signal-result-net = <b>{ $net }</b> after cost
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = Candle closed <b>{ $time }</b> on { $exchange }
signal-recorded = ⏪ <b>Recorded candles, replayed</b>: past prices at an accelerated clock
signal-simulated = 🧪 <b>SIMULATED MARKET</b>: invented prices, nothing here can be traded
signal-entry = Entry <code>{ $price }</code> at the next open, until an exit is posted
signal-entry-until = Entry <code>{ $price }</code> at the next open, until { $time }
signal-stop = Stop <code>{ $price }</code> ({ $distance })
signal-target = Target <code>{ $price }</code> ({ $distance })
signal-left = In at { $from }, out at { $to } by { $time }: { $gross } before cost
signal-worth = Expected { $value } for { $cost } of cost
signal-not-worth = Expected { $value } against { $cost } of cost: direction likely, <b>not worth trading</b>
signal-value-unknown = Direction likely, <b>not worth trading</b> at { $cost } of cost: past expected values may have come to nothing
signal-not-shown = ⚠️ Signals like this are not shown yet to earn their cost
signal-one-bet = One of { NUMBER($count) } at this close, all { $side }: one bet
signal-one-of = One of { NUMBER($count) } at this close
signal-record-net = Record: { $net } a signal by plan after cost, { NUMBER($signals) } signals at { NUMBER($closes) } closes
signal-record-none = Record: no settled signal yet
signal-record-none-of = Record { $of }: no settled signal yet
signal-record = Record: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval)
signal-record-of = Record { $of }: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval)
signal-record-reversal = Record: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval; reversal rule { $reversal })
signal-record-reversal-of = Record { $of }: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval; reversal rule { $reversal })
signal-sent = Sent { $time }, { $delay } after the close
signal-link = <a href="{ $link }">Signal { $id }: chart and details</a>
signal-outcome = { $outcome ->
    [right] ✅ <b>RIGHT</b>
    [wrong] ❌ <b>WRONG</b>
    [flat] ➖ <b>FLAT</b>: the candle closed where it opened, counted neither right nor wrong
   *[void] ⚪ <b>VOID</b>: the next candle never came, so this signal is not scored
}
signal-moved = The candle went { $open } → { $close } ({ $move }): <b>{ $gain }</b> for this { $side }, before cost
