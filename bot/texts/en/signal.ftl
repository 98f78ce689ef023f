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

# The swing family: entry, steps and result of a position that is held for days
swing-head = { $mark } <b>{ $side } { $symbol }</b> · swing, for days
swing-line = { $mark } <b>{ $side } { $symbol }</b> swing
swing-worth = <b>Worth trading</b> at { $cost } of cost a side: shown by its past after that cost
swing-information = <b>Information</b>: its past has not shown yet that it is worth more than its cost of { $cost } a side
swing-entry = Entry at the next open, about <code>{ $price }</code> (candle closed { $time } on { $exchange })
swing-stop = Stop <code>{ $price }</code> ({ $distance }), judged at the closes of 4 h; no target
swing-size = Size: { $size } of the account at most, so that the stop costs { $risk }
swing-held = Held until I write here: sell a part, or exit now
swing-expect = { NUMBER($entries) } entries a year and coin; { NUMBER($won) } of 10 won, the average win { NUMBER($ratio) } times the average loss; { NUMBER($losses) } lost in a row are normal ({ $past }, after cost)
swing-rule = Rule: in when the strength of the trend rises above { $enter }, out when it falls below { $leave }, or at the stop ({ $version }).
swing-trim = ✂️ <b>Sell { $share }</b> · { $side } { $symbol }, swing of { $day }
swing-trim-why = The price stands at <code>{ $price }</code>, { $gain } from the last step: so much is sold at the next open that the position carries the risk agreed at first. The stop stays at <code>{ $stop }</code>.
swing-leave = ⏹ <b>Exit now</b> · { $side } { $symbol }, swing of { $day }
swing-leave-stop = The candle closed at <code>{ $price }</code>, beyond the stop at <code>{ $stop }</code>.
swing-leave-faded = The trend has faded; the candle closed at <code>{ $price }</code>.
swing-leave-how = Leave all that you hold at the next open. From entry so far: <b>{ $gain }</b> before cost; the result follows.
swing-trimmed = ✂️ { $share } sold at { $time }, about <code>{ $price }</code>
swing-left = ⏹ Exit told at { $time }; the result follows when the next candle has closed
swing-outcome = { $outcome ->
    [right] ✅ <b>WON { $result }</b>
    [wrong] ❌ <b>LOST { $result }</b>
   *[flat] ➖ <b>EVEN</b>
} after cost in { $held }
swing-outcome-void = ⚪ <b>VOID</b> (the price changed its unit while it was held)
swing-filled = In at <code>{ $entry }</code>, out at <code>{ $exit }</code> ({ $how }): { $gain } before cost
swing-filled-trimmed = In at <code>{ $entry }</code>, out at <code>{ $exit }</code> on average, parts sold before included ({ $how }): { $gain } before cost
swing-how = { $touched ->
    [stop] at the stop
   *[exit] the trend had faded
}
swing-state-held = ⏳ held
swing-state-left = ⏹ exit told
# Why an entry came
swing-why-title = 🔎 <b>Why { $side } { $symbol }</b> · swing of { $time }
swing-why-strength = The trend stands at <b>{ $strength }</b> of 1: the mean of five looks back. An entry needs more than { $enter }, below { $leave } the position is left.
swing-why-up = ▲ { NUMBER($days) } days: up { $move }, { $times } times its usual move
swing-why-down = ▼ { NUMBER($days) } days: down { $move }, { $times } times its usual move
swing-why-usual = Its usual move is one standard deviation: { $daily } a day by the last five months.

# Several signals of one close in one message of a channel: a line each
close-head = <b>{ NUMBER($count) } signals</b> · { $timeframe } · candle closed <b>{ $time }</b>
close-line = { $mark } { $side } <a href="{ $link }">{ $symbol }</a> { $confidence } · { $verdict ->
    [worth] worth trading
   *[information] information
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] worth trading
   *[information] information
} · { $command }
close-swing = swing
