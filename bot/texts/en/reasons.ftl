### Why the engine did or did not do something, by code: plain text, in the middle of a sentence or a line of its own.

# How far candles can be trusted
reason-no-candle = there is no candle yet
reason-level-changed = the price changed its level { NUMBER($candlesAgo, useGrouping: 0) } candles ago ({ $ratio }): another unit or market
reason-candles-missing = { $share } of the look-back window is missing
reason-candles-revised = { $share } of the look-back window was revised afterwards
reason-newest-reaches-far = the newest candle reaches { $ranges } average ranges far
reason-newest-reaches-over = the newest candle reaches over { $ranges } average ranges far
reason-price-still = { $share } of the last { NUMBER($candles, useGrouping: 0) } candles did not move
reason-untraded = { $share } of the last { NUMBER($candles, useGrouping: 0) } candles had no trade
reason-newest-late = the newest candle came { $duration } late
reason-newest-stale = the newest candle is { $duration } older than it should be
reason-market-closes = the market is closed after this candle

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

# Why a model serves or does not
reason-first-model = the first model
reason-walk-forward-too-short = its walk-forward is too short to judge it
reason-no-skill = its walk-forward Brier skill is { $brierSkill }, not above 0
reason-too-few-compared = only { NUMBER($compared, useGrouping: 0) } decisions can be compared, less than two weeks of them
reason-brier-gain = Brier gain { $gain } [{ $low }, { $high }] over { NUMBER($compared, useGrouping: 0) } decisions of the last { NUMBER($days, useGrouping: 0) } days
reason-brier-kept = the champion is kept: Brier gain { $gain } [{ $low }, { $high }] over { NUMBER($compared, useGrouping: 0) } decisions of the last { NUMBER($days, useGrouping: 0) } days, a gain above 0 with a lower end above { $leastLow } is asked for
reason-skill-unopposed = walk-forward Brier skill { $brierSkill }; the champion before it is damaged
reason-artefact-gone = its artefact is gone

# Why a prediction is refused
reason-unknown-timeframe = expected a timeframe such as 1h, was "{ $timeframe }"
reason-unknown-symbol = expected a market followed here ({ $followed }), was "{ $symbol }"
reason-no-model-for = no model serves { $symbol } at { $timeframe }; followed are { $followed }
reason-not-followed = { $symbol } at { $timeframe } is not followed here: send candles, or one of { $followed }
