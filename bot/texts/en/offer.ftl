### What is sold. The description of an invoice is plain text of at most 255 characters, its title of 32.

plan-name = Analyser { $tier }, { NUMBER($days) } days
plan-name-for-good = Analyser { $tier }, for good
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, paid once. Nothing renews by itself.
offer-warning = You buy speed and access, not a promise of profit. Look at /track first.
offer-paid-until = You are paid until { $until }; this adds { NUMBER($days) } days.
offer-paid-until-for-good = You are paid until { $until }; this is yours for good.
offer-renews = Or as a subscription: { NUMBER($stars) } Stars every 30 days until you cancel, which /plan does in two presses. What is paid stays.
offer-credit = Your unused { $unused } of { $from } become { $credit } of { $tier } on top of what you buy.
offer-replaces = Your { $tier } subscription ends with it and is not charged again.
offer-waits = You have { $tier } until { $until }; what you buy begins then.
offer-waits-for-good = You have { $tier } for good, which holds all of this.
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
benefit-direct-alerts = The signals you choose, sent to you here: pairs, side, confidence, worth trading at your cost: /watch
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
invoice-direct-alerts = signals sent to you
invoice-questions = { NUMBER($perMinute) } questions a minute
invoice-backtests = { NUMBER($perDay) } backtests a day
invoice-api-per-minute = { NUMBER($perMinute) } API calls a minute
invoice-api-per-day = { NUMBER($perDay) } API calls a day
invoice-end-for-good = For as long as the service runs; nothing renews.
invoice-end-renews = Renews every 30 days until you cancel.
invoice-end = For { NUMBER($days) } days; ends by itself, nothing renews.
subscription-ready =
    🔁 <b>{ $plan }</b>, { NUMBER($stars) } Stars every 30 days. Open the invoice with the button; nothing is charged before you confirm.
    Days that you have left are kept and begin when the subscription ends.
subscription-refused = { $code ->
    [already-subscribed] You already have a subscription that is open, so a second one is not sold. See /plan.
   *[higher-plan-runs] A higher plan is open, and this one would be charged for nothing meanwhile. See /plan.
}
subscription-ask-cancel = Cancel your { $tier } subscription? Nothing more is charged then. It stays open until { $until }.
subscription-cancelled = ✅ Cancelled. Nothing more is charged. { $tier } stays open until <b>{ $until }</b>.
subscription-may-resume = ↩️ Telegram lets you take it up again: open Telegram’s Settings, My Stars, this subscription, Renew. I write to you when it is done.
subscription-gone = This subscription is not open any more. See /plan.
subscription-failed = ⚠️ Telegram could not charge your { $tier } subscription. It stays open until <b>{ $until }</b>: add Stars to your balance, then renew it in Telegram’s Settings under My Stars.
subscription-on = ✅ Your { $tier } subscription goes on. It is paid until <b>{ $until }</b>.
trial-started =
    🎁 <b>{ $tier } is yours until { $until }</b>, free. No Stars, nothing renews, and there is nothing to cancel.
    The button opens the channel; /plan shows what is left.
trial-used = A trial is for newcomers, once, before anything else. /plan shows what you have, /subscribe what there is.
return-ask = Take your purchase back? All { NUMBER($stars) } Stars return to you, its time ends at once, and a subscription is cancelled. This works once.
return-begun = ↩️ Telegram is asked to return your Stars. I write to you when that is done.
return-too-late = This purchase cannot be taken back here any more. Send /paysupport, and a person looks at it.
reminder = ⏳ Your <b>{ $tier }</b> ends in { $left }, on <b>{ $until }</b>. It does not renew by itself; one press adds more.
reminder-ended = Your plan ended { $time }. Everything Free has stays yours; one press brings the rest back.
