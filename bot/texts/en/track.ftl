### The track record.

track-title = 📊 <b>Track record</b> · all markets
track-title-of = 📊 <b>Track record</b> · { $symbol }
track-empty = No signal has finished yet. The record fills by itself, candle by candle, losers included.
track-span = { $from } to { $to }
track-published = <b>Every signal, by its printed plan, after cost</b>
track-direction = <b>Direction alone</b>, before cost
track-counts = { NUMBER($signals) } { NUMBER($signals) ->
    [one] signal
   *[other] signals
} at { NUMBER($closes) } { NUMBER($closes) ->
    [one] close
   *[other] closes
}
track-net = <b>{ $average }</b> a signal (95 %: { $low } to { $high })
track-net-alone = <b>{ $average }</b> a signal
track-won = { $share } { $interval } won: { $win } on average, the others { $loss }
track-touched = { NUMBER($stopped) } stopped out, { NUMBER($target) } at the target
track-worth = Worth trading
track-worth-net = <b>Worth trading</b>: <b>{ $average }</b> a signal (95 %: { $low } to { $high }), { NUMBER($signals) } at { NUMBER($closes) } { NUMBER($closes) ->
    [one] close
   *[other] closes
}; { NUMBER($left) } left out as information
track-worth-none = <b>Worth trading</b>: no signal so far
track-equity = An account that followed those: { $result }, deepest fall { $fall }
track-not-shown = ⚠️ Not shown yet to earn its cost.
track-information = Information only
track-unreached = Reached nobody in time
track-windows = <b>Over time</b>, by plan after cost
track-last = last { $days } days
track-line = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: { $average } a signal, { NUMBER($signals) } at { NUMBER($closes) } { NUMBER($closes) ->
    [one] close
   *[other] closes
}
track-line-none = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: nothing scored ({ NUMBER($signals) } { NUMBER($signals) ->
    [one] signal
   *[other] signals
} at { NUMBER($closes) } { NUMBER($closes) ->
    [one] close
   *[other] closes
})
track-scored = <b>Every candle scored</b>, sent or not
track-markets = <b>By market</b>, published
track-explained = <i>By plan: in at the next open, out at stop, target or horizon, whichever came first; of two within one candle the stop. In brackets: the 95 % interval; signals of one close count as one bet. Nobody traded these results for you; the past does not promise the future.</i>
track-right = { NUMBER($count) } right
track-wrong = { NUMBER($count) } wrong
track-flat = { NUMBER($count) } flat
track-void = { NUMBER($count) } void
track-accuracy = Accuracy <b>{ $accuracy }</b> { $interval }
track-accuracy-none = Accuracy: nothing to count yet
track-reversal = Reversal rule on the same candles: { $accuracy }
track-average = { $average } on average, before cost
track-average-sides = { $average } on average: { $right } when right, { $wrong } when wrong
track-verdict-early = Too early to compare.
track-verdict-few = ⚠️ Only { NUMBER($counted) } counted: below { NUMBER($few) }, luck weighs more than skill.
track-verdict-better = ✅ The whole interval lies above the simple reversal rule.
track-verdict-worse = ❌ Worse than the simple reversal rule.
track-verdict-same = ➖ Not shown to be better than the simple reversal rule yet.
track-more = and { NUMBER($more) } more: see the pages of pairs below
track-series-none = { $market }: nothing finished yet
track-series = { $market }: { $net } a signal by plan; { $accuracy } { $interval } right of { NUMBER($counted) }

# Whether stated chances hold
calibration-title = 🎯 <b>Do the chances hold?</b> · { $market }
calibration-all = all markets
calibration-empty = Nothing has been scored yet. Each candle adds one, whether a signal was sent or not.
calibration-rows = { NUMBER($rows) } { NUMBER($rows) ->
    [one] candle
   *[other] candles
} scored before they were known, from { $from } to { $to }.
calibration-error = Stated and seen are <b>{ $error }</b> apart on average, over ten groups of equal size.
calibration-chance = With chances that hold exactly, luck alone brings up to { $upper } (95 of 100 times): { $verdict ->
    [within] no sign that they are wrong
   *[beyond] more than luck explains: the chances are off
}.
calibration-accuracy = Called right: <b>{ $accuracy }</b> { $interval }; the reversal rule on the same candles: { $reversal }
calibration-accuracy-alone = Called right: <b>{ $accuracy }</b> { $interval }
calibration-confident = The most confident { $share }: <b>{ $accuracy }</b> { $interval } of { NUMBER($count) }
calibration-explained = <i>On the dashed line a chance of 55 % came true in 55 of 100. In brackets and as bars: the 95 % interval.</i>

# The picture of the record
equity-title = 📈 <b>Worth trading, added up</b> · { $market }
equity-all = all markets
equity-empty = Nothing that was called worth trading has finished yet.
equity-line = { $family ->
    [swing] Swing
   *[next-candle] Next candle
}: <b>{ $result }</b> in all, deepest fall { $fall }, { NUMBER($count) } { $count ->
    [one] signal
   *[other] signals
}
equity-explained = <i>Each result by its printed plan and after cost, added up with the same stake every time. Below: how far it stood under its highest value. The past does not promise the future.</i>

# The history as a file
history = 🗂 { NUMBER($count) } { NUMBER($count) ->
    [one] signal
   *[other] signals
} since { $from }, losers included, as you may see them by now: what was printed, when, and what became of it. Times are UTC; results by plan are after the stated cost. Hypothetical results: nobody traded them for you, and the past does not promise the future.
history-empty = There is no signal of the last 12 months yet.
