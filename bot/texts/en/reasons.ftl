### Why the engine did or did not do something, by code: plain text, in the middle of a sentence or a line of its own.

# How far candles can be trusted
reason-no-candle = there is no candle yet
reason-level-changed = the price changed its level { $candlesAgo ->
    [0] in the newest candle
    [one] one candle ago
   *[other] { NUMBER($candlesAgo, useGrouping: 0) } candles ago
} ({ $ratio }): another unit or market
reason-candles-missing = { $share } of the look-back window is missing
reason-candles-revised = { $share } of the look-back window was revised afterwards
reason-newest-reaches-far = the newest candle reaches { $ranges } average ranges far
reason-newest-reaches-over = the newest candle reaches over { $ranges } average ranges far
reason-price-still = { $share } of the last { NUMBER($candles, useGrouping: 0) } candles did not move
reason-untraded = { $share } of the last { NUMBER($candles, useGrouping: 0) } candles had no trade
reason-newest-late = the newest candle came { $duration } late
reason-newest-stale = the newest candle is { $duration } older than it should be
reason-market-closes = the market is closed after this candle
reason-paused = paused by the operator

# Why there is no decision
reason-decided-too-late = the candle to predict was over before the decision could be taken
reason-no-model = no model serves this market
reason-too-few-candles = expected at least { NUMBER($need, useGrouping: 0) } candles, was { NUMBER($have, useGrouping: 0) }
reason-no-score = expected a score for the newest candle, the model had none

# Why a market publishes nothing
reason-worse-than-base-rate = over { NUMBER($candles, useGrouping: 0) } candles its probabilities were worse than the base rate, by odds of { NUMBER($odds, maximumFractionDigits: 0) } to 1; it publishes again when the odds are { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } to 1 for them
reason-worse-than-base-rate-earlier = its probabilities were worse than the base rate; it publishes again when the odds are { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } to 1 for them
reason-model-damaged = the model { $version } is damaged and none that was promoted before it can be read
reason-model-stale = the model was trained until { NUMBER($ageDays, useGrouping: 0) } days ago and no better one has passed the gate
