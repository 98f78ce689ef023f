### What is sold. The description of an invoice is plain text of at most 255 characters, its title of 32.

plan-name = Analyser { $tier }, { NUMBER($days) } days
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, paid once. Nothing renews by itself.
offer-warning = You buy speed and access, not a promise of profit. Look at /track first.
offer-paid-until = You are paid until { $until }; this adds { NUMBER($days) } days.
offer-terms = Before the first payment, please accept the terms of { $version }.
plan-gone = That plan is not sold any more. This is what there is:
nothing-on-sale = Nothing is on sale just now. Everything I have is yours for free.
at-once = at once
at-the-close = the moment a candle closes
at-its-close = the moment its candle closes
days-later = { NUMBER($days) ->
    [one] a day later
   *[other] { NUMBER($days) } days later
}
benefit-sooner = Every signal about the next candle, and /predict, { $delay }. Free gets the same { $freeDelay }.
benefit-swing-sooner = Entries held for days (swing), { $delay }. Free gets them { $freeDelay }.
benefit-channel = The private { $tier } channel
benefit-questions = { NUMBER($perMinute) } questions a minute to me instead of { NUMBER($freePerMinute) }
benefit-backtests = /backtest of any pair, { NUMBER($perDay) } a day{ NUMBER($freePerDay) ->
    [0] {""}
   *[other] {" "}instead of { NUMBER($freePerDay) }
}
benefit-api-per-minute = API: { NUMBER($perMinute) } calls a minute instead of { NUMBER($freePerMinute) }
benefit-api-per-day = API: { NUMBER($perDay) } calls a day instead of { NUMBER($freePerDay) }
invoice-sooner = every signal { $delay }
invoice-swing-sooner = swing entries at once, not { $freeDelay }
invoice-channel = the private { $tier } channel
invoice-questions = { NUMBER($perMinute) } questions a minute
invoice-backtests = { NUMBER($perDay) } backtests a day
invoice-api-per-minute = { NUMBER($perMinute) } API calls a minute
invoice-api-per-day = { NUMBER($perDay) } API calls a day
invoice-end = For { NUMBER($days) } days; ends by itself, nothing renews.
