### Markets and pairs, predictions, the list of signals, /status.

# In the place of a venue's name
market-from-file = a file
market-note = ⏪ Market: { $note }.
sandbox-redated = { $symbol } is of { $year }, dated { $years ->
    [one] a year
   *[other] { $years } years
} { $direction ->
    [later] later
   *[earlier] earlier
}
# Stands in the middle of a sentence: "Market: … ."
sandbox-replay = { $source ->
    [live] recent candles replayed at { $speed }×, then live
    [recorded] recorded candles, replayed at { $speed }×
   *[simulated] SIMULATED market at { $speed }×: results here say nothing about real ones
}
sandbox-replay-redated = { $note } ({ $redated })
signals-title = 📈 <b>Signals</b>, newest first
signals-title-page = 📈 <b>Signals</b> · page { NUMBER($page) }
signals-title-of = 📈 <b>Signals</b> · { $symbol }, newest first
signals-title-of-page = 📈 <b>Signals</b> · { $symbol } · page { NUMBER($page) }
signals-delayed = You are on Free: you get the same signals as Pro, { $delay }.
signals-none = No signal yet. Most candles give none: the model only speaks when it has something to say.
signals-none-such = None of the newest is like that. Press a button to widen the choice.
signals-open = { NUMBER($count) } { $count ->
    [one] is
   *[other] are
} open, first in the list.
button-signals-state = { $state ->
    [open] ⏳ Open
    [right] ✅ Right
    [wrong] ❌ Wrong
   *[any] Open and ended
}
signals-hint = Press a number for the chart and the levels.
signal-usage = Tell me which one: <code>/signal a1b2c3d4e5</code>. The id stands in every signal; the list has buttons.
signal-unknown = No signal <code>{ $id }</code>. An id is at least 6 characters of 0–9 and a–f.
signal-later = What was decided at that close reaches Free readers at <b>{ $time }</b>, be it a signal or none. Pro readers have it now.
chart-missing = The chart could not be drawn just now, so here is the signal in words.
predict-choose =
    🔮 <b>Predict the next candle</b>
    Pick a market, or send <code>/predict btc</code>:
predict-choose-timeframe =
    🔮 <b>{ $symbol }</b>
    Which candle?
predict-refused = { $code ->
    [unknown-symbol] I do not follow that pair.
    [unsupported-timeframe] I have no model for that timeframe.
    [no-model] The model of this market is still learning. Try again in a minute.
   *[bad-candles] The candles of this market have a hole just now, so I say nothing rather than guess.
}
prediction = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · confidence <b>{ $confidence }</b>
prediction-leaning = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · leans { $direction ->
    [up] up
   *[down] down
} · confidence <b>{ $confidence }</b>
prediction-candle = The candle <b>{ $span }</b>, { $left }
prediction-delayed = ⏳ You are on Free: you hear of each close { $delay } later.
expected-value = Expected value <b>{ $value }</b> after cost
expected-value-unknown = Expected value unknown, as past ones may have come to nothing: <b>not worth trading</b>
expected-value-negative = Expected value { $value } after cost: <b>not worth trading</b>
data-quality = Data quality { $mark } { $stamp }
data-quality-reasons = Data quality { $mark } { $stamp }: { $reasons }
stamp = { $stamp ->
    [green] green
    [amber] amber
   *[red] red
}
model-version = Model <code>{ $version }</code>
action = { $action ->
    [BUY] BUY
    [SELL] SELL
   *[HOLD] HOLD
}

pair-unknown = I do not follow { $asked }. I follow { $followed }.
pair-unknown-one = I do not follow { $asked }. Did you mean <b>{ $near }</b>?
pair-unknown-several = I do not follow { $asked }. Did you mean one of these?
pair-several = { $asked } may be several markets. Which one?
timeframe-unknown = <b>{ $symbol }</b> is followed at { $followed }, not at { $asked }.
words-unknown = I understood <b>{ $symbol }</b>, but not { $asked }. { $symbol } is followed at { $followed }.
pair-mentioned = <b>{ $symbol }</b>, followed at { $followed }. What would you like to see?

markets-title = 🗂 <b>What I follow</b>
markets-title-page = 🗂 <b>What I follow</b> · page { NUMBER($page) } of { NUMBER($pages) }
markets-line = { $mark } <b>{ $symbol }</b> { $timeframe } · { $state ->
    [ok] fresh
    [closed] 🌙 closed
    [late] ⏳ late
    [paused] ⏸ paused
   *[disabled] ⛔ disabled
} · { $model } · { $record }
markets-no-model = no model yet
markets-no-record = no settled signal yet
markets-record = { $accuracy } { $interval } right of { NUMBER($settled) }

status-title = 🩺 <b>Markets and their data</b>
status-title-page = 🩺 <b>Markets and their data</b> · page { NUMBER($page) } of { NUMBER($pages) }
status-none = No market is followed yet.
status-marks = <i>🟢 sound · 🟡 doubtful: half the signals · 🔴 no signal</i>
status-market = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange }
status-market-state = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange } · { $state ->
    [closed] 🌙 closed
    [late] ⏳ late
    [paused] ⏸ paused
   *[disabled] ⛔ disabled
}
status-no-candle = no candle yet
status-candle = candle { $time }, { $age } ago
status-counts = { NUMBER($candles) } { NUMBER($candles) ->
    [one] candle
   *[other] candles
} · { NUMBER($gaps) } { NUMBER($gaps) ->
    [one] gap
   *[other] gaps
} · { NUMBER($revisions) } { NUMBER($revisions) ->
    [one] revision
   *[other] revisions
}

# Under a chart of a market
market-chart-title = 📉 <b>{ $symbol } { $timeframe }</b> · last { $price }
market-chart-open = Open now:
market-chart-none = No signal is open here.
market-chart-empty = I have no candle of { $symbol } yet. They come by themselves; /status says how far they are.
market-chart-missing = The picture could not be drawn just now.
market-chart-choose = 📉 <b>Which chart?</b>
