### One signal, in a channel, in the chat and as a line of a list.

# What the law asks of every signal: whose it is, what it is not, and what it can cost
signal-disclaimer = Model output by Analyser, not advice. Trading can lose all you put in. Past results do not promise future ones.
# The standard wording beside results that nobody traded (CFTC rule 4.41(b), its first sentences)
signal-hypothetical = Hypothetical or simulated performance results have certain limitations. Unlike an actual performance record, they do not represent actual trading.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · confidence <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>worth trading</b>
    [unproven] <b>worth trading</b>, unproven
   *[information] information
}
# After the result, which comes first and takes the room of the mark
signal-head-settled = <b>{ $side } { $symbol }</b> · { $timeframe } · { $confidence } · { $verdict ->
    [worth] <b>worth trading</b>
    [unproven] <b>worth trading</b>, unproven
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
signal-recorded = ⏪ <b>Recorded candles, replayed</b>
signal-recorded-more = Recorded candles, replayed: past prices at an accelerated clock
signal-simulated = 🧪 <b>SIMULATED</b>: invented prices
signal-simulated-more = A simulated market: nothing here can be traded
# The plan in two lines of a phone
signal-entry = Entry <code>{ $price }</code> · until an exit is posted
signal-entry-until = Entry <code>{ $price }</code> · until { $until }
signal-levels = Stop <code>{ $stop }</code> · target <code>{ $target }</code>
signal-level-stop = Stop <code>{ $stop }</code>
signal-left = In { $from }, out { $to } at { $time } UTC
# The same, unfolded
signal-plan = Entry about { $entry } at the next open · Stop { $stop } ({ $stopDistance }) · Target { $target } ({ $targetDistance }) · until { $time }
signal-plan-stop = Entry about { $entry } at the next open · Stop { $stop } ({ $stopDistance }) · until { $time }
signal-left-more = Out by { $time }: { $gross } before cost
signal-worth = Expected { $value } for { $cost } of cost
signal-not-worth = Expected { $value } against { $cost } of cost: direction likely, <b>not worth trading</b>
signal-your-cost = At your cost of { $cost } a round trip (/cost)
signal-value-unknown = Direction likely, <b>not worth trading</b> at { $cost } of cost: past expected values may have come to nothing
signal-not-shown = ⚠️ Signals like this are not shown yet to earn their cost
signal-one-bet = One of { NUMBER($count) }, all { $side }: <b>one bet</b>
signal-one-of = One of { NUMBER($count) } at this close
signal-record-net = Record: { $net } a signal net ({ NUMBER($signals) })
signal-record-net-more = Record: { $net } a signal by plan after cost, { NUMBER($signals) } { NUMBER($signals) ->
    [one] signal
   *[other] signals
} at { NUMBER($closes) } { NUMBER($closes) ->
    [one] close
   *[other] closes
}
signal-record-none = Record: no settled signal yet
signal-record-none-of = Record { $of }: no settled signal yet
signal-record = Record: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval)
signal-record-of = Record { $of }: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval)
signal-record-reversal = Record: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval; betting against the last candle: { $reversal })
signal-record-reversal-of = Record { $of }: <b>{ $accuracy }</b> { $interval } right of { $decided } (95 % interval; betting against the last candle: { $reversal })
signal-sent = Sent { $time }, { $delay } after the close
signal-end = { $command } · not advice · /terms
signal-end-link = <a href="{ $link }">Details</a> · not advice · /terms
signal-outcome = { $outcome ->
    [right] ✅ <b>RIGHT</b>
    [wrong] ❌ <b>WRONG</b>
    [flat] ➖ <b>FLAT</b>: the candle closed where it opened, counted neither right nor wrong
   *[void] ⚪ <b>VOID</b>: the next candle never came, so this signal is not scored
}
signal-moved = The candle went { $open } → { $close } ({ $move }): <b>{ $gain }</b> for this { $side }, before cost

# The swing family: entry, steps and result of a position that is held for days
swing-head = { $mark } <b>{ $side } { $symbol }</b> · swing, for days · { $verdict ->
    [worth] <b>worth trading</b>
   *[information] information
}
swing-head-settled = <b>{ $side } { $symbol }</b> · swing · { $verdict ->
    [worth] <b>worth trading</b>
   *[information] information
}
swing-line = { $mark } <b>{ $side } { $symbol }</b> swing
swing-worth = <b>Worth trading</b> at { $cost } of cost a side: shown by its past after that cost
swing-information = <b>Information</b>: its past has not shown yet that it is worth more than its cost of { $cost } a side
swing-entry = Entry <code>{ $price }</code>, at the next open
swing-stop = Stop <code>{ $price }</code> ({ $distance }) · size { $size }
swing-held = No target; held until I post an exit
swing-plan = Candle closed { $time } on { $exchange }. In at the next open, about { $price }; stop { $stop } ({ $distance }), judged at the closes of 4 h; no target
swing-size = Size: { $size } of the account at most, so that the stop costs { $risk }
swing-expect = { NUMBER($entries) } entries a year and coin; { NUMBER($won) } of 10 won, the average win { NUMBER($ratio) } times the average loss; { NUMBER($losses) } lost in a row are normal ({ $past }, after cost)
swing-rule = Rule: in when the strength of the trend rises above { $enter }, out when it falls below { $leave }, or at the stop ({ $version }).
swing-trim = ✂️ <b>Sell { $share }</b> · { $side } { $symbol }, swing of { $day }
swing-trim-how = At the next open, about <code>{ $price }</code>
swing-trim-stop = The stop stays at <code>{ $stop }</code>
swing-trim-why = The price stands { $gain } from the last step: so much is sold that the position carries the risk agreed at first.
swing-leave = ⏹ <b>Exit now</b> · { $side } { $symbol }, swing of { $day }
swing-leave-price = All at the next open, near <code>{ $price }</code>
swing-leave-how = From entry: <b>{ $gain }</b> before cost
swing-leave-stop = The candle closed at { $price }, beyond the stop at { $stop }. The result follows in the entry’s message.
swing-leave-faded = The trend has faded; the candle closed at { $price }. The result follows in the entry’s message.
swing-trimmed = ✂️ { $share } sold { $day } near <code>{ $price }</code>
swing-trimmed-more = { $share } sold at { $time }, about { $price }
swing-left = ⏹ Exit told; the result follows
swing-left-more = Exit told at { $time }; the result follows when the next candle has closed
swing-outcome = { $outcome ->
    [right] ✅ <b>WON { $result }</b>
    [wrong] ❌ <b>LOST { $result }</b>
   *[flat] ➖ <b>EVEN</b>
} after cost in { $held }
swing-outcome-void = ⚪ <b>VOID</b> (the price changed its unit while it was held)
swing-filled = In <code>{ $entry }</code>, out <code>{ $exit }</code>
swing-filled-more = In at { $entry }, out at { $exit } ({ $how }): { $gain } before cost
swing-filled-trimmed = In at { $entry }, out at { $exit } on average, parts sold before included ({ $how }): { $gain } before cost
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
    [unproven] worth trading, unproven
   *[information] information
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] worth trading
    [unproven] worth trading, unproven
   *[information] information
} · { $command }
close-swing = swing
close-not-shown = ⚠️ Unproven: signals like these are not shown yet to earn their cost
# Above them, once it is known: "✅ +0.42 % · BTC/USDT"
close-outcome = { $outcome } · <b>{ $symbol }</b>

# Put before a message that may have been sent before: the connection broke, and nobody knows
repeat-signal = 🔁 <i>Signal { $id } may have been posted before: the first try got no answer</i>

# Signals shown in other chats (@bot btc): plain text
inline-title = { $mark } { $side } { $symbol } { $timeframe } · { $state }
inline-about = { $time } · { $confidence }
inline-none = No public signal of that yet
inline-open = Open the bot
# Said once in a group, before the bot leaves it
group-leave = I do not stay in groups. Write @{ $bot } and a pair, such as btc, in any chat for the latest public signal; everything else is in our own chat.

# What a channel says of itself, at most 255 characters in all
channel-about-unsold = For the { $title } plan, not sold yet.
channel-about-posts = { $posts ->
    [worth] Signals worth trading after cost; all others are in the bot.
   *[all] All signals, those for information too, losers included.
}
channel-about-at-once = Sent as the candle closes.
channel-about-later = Sent { $candles } candles after the close, swings { $days } days.
channel-about-cost = Cost: { $cost } a side.
channel-about-cost-stated = Cost: coins { $cost } a side, currencies the spread.
channel-about-not-shown = Not shown yet to earn its cost: { $families }.
channel-about-family = { $family ->
    [swing] swing
   *[next-candle] { $assets ->
        [crypto] coins
        [forex] currencies
       *[metal] metals
    }
}
channel-about-not-advice = Not advice.
