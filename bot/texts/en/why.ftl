### /why: which features moved a signal.

why-title = 🔎 <b>Why { $side } { $symbol }</b> · { $timeframe } · candle closed { $time }
why-chance = Chance that the next candle closes higher: <b>{ $chance }</b>. Knowing nothing it would be { $start }. What moved it, in percentage points:
why-part = { $mark } <b>{ $points }</b> { $feature }
why-rest = { $mark } { $points } everything else
why-differs = The signal said { $chance }: candles it was made from were told differently since.
why-model =
    Model <code>{ $version }</code>
    <i>This is what the model read, not what made the market move.</i>
why-usage = Tell me which signal: <code>/why a1b2c3d4e5</code>. The id stands in every signal; under its chart is a button.
why-no-model = The model that gave this signal is no longer kept, so I cannot say what moved it.
why-no-candles = The candles this signal was made from are no longer all stored, so I cannot say what moved it.

## Families of features
feature-last-return = the move of the last candle
feature-return = { NUMBER($candles) ->
    [one] the move { NUMBER($candles) } candle before
   *[other] the move { NUMBER($candles) } candles before
}
feature-day-ago = the same hour yesterday
feature-week-ago = the same hour a week ago
feature-return-volatility = the last move, by how wild the day is
feature-reversal-regime = the last move, by how prices have reverted of late
feature-momentum = the trend over { $candles } candles
feature-close-location = where the candle closed in its range
feature-close-location-before = { NUMBER($candles) ->
    [one] where it closed { NUMBER($candles) } candle before
   *[other] where it closed { NUMBER($candles) } candles before
}
feature-range-position = the place in the range of { $candles } candles
feature-body = the body of the candle
feature-direction = the colour of the candle
feature-streak = closes in a row in one direction
feature-wick = { $side ->
    [upper] the upper wick
   *[lower] the lower wick
}
feature-volume = the volume
feature-taker-balance = who was in a hurry: buyers or sellers
feature-spread = the quoted spread
feature-wildness = how wild the market is
feature-rsi = RSI 14
feature-bollinger = the place in the Bollinger band
feature-macd = the MACD histogram
feature-mean-distance = the distance from the mean of { $candles } candles
feature-trading-hour = the hour of the trading day
feature-session = whether { $city } is at work
feature-new-york = New York
feature-time-of-day = the time of day
feature-weekday = the day of the week
feature-leader = what Bitcoin did
feature-market = what the other markets did
feature-symbol = which market it is
feature-path = the path within the candle
feature-funding = the funding rate
feature-long-short = how many are long
feature-fear-greed = the Fear & Greed index
