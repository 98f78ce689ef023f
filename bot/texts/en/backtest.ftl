### /backtest.

backtest-choose =
    🧪 <b>Backtest</b>
    What would the signal rule have made of the past, after cost? Pick a market, or send <code>/backtest btc 180</code>.
backtest-offer = 🧪 <b>Backtest</b> shows what the signal rule would have made of a pair's past, after cost, losses included, with a picture. It comes with <b>Pro</b>, { NUMBER($perDay) } a day. The /track record is free for everybody.
backtest-days = I expected a number of days from { NUMBER($least) } to { NUMBER($most) }, was { $word }. Like this: <code>/backtest btc 90</code>.
backtest-running = ⏳ Your backtest is still running. The picture comes by itself.
backtest-queued = ⏳ { NUMBER($before) ->
    [one] One backtest runs
   *[other] { NUMBER($before) } backtests run
} before yours. The picture comes by itself.
backtest-crowded = ⏳ Too many backtests are waiting just now. Please try again in a few minutes.
backtest-limit = That was your { NUMBER($perDay) } backtests for today; the next is free in { $wait }. What you asked before stays free to ask again.
backtest-too-little = There is too little past of { $symbol } to test on without looking at what the model learned from. Try again when more candles are stored.
backtest-title = 🧪 <b>{ $symbol }</b> { $timeframe } · { NUMBER($days) } days
backtest-trades = • Trades <b>{ NUMBER($trades) }</b>, one candle each
backtest-silent = • Silent on <b>{ NUMBER($silent) }</b> of { NUMBER($days) } days: no trade
backtest-won = • Won <b>{ $share }</b> after cost
backtest-net = • Net <b>{ $net }</b> after { $cost } (before cost { $gross }, holding { $holding })
backtest-cost = { $percent } of cost a side
backtest-cost-spread = spread
backtest-drawdown = • Deepest drawdown <b>{ $share }</b>
backtest-sharpe = • Sharpe <b>{ $sharpe }</b>
backtest-sharpe-likely = • Sharpe <b>{ $sharpe }</b>, { $chance } likely to be truly above 0
backtest-sharpe-between = • Sharpe <b>{ $sharpe }</b> (gain for its swings; 95 % sure between { $low } and { $high }), { $chance } likely to be truly above 0
backtest-luck = Luck alone, without any edge, does as well or better in { $share } of 100 such tests.
backtest-bad-luck = Bad luck does not explain it: without edge and cost { $share } of 100 such tests end so low.
backtest-no-bad-luck = Bad luck does not explain it: without edge and cost fewer than 1 of 100 such tests ends so low.
backtest-no-luck = Luck alone, without any edge, does as well in fewer than 1 of 100 such tests.
backtest-no-signal = The rule gave no signal in these days.
backtest-lost = It <b>lost money</b>, even before cost.
backtest-lost-to-cost = It <b>lost money</b>: the edge was there, but smaller than the cost.
backtest-few = It gained, but { NUMBER($trades) } trades say little: it may be luck.
backtest-likely = It gained, and these days alone make luck an unlikely reason.
backtest-unsure = It gained, but that is <b>not shown to be more than luck</b>.
backtest-holding = Holding would have made more.
backtest-how = <i>How: the published signal rule, in at the next open, out at its close. { $decisions }. Never on candles that the model had learned from.</i>
backtest-live = { NUMBER($count) } { NUMBER($count) ->
    [one] candle
   *[other] candles
} with the probabilities stored live before they opened
backtest-walk = { NUMBER($count) } with those of a { $kind } model fitted only on candles before each (walk-forward)
