### A channel's daily or weekly summary. Days are UTC.

summary-day = 📋 <b>Summary of { $day }</b> (UTC)
summary-week = 📋 <b>Summary of the week { $from } to { $to }</b> (UTC)
summary-posted = Posted here: <b>{ NUMBER($posted) }</b> { NUMBER($posted) ->
    [one] signal
   *[other] signals
} at { NUMBER($closes) } { NUMBER($closes) ->
    [one] candle close
   *[other] candle closes
} ({ $pairs })
summary-none = Nothing was posted here.
summary-exits = { NUMBER($count) } { NUMBER($count) ->
    [one] position
   *[other] positions
} left that had been held for days: counted by the result of the exit
summary-net = By the printed plans, after cost: <b>{ $mean }</b> a signal on average, 95 % sure between { $low } and { $high }
summary-net-few = By the printed plans, after cost: <b>{ $mean }</b> a signal on average; too few to tell it from luck
summary-verdict = { $verdict ->
    [gain] More than luck explains.
    [loss] A loss that bad luck does not explain.
   *[luck] Not shown to be more than luck.
}
summary-won = Made money: <b>{ NUMBER($won) } of { NUMBER($counted) }</b> ({ $share })
summary-win = Average win { $win }
summary-loss = Average loss { $loss }
summary-left-out = Left out above:
summary-open = • { NUMBER($count) } still open
summary-void = • { NUMBER($count) } without a result: the candle never came
summary-held-back = • { NUMBER($count) } decided but not posted here: information only, not worth trading
summary-too-late = • { NUMBER($count) } not posted: too late to be news
summary-failed = • { NUMBER($count) } not posted for sure: Telegram did not take them or did not answer
summary-foot = <i>All of them count in the record: /track. No advice; what was is no promise of what will be. /terms</i>
