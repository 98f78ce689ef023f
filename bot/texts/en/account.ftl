### Greeting, help, plans and payments, channels, support, and what is said when something fails.

greeting = 👋 Hi { $name }. I watch candles and say which way the next one is likelier to close: <b>BUY</b>, <b>SELL</b>, or nothing.
greeting-record =
    • Each signal is written down before it is sent and scored when the candle closes. Losers stay in the record.
    • The edge is small and can vanish. The track record shows how sure one can be.
greeting-free = • Signals are free.
greeting-tiers = • <b>Free</b>: every signal, { $delay }. <b>Pro</b>: the moment the candle closes.
greeting-warning = <i>Model output, not advice. You can lose what you trade.</i>
# Links to the bot that lead nowhere
code-unknown = I know no code <code>{ $code }</code>, or it is no longer valid. This is what there is:
link-unknown = That link leads nowhere any more. Here is everything I can do.
help-title = ❓ <b>What I can do</b>
help-line = /{ $command }  { $about }
help-line-of = /{ $command } <code>{ $example }</code>  { $about }
help-of-tier = { $about } ({ $tier })
help-operators = <b>As an operator</b>
help-pairs = I follow { $pairs }. Send me the name of a pair, such as <code>bitcoin</code>, for all I have of it.
help-reading = <b>How to read a signal.</b> Confidence is the chance that the next candle closes on that side; 55 % means 45 of 100 go wrong. Expected value is what is left after cost; below zero I say so.

tier-free = Free
tier-pro = Pro
tier-elite = Elite
plan-title = ⭐ <b>Your plan: { $tier }</b>
plan-free = Free has every signal, the record and the free channel.
plan-free-no-channel = Free has every signal, and the record.
plan-free-delayed = Free has every signal, { $delay }, the record and the free channel.
plan-free-delayed-no-channel = Free has every signal, { $delay }, and the record.
plan-until = Until <b>{ $until }</b>, { $left } to go. It ends by itself; nothing renews.
plan-for-good = Yours for good, for as long as the service runs.
plan-renews = Paid until <b>{ $until }</b>, { $left } to go. Then it renews for { NUMBER($stars) } Stars.
plan-cancelled = Cancelled: nothing more is charged. Open until <b>{ $until }</b>, { $left } to go.
plan-past-due = ⚠️ The renewal could not be charged. Everything stays open until <b>{ $until }</b>: add Stars to your balance and renew in Telegram’s Settings under My Stars, or add days here.
plan-trial = Your trial runs until <b>{ $until }</b>, { $left } to go. It ends by itself; nothing is charged.
plan-granted = A present until <b>{ $until }</b>, { $left } to go. It ends by itself; nothing is charged.
plan-paused = ⏸ Your plan is paused. Its time stands still.
plan-kept = ➕ { $kept } of { $tier } are kept and begin when that ends.
plan-kept-for-good = ➕ { $tier } for good is kept and begins when that ends.
plan-channels = Your channels:
plan-ended = Your paid time ended { $time }.
plan-refunded = Your payment was returned.
terms-accepted = ✅ Terms of { $version } accepted. The invoice is below 👇
invoice-sent = The invoice is below 👇
terms-changed = The terms have changed since. Please look at the current ones:
# Shown by Telegram over the invoice: plain text
pre-checkout-refused = { $code ->
    [unknown-invoice] This invoice is not one of ours. Nothing was charged. Send /subscribe for a new one.
    [other-account] This invoice was written for somebody else. Nothing was charged. Send /subscribe for your own.
    [old-invoice] This invoice is too old. Nothing was charged. Send /subscribe for a new one.
    [wrong-price] The price of this invoice does not match the plan. Nothing was charged. Send /subscribe for a new one.
    [already-subscribed] You already have a subscription that is open. Nothing was charged. See /plan.
    [higher-plan-runs] A higher plan is open, and this one would be charged for nothing. Nothing was charged. See /plan.
   *[terms-not-accepted] Please accept the terms first: send /subscribe. Nothing was charged.
}
pre-checkout-unavailable = We cannot take payments this minute. Nothing was charged. Please try again shortly.
paid = ✅ <b>Payment received: { NUMBER($stars) } Stars.</b>
paid-tier = You have <b>{ $tier }</b>. It ends by itself; nothing renews.
paid-tier-until = You have <b>{ $tier }</b> until <b>{ $until }</b>. It ends by itself; nothing renews.
paid-tier-renews = You have <b>{ $tier }</b> until <b>{ $until }</b>; then it renews by itself. Cancel any time in /plan.
paid-tier-for-good = You have <b>{ $tier }</b> for good.
paid-channel = Press the button to join your channel. I let you in at once.
paid-no-channel = Every signal now reaches you here without delay: /signals.
payment-unmatched = Your payment arrived, but I could not match it to a plan. The operator has been told. Please send /paysupport so that we can put it right.
refunded = ↩️ { NUMBER($stars) } Stars were returned to you, and the days they bought are taken back. You are on <b>{ $tier }</b> now.
maybe-repeated = <i>I was interrupted while sending this: you may have had it before.</i>
payment-delayed = ⏳ Your payment of <b>{ NUMBER($stars) } Stars</b> has arrived and is safe. Switching your plan on takes longer than usual; the operator has been told, and I write to you as soon as it is done.
refund-delayed = ⏳ { NUMBER($stars) } Stars were returned to you. Writing that down takes longer than usual; I tell you when it is done.
join-delayed = ⏳ I cannot look up your plan this minute. Your request to join <b>{ $title }</b> is kept, and I answer it as soon as I can.
join-welcome = 🔓 Welcome to <b>{ $title }</b>. New signals arrive there the moment a candle closes.
join-declined = <b>{ $title }</b> is for subscribers, and you have no running plan. Press the button, and the door opens by itself.
expired = Your plan has ended, so I closed <b>{ $title }</b> for you. You keep everything Free has: /signals, /track and the free channel. Come back any time.
channel-open = 🔓 <b>{ $title }</b> is open to you. Press the button to join.
channel-link-missing = 🔓 <b>{ $title }</b> is open to you, but Telegram has not given me its link yet. Please try again in a minute.
channel-locked = 🔒 <b>{ $title }</b> is a private channel: each signal is posted there the moment its candle closes. This plan opens it; once it is paid you get the button to join.
channel-not-sold = 🔒 <b>{ $title }</b> is a private channel, and no plan that opens it is on sale just now.

support-ask-payment =
    💬 <b>Payment help</b>
    Tell me in one message what went wrong: what you paid and when. It goes to the operator.
    /cancel to stop.
support-ask-general =
    💬 <b>Support</b>
    Write your question in one message. It goes to the operator.
    /cancel to stop.
support-stored = ✅ Stored as ticket <code>{ $id }</code>. { $duty ->
    [on] A person will answer you here.
   *[off] Nobody is on duty in this chat; the operator reads stored tickets.
}
support-too-long = That is too long. Please keep it below { NUMBER($most) } characters.
support-answer =
    💬 <b>Answer to your ticket</b> <code>{ $id }</code>
    { $words }
cancelled = Cancelled.
nothing-to-cancel = There is nothing to cancel.
# Notices over the chat: plain text, at most 200 characters
toast-old-button = This button is too old. Send /start for a fresh menu.
toast-slow-down = That was fast. Give me a minute.
toast-failed = Something went wrong. Please try again.
slow-down = ⏳ That was more than { NUMBER($perMinute) } questions in a minute. Please wait a moment.
slow-down-upgrade = ⏳ That was more than { NUMBER($perMinute) } questions in a minute. Please wait a moment. Pro has more room.
failed = 😕 Something went wrong on our side, and the operator has been told. Please try again in a minute.
not-understood = I did not understand that. Send the name of a pair, such as <code>btc</code> or <code>euro</code>, press a button, or see /help for everything I can do.
money-trouble = If something went wrong with a payment, press the button and say in one message what you paid and when. It goes to the operator.

# What trading costs the reader
cost-title = 💱 <b>What trading costs you</b>
cost-crypto = Coins: <b>{ $cost }</b> a side, yours
cost-crypto-stated = Coins: as stated with each signal
cost-forex = Currency pairs: <b>{ $cost }</b> a round trip, yours
cost-forex-stated = Currency pairs: as stated with each signal
cost-how = Verdicts and results in this chat are then after your cost; channels and the record keep the stated one. Choose a usual fee below, or write your own in per cent: /cost 0.12 for coins, a side; /cost forex 0.01 for the spread of a pair.
cost-unclear = That is no cost that I understand.
# Signals that come directly
watch-title = 🔔 <b>Signals sent to you</b>
watch-off = None so far. Press a pair, or all of them, and its signals reach you here the moment a candle closes.
watch-all = All pairs.
watch-pairs = { $pairs }.
watch-side = Only { $side }.
watch-confidence = Only from a confidence of { $confidence } on.
watch-worth = Only those worth trading after cost.
watch-hint = <i>Each button changes one thing, at once.</i>
watch-offer = 🔔 Signals that come to you directly, of the pairs you choose, are part of Pro.
