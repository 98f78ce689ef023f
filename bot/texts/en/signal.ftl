### One signal, in a channel, in the chat and as a line of a list.

# What the law asks of every signal: whose it is, what it is not, and what it can cost
signal-disclaimer = Model output by Analyser, not advice. Trading can lose all you put in. Past results do not promise future ones.
# The standard wording beside results that nobody traded (CFTC rule 4.41(b), its first sentences)
signal-hypothetical = Hypothetical or simulated performance results have certain limitations. Unlike an actual performance record, they do not represent actual trading.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · confidence <b>{ $confidence }</b>
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = Candle closed <b>{ $time }</b> on { $exchange }
signal-recorded = ⏪ <b>Recorded candles, replayed</b>: past prices at an accelerated clock
signal-simulated = 🧪 <b>SIMULATED MARKET</b>: invented prices, nothing here can be traded
signal-entry = Entry <code>{ $price }</code>
signal-stop = Stop <code>{ $price }</code> ({ $distance })
signal-target = Target <code>{ $price }</code> ({ $distance })
signal-horizon = Horizon: the next candle, until { $time }
signal-worth = Expected value <b>{ $bps } bps</b> after { $cost } bps a side
signal-value-unknown = Direction likely, <b>not worth trading</b> at { $cost } bps a side: past expected values may have come to nothing
signal-not-worth = Direction likely, <b>not worth trading</b> at { $cost } bps a side: expected value { $bps } bps
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
signal-outcome-short = { $outcome ->
    [right] ✅
    [wrong] ❌
    [flat] ➖ flat
   *[void] ⚪ void
}
signal-outcome-counted = { $outcome } { $bps } bps
signal-moved = The candle went { $open } → { $close } ({ $move }): <b>{ $bps } bps</b> for this { $side }, before cost
