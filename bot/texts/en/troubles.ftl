### Why a market is not followed as it should be: plain text, a line of its own (/status, start page, API, notices to operators).

state-market-closed = the market does not trade now
state-candle-missing = no candle closing { $time } yet
state-clocks-apart = the clocks are { $seconds } s apart
# What is wrong with a venue, and the words of its own error
state-venue-failed = { $failure }: { $detail }

venue-timeout = no answer in time
venue-network = no connection
venue-unavailable = not available
venue-maintenance = under maintenance
venue-geo-blocked = this region is refused
venue-rate-limited = asked too often
venue-bad-response = no readable answer
venue-bad-symbol = the market is not known there
venue-bad-request = the request is refused
venue-not-supported = the request is not supported
venue-not-authorised = access is refused
venue-clock-skew = the clocks do not agree
venue-no-progress = only older candles than asked for
venue-closed = the connection is closed
venue-failed = the request failed

# Rows of a venue (the log)
rows-missing = { NUMBER($candles, useGrouping: 0) } { $candles ->
    [one] candle
   *[other] candles
} missing from { $from } on
