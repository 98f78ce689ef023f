### /why: what moved a signal, in values that a reader knows.

why-title = 🔎 <b>Why { $side } { $symbol }</b> · { $timeframe } · candle closed { $time }
why-chance = Chance that the next candle closes higher: <b>{ $chance }</b>. Knowing nothing it would be { $start }. What added ▲ or took ▼:
why-part = { $mark } <b>{ $points }</b>
why-rest = { $mark } { $points } everything else
why-differs = The signal said { $chance }: candles it was made from were told differently since.
# Read when somebody opens the quotation.
why-how = The bold numbers add up from { $start } to { $chance }. “Such”: most like this one among the { NUMBER($cases) } before it; after any of them it rose { $share } of 100 times. It is what the model read, not what made the market move. Model <code>{ $version }</code>
why-usage = Tell me which signal: <code>/why a1b2c3d4e5</code>. The id stands in every signal; under its chart is a button.
why-no-model = The model that gave this signal is no longer kept, so I cannot say what moved it.
why-no-candles = The candles this signal was made from are no longer all stored, so I cannot say what moved it.

## What followed such readings: the second half of a sentence.
why-followed = ; { $after ->
    [at-hour] at this hour
    [weekday] on this day
    [days] after such days
    [past] in all its past
    [hours] after such hours
   *[candles] after such candles
} it rose { $share } of 100 times
why-followed-few = ; { $after ->
    [at-hour] at this hour
    [weekday] on this day
    [days] after such days
    [past] in all its past
    [hours] after such hours
   *[candles] after such candles
} it rose { NUMBER($rises) } of { NUMBER($cases) } times (few cases: { $low } to { $high } of 100)
why-too-few = ; too few such cases to count

## What was read
why-move = { $way ->
    [up] rose { $size }
    [down] fell { $size }
   *[still] did not move
}
why-span = { $timeframe ->
    [m1] a minute
    [m5] five minutes
    [m15] a quarter of an hour
    [m30] half an hour
    [h1] an hour
    [h4] four hours
   *[d1] a day
}
why-last-move = { $name } { $move } in { $span }
why-last-move-usual = { $name } { $move } in { $span }, { $times } times its usual
why-earlier-moves = in the { $span } before the last candle it { $move }
why-trend = over { $span } it { $move }
why-candle-close = the candle closed { $share } of the way up from its low to its high
why-price-place = { $name } is { $share } of the way up from the low to the high of { $span }
why-swings = moves of the last { $span } were { $times } times their usual size
why-volume = trading was { $times } times its usual
why-takers = { $share } of the trading was by buyers in a hurry
why-spread = the gap between buying and selling price was { $size }
why-spread-usual = the gap between buying and selling price was { $size }, { $times } times its usual
why-hour = the next candle opens at { $time } UTC, in your time <tg-time unix="{ $unix }" format="t">{ $time } UTC</tg-time>
why-weekday = the next candle opens on a { $day }
why-day = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
}
why-same-time = the same time yesterday { $move }
why-leader = Bitcoin { $move } in the same time
why-peers = the other markets { $move } on average in the same time
why-path = at the end of the candle the price { $way ->
    [up] rose by { $share } of its range
    [down] fell by { $share } of its range
   *[still] stood still
}
why-funding = holding a bet on a rise { $way ->
    [up] costs { $size } (funding)
    [down] earns { $size } (funding)
   *[still] costs nothing (funding)
}
why-long-short = { $times } accounts bet on a rise for each that bets on a fall
why-fear-greed = the Fear & Greed index stood at { $index } of 100
why-this-market = { $name } is not like the other markets
why-chosen = indicators chosen here: { $names }

why-unread = { $family }

## Families by name: beside a bar, and where the market tells no value
why-family = { $family ->
    [last-move] the last candle’s move
    [earlier-moves] the moves before it
    [day-trend] the trend of { $day }
    [week-trend] the trend of { $week }
    [candle-close] where the candle closed
    [day-place] the place in the range of { $day }
    [week-place] the place in the range of { $week }
    [swings] how large moves are
    [volume] how much was traded
    [takers] who was in a hurry
    [spread] the bid-ask gap
    [hour] the hour
    [weekday] the day of the week
    [same-time] this time yesterday
    [leader] Bitcoin
    [peers] the other markets
    [path] the end of the candle
    [funding] the funding rate
    [long-short] how many bet on a rise
    [fear-greed] the Fear & Greed index
    [this-market] which market it is
   *[chosen] chosen indicators
}
why-times = { $times } × usual
why-utc = { $time } UTC
why-bar = { $family }: { $value }
why-bar-rest = everything else
why-bar-chance = chance of a rise: { $start } → { $chance }
why-bar-title = Why { $side } { $symbol } { $timeframe }?
why-bar-closed = candle closed { $time }
