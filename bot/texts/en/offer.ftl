### What is sold. The description of an invoice is plain text of at most 255 characters, its title of 32.

plan-name = Analyser { $tier }, { NUMBER($days) } days
plan-name-for-good = Analyser { $tier }, for good
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, paid once. Nothing renews by itself.
offer-warning = You buy speed and access, not a promise of profit. Look at /track first.
offer-paid-until = You have access until { $until }; this adds { NUMBER($days) } days.
offer-paid-until-for-good = You have access until { $until }; this is yours for good.
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
subscription-ready = 🔁 <b>{ $plan }</b>, { NUMBER($stars) } Stars every 30 days. Open the invoice with the button; nothing is charged before you confirm.
subscription-ready-kept = Days that you have left are kept and begin when the subscription ends.
subscription-refused = { $code ->
    [already-subscribed] You already have a subscription that is open, so a second one is not sold. See /plan.
   *[higher-plan-runs] A higher plan is open, and this one would be charged for nothing meanwhile. See /plan.
}
subscription-ask-cancel = Cancel your { $tier } subscription? Nothing more is charged then. It stays open until { $until }.
subscription-cancelled = ✅ Cancelled. Nothing more is charged. { $tier } stays open until <b>{ $until }</b>.
subscription-may-resume = ↩️ Telegram lets you take it up again: open Telegram’s Settings, My Stars, this subscription, Renew. I write to you when it is done.
subscription-gone = This subscription is not open any more. See /plan.
subscription-failed = ⚠️ Telegram could not charge your { $tier } subscription. It stays open until <b>{ $until }</b>: add Stars to your balance, then renew it in Telegram’s Settings under My Stars.
subscription-failed-card = ⚠️ Your card could not be charged for { $tier }. It stays open until <b>{ $until }</b>, and the charge is tried again. “My card” in /plan lets you use another one.
subscription-on = ✅ Your { $tier } subscription goes on. It is paid until <b>{ $until }</b>.
trial-started =
    🎁 <b>{ $tier } is yours until { $until }</b>, free. No Stars, nothing renews, and there is nothing to cancel.
    The button opens the channel; /plan shows what is left.
trial-used = A trial is for newcomers, once, before anything else. /plan shows what you have, /subscribe what there is.
return-ask = Take your purchase back? All of { $amount } returns to you, its time ends at once, and a subscription is cancelled. This works once.
return-begun = ↩️ Your payment is being returned. I write to you when that is done.
return-too-late = This purchase cannot be taken back here any more. Send /paysupport, and a person looks at it.
reminder = ⏳ Your <b>{ $tier }</b> ends in { $left }, on <b>{ $until }</b>. It does not renew by itself; one press adds more.
reminder-ended = Your plan ended { $time }. Everything Free has stays yours; one press brings the rest back.
# Paying by card, in the chat
card-link =
    💳 The button opens the page on which you pay by card. It stands for you: it works once, within half an hour, so do not pass it on.
    When you have paid, come back here: the channel opens by itself.
card-portal = 💳 The button opens the page on which you change your card, cancel, and find your receipts. Do not pass it on.
card-not-offered = 💳 There is no paying by card here just now. Everything is sold for Stars: /subscribe.
# Coupons
redeem-usage = 🎟 Send <code>/redeem</code> and your code.
coupon-refused = 🎟 { $code ->
    [over] This code has ended.
    [used-up] This code has been used as often as it may be.
    [used-by-you] You have used this code already.
    [not-for-you] This code is not for you as things stand: it may be for newcomers, or for whoever had a plan before.
    [other-plan] This code does not fit that plan.
   *[unknown] I know no code <code>{ $word }</code>, or it is no longer valid.
}
coupon-given = 🎁 <b>{ $days } of { $tier }</b> are yours, free. Nothing renews.
coupon-given-until = 🎁 <b>{ $days } of { $tier }</b> are yours, free: open until <b>{ $until }</b>. Nothing renews.
coupon-given-later = 🎁 <b>{ $days } of { $tier }</b> are yours, free. Your subscription goes on, so they are kept and begin when it ends.
coupon-cheaper = 🎟 <b>{ $code }</b>: { $gift } the first time. Choose a plan, paid once:
coupon-held = 🎟 With <b>{ $code }</b>, { $gift } the first time, this plan is <b>{ $price }</b>, paid once.
coupon-terms = 🎟 <b>{ $code }</b>: { $gift } the first time. Before the first payment, please accept the terms of { $version }; the invoice then has this price.
coupon-invoice = With the code { $code }. Paid once; ends by itself, nothing renews.
coupon-win-back = 👋 Your plan ended a while ago. The code <code>{ $code }</code> is for you: { $gift }. Send <code>/redeem { $code }</code>.
coupon-percent = { $percent } less
coupon-fixed = { $stars } less, or { $dollars } by card
coupon-days = { NUMBER($days) } { NUMBER($days) ->
    [one] day
   *[other] days
} of { $tier }

# /partner: affiliate and introducing-broker programmes
partners-none = There is no partner programme here just now.
partners-not-here = There is no partner programme for where you live.
partners-title =
    🤝 <b>Partners</b>
    Where you can open an account by a link of ours. Choose one:
partner-country = 🌍 Such programmes are not allowed everywhere. Where do you live? I ask once.
partner-title = 🤝 <b>{ $title }</b>
# What somebody gets: duration is "30 days"
partner-reward = { $on ->
    [registration] <b>{ $duration } of { $tier }</b>, free, once you have opened an account there by our link.
    [trade] <b>{ $duration } of { $tier }</b>, free, once you have opened an account there by our link and traded.
    [withdrawal] <b>{ $duration } of { $tier }</b>, free, once you have opened an account there by our link, traded and taken money out.
   *[deposit] <b>{ $duration } of { $tier }</b>, free, once you have opened an account there by our link and paid money in.
}
# The conflict of interest, shown wherever a link is
partner-conflict = { $on ->
    [registration] <i>The operator of this bot earns when you open an account at { $title }. That is a conflict of interest: a signal is no reason to open one.</i>
    [trade] <i>The operator of this bot earns when you trade at { $title }. That is a conflict of interest: a signal is no reason to trade more.</i>
    [withdrawal] <i>The operator of this bot earns on your account at { $title }. That is a conflict of interest: a signal is no reason to trade more.</i>
   *[deposit] <i>The operator of this bot earns when you pay money in at { $title }. That is a conflict of interest: a signal is no reason to pay in more.</i>
}
partner-steps =
    1. Open the account by the button below: by another way { $title } cannot tell that you came from here.
    2. Send me your UID there. I need no password and no key, and nobody of us asks for one.
partner-own-claim = { $state ->
    [confirmed] ✅ UID <code>{ $uid }</code>: confirmed
    [rejected] ✖ UID <code>{ $uid }</code>: not known there as one that came by our link
    [expired] ⌛ UID <code>{ $uid }</code>: nobody confirmed it in time
   *[pending] ⏳ UID <code>{ $uid }</code>: waits for confirmation
}
partner-ask-uid =
    🤝 Send me your UID at { $title } in one message. It stands in your account there, mostly under your name or profile.
    /cancel to stop.
partner-bad-uid = That is no UID: 3 to 32 letters and digits. Try again, or /cancel.
partner-claim = { $outcome ->
    [confirmed] ✅ { $title } knows UID <code>{ $uid }</code> as one that came by our link.
    [rejected] ✖ { $title } does not know UID <code>{ $uid }</code> as one that came by our link. Its list lags: if you have only just opened the account, send it again in an hour. If you think this is wrong, write to /support.
    [taken] ✖ UID <code>{ $uid }</code> was named by another account here. If it is yours, write to /support.
    [too-many] ✖ You have named many UIDs today. Try again tomorrow, or write to /support.
    [expired] ⌛ Nobody at { $title } confirmed UID <code>{ $uid }</code> within a month, so I do not wait for it any more. You can send it again.
   *[pending] ⏳ Noted: UID <code>{ $uid }</code>. As soon as { $title } confirms that you came by our link, I tell you. That can take some days.
}
partner-granted = 🎁 <b>{ $duration } of { $tier }</b> are yours, free: { $title } confirmed your account. Nothing renews.
partner-revoked = ↩️ { $title } took back what it had reported of your account, so the free days that it brought end.
button-partner = 🤝 { $title }
button-partner-link = ↗️ Open an account at { $title }
button-trade-at = ↗️ Trade at { $title }
button-partner-uid = 🔢 I have one: my UID
button-partners = ◀️ All partners
command-partner = Free days by a partner
