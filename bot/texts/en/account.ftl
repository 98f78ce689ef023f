### Greeting, help, plans and payments, channels, support, and what is said when something fails.

greeting = 👋 Hi { $name }. I watch candles and say which way the next one is likelier to close: <b>BUY</b>, <b>SELL</b>, or nothing.
greeting-record =
    • Each signal is written down before it is sent and scored when the candle closes. Losers stay in the record.
    • The edge is small and can vanish. The track record shows how sure one can be.
greeting-free = • Signals are free.
greeting-tiers = • <b>Free</b>: every signal, { $delay }. <b>Pro</b>: the moment the candle closes.
greeting-warning = <i>Model output, not advice. You can lose what you trade.</i>
# Links to the bot that lead nowhere
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
plan-renews = Paid until <b>{ $until }</b>, { $left } to go. Then it renews for { $amount }.
plan-cancelled = Cancelled: nothing more is charged. Open until <b>{ $until }</b>, { $left } to go.
plan-past-due = ⚠️ The renewal could not be charged. Everything stays open until <b>{ $until }</b>: add Stars to your balance and renew in Telegram’s Settings under My Stars, or add days here.
plan-past-due-card = ⚠️ Your card could not be charged. Everything stays open until <b>{ $until }</b>; the charge is tried again. “My card” below lets you use another one.
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
    [coupon] The code of this invoice is not valid any more, or not for you. Nothing was charged. See /subscribe.
    [closed] Nothing is sold any more: this service is being wound down. Nothing was charged.
   *[terms-not-accepted] Please accept the terms first: send /subscribe. Nothing was charged.
}
pre-checkout-unavailable = We cannot take payments this minute. Nothing was charged. Please try again shortly.
paid = ✅ <b>Payment received: { $amount }.</b>
paid-tier = You have <b>{ $tier }</b>. It ends by itself; nothing renews.
paid-tier-until = You have <b>{ $tier }</b> until <b>{ $until }</b>. It ends by itself; nothing renews.
paid-tier-renews = You have <b>{ $tier }</b> until <b>{ $until }</b>; then it renews by itself. Cancel any time in /plan.
paid-tier-for-good = You have <b>{ $tier }</b> for good.
paid-channel = Press the button to join your channel. I let you in at once.
paid-no-channel = Every signal now reaches you here without delay: /signals.
payment-unmatched = Your payment arrived, but I could not match it to a plan. The operator has been told. Please send /paysupport so that we can put it right.
refunded = ↩️ { $amount } were returned to you, and the days they bought are taken back. You are on <b>{ $tier }</b> now.
refunded-part = ↩️ { $amount } of your payment was returned to your card. What you have is in /plan.
refund-failed = ↩️ Your bank sent { $amount } that were to be returned to you back to us. What they had paid for is open to you again: /plan. Send /paysupport to get the money another way.
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
toast-slow-down = That was fast. I answer again in { $wait }.
toast-failed = Something went wrong ({ $code }). Please try again.
slow-down = ⏳ That was more than { NUMBER($perMinute) } questions in a minute. I answer again in { $wait } and stay silent until then.
slow-down-upgrade = ⏳ That was more than { NUMBER($perMinute) } questions in a minute. I answer again in { $wait } and stay silent until then. Pro has more room.
failed = 😕 Something went wrong on our side (<code>{ $code }</code>): the operator has been told, so please try again in a minute.
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
watch-frames = Only on { $timeframes }.
watch-most = At most { NUMBER($most) } a day, half of them information at most; the digest counts the others.
watch-hint = <i>Each button changes one thing, at once.</i>
watch-offer = 🔔 Signals that come to you directly, of the pairs you choose, are part of Pro.

# /apikey: keys of the HTTP API; labels of buttons are plain text
api-keys-title = 🔑 <b>Your API keys</b>
api-keys-none = None yet. A key opens the HTTP API with the rights of your plan: { NUMBER($perMinute) } requests a minute, { NUMBER($perDay) } a day.
api-keys-limits = With the rights of { $tier }: { NUMBER($perMinute) } requests a minute, { NUMBER($perDay) } a day. You may have two keys at a time, enough to change from one to the other.
api-key-line = • <code>an_{ $id }_…</code>, made { $made }, last used { $used }
api-key-line-unused = • <code>an_{ $id }_…</code>, made { $made }, not used yet
api-key-made =
    🔑 <b>Your new key. It is shown only now:</b>
    <code>{ $key }</code>
    Keep it where nobody else reads it and send it as <code>Authorization: Bearer …</code>. Of the key itself we store nothing but a fingerprint. When you have copied it, you may delete this message.
api-key-revoke-ask = Revoke the key <code>an_{ $id }_…</code>? Whatever uses it is refused from then on. There is no way back.
api-key-offer = 🔑 Keys of the HTTP API come with Pro and Elite. Without one the API answers everybody, like Free: later, and less often.
button-api-keys = 🔑 API keys
button-make-key = ➕ Make a key
button-copy-key = 📋 Copy the key
button-revoke-key = 🗑 Revoke an_{ $id }
button-revoke-surely = Yes, revoke it
command-apikey = Keys of the HTTP API

# /settings: what a reader chose
settings-title = ⚙️ <b>Your settings</b>
# How messages of a kind come; $name is its name from settings-kind
settings-line = { $name }: <b>{ $loudness }</b>
settings-line-digest = { $name }: <b>{ $period }, { $loudness }</b>
settings-line-digest-off = { $name }: <b>off</b>
settings-signals = { $name }: <b>{ $loudness }</b>, { $pairs }
settings-all-pairs = all pairs
# Plain text: in messages and on buttons
settings-kind = { $kind ->
    [signal] 🔔 Signals to me
    [outcome] 🏁 How those ended
    [digest] 📊 Digest
    [reminder] ⏰ Reminders
    [news] 📣 News
   *[incident] 🚨 Incidents
}
settings-loudness = { $loudness ->
    [on] on
    [silent] silent
   *[off] off
}
settings-digest = { $period ->
    [daily] daily
   *[weekly] weekly
}
settings-quiet-none = 🌙 Quiet hours: <b>none</b>
settings-quiet = 🌙 Quiet hours: <b>{ $from }–{ $to }</b>
settings-zone = 🕰 Your clock: <b>{ $zone }</b>, { $time } now
settings-risk = ⚖️ Risk at a stop: <b>{ $risk }</b>
settings-risk-stated = as stated
settings-theme = 🎨 Pictures: <b>{ $theme }</b>
settings-theme-name = { $theme ->
    [light] light
    [dark] dark
   *[own] as usual
}
settings-language = 🗣 Language: <b>{ $language }</b>
settings-language-app = as in my Telegram
settings-always = <i>Receipts, the doors of channels and answers to what you ask always come.</i>
settings-messages-title = 🔔 <b>Which messages come, and how</b>
settings-messages-hint = <i>Each button changes one kind: on, silent (without a sound), off. With what is set at first you get ten messages a day at most.</i>
settings-signal-offer = Signals and their ends are sent directly with Pro.
settings-quiet-title = 🌙 <b>Quiet hours</b> by your clock ({ $zone })
settings-quiet-how =
    While they run:
    • a signal that is still news when they end waits until then; any other is left out, and the digest counts it
    • digest, reminders, news and ends of signals wait
    • incidents come without a sound
settings-quiet-own = <i>Other hours: <code>/settings quiet 22:30-06:45</code></i>
settings-zone-title = 🕰 <b>Your clock</b>: { $zone }, { $time } now
settings-zone-how = Quiet hours and the digest follow it, over changes to summer time too. Choose a place, or write another: <code>/settings zone Asia/Tashkent</code>
settings-zone-unknown = I know no zone of that name. It is written as <code>Europe/Berlin</code>.
settings-quiet-unknown = Write hours as <code>22:30-06:45</code>, or <code>off</code>.
settings-language-title = 🗣 <b>Language</b> of this chat. Channels keep theirs.
# Buttons: plain text
button-settings = ⚙️ Settings
button-settings-messages = 🔔 Messages
button-settings-quiet = 🌙 Quiet hours
button-settings-zone = 🕰 Clock
button-settings-language = 🗣 Language
button-settings-theme = 🎨 Pictures: { $theme }
button-settings-risk = ⚖️ Risk: { $risk }
button-settings-digest = 📊 Digest: { $period }
button-settings-cost = 💱 My cost
button-settings-kind = { $name }: { $loudness }
button-settings-no-quiet = None
button-settings-hours = { $from }–{ $to }
button-settings-place = { $place } { $time }
button-chosen = ✓ { $label }

# /invite, and what an invitation brings
invite = 🎟 <b>Your invitation</b>
    <code>{ $link }</code>
invite-days = When a friend comes by it for the first time and later pays, you both get { $duration } free.
invite-commission = When a friend comes by it for the first time, you earn { $share } of what they pay. It is payable after { $hold }, from { NUMBER($minimum) } Stars on; a payment that goes back takes it with it.
invite-rewards = So far it brought you free days { NUMBER($rewards) } { $rewards ->
    [one] time
   *[other] times
}.
invite-balance = Earned: { $payable } payable, { $onHold } on hold, { $paidOut } paid out.
invite-caption = 🎟 Your invitation: { $link }
invite-country = 🌍 Before we promise you anything for invitations: in some countries that is not allowed. Where do you live? I ask once.
invite-off = Invitations bring no reward where you live. You can of course show me to others all the same.
invited = 👋 You were invited. Have a look around.
invited-days = 👋 You were invited: when you get a plan, you and your friend both get { $duration } on top, free.
referral-days = 🎁 { $duration } of <b>{ $tier }</b> for you, free: an invitation led to a plan. If something of yours is still being charged, they are kept and begin when that ends.
referral-earned = 💶 You earned <b>{ $amount }</b> by an invitation. It is payable from { $time } on.
button-share = ↗️ Send it to somebody
button-invite-picture = 📷 As a picture
button-country = { $flag } { $country }
button-elsewhere = Somewhere else

# /gift
gift = 🎁 <b>A plan for somebody else.</b> Choose one and pay for it; you then get a link. Whoever presses it first has the plan.
gift-terms = 🎁 Before the first payment, please accept the terms of { $version }.
# On the invoice: plain text
gift-description = A present: you get a link to pass on, and whoever presses it first has the plan. Nothing renews by itself.
gift-paid = 🎁 <b>Paid.</b> Pass this link on; whoever presses it first has the plan:
    <code>{ $link }</code>
gift-yours = 🎁 A present for you: <b>{ $tier }</b> until <b>{ $until }</b>. Nothing is charged.
gift-kept = 🎁 A present for you. It is kept and begins when what you have now ends: see /plan.
gift-choose = Press the button below and choose who gets it. I learn their number and nothing else.
gift-given = 🎁 <b>{ $name }</b> has it, and I told them.
gift-not-met = I may not write to somebody who never pressed START here, so give them this link: { $link }
button-gift-to = 👤 Choose somebody in Telegram
button-gift-choose = 👤 Choose a person
gift-own = 🎁 That is your own present. Pass the link on to whom it is for.
gift-taken = That present was taken by somebody else already.
gift-unknown = I know no such present, or it was returned.
button-gift-plan = 🎁 { $plan }, { NUMBER($stars) } Stars

# A pause of prepaid time
pause-ask = ⏸ Pause your plan? Its time stands still, the private channels close and signals come as on Free, until you take it up again in /plan. Three pauses a year.
plan-now-paused = ⏸ Paused. Not a day is lost; /plan takes it up again.
plan-resumed = ▶️ Your plan runs again.
pause-refused = { $why ->
    [subscription] A subscription cannot be paused: cancel it in /plan, what is paid stays.
    [too-often] You have paused three times within a year; that is as often as it goes.
   *[nothing] There is nothing to pause just now.
}
button-pause-plan = ⏸ Pause
button-pause-plan-surely = Yes, pause
button-resume-plan = ▶️ Go on

# A move to another Telegram account
recovery-code =
    🛟 <b>Your recovery code. It is shown only now:</b>
    <code>{ $code }</code>
    Should you lose this Telegram account, send me from the new one: <code>/recover { $code }</code>. Everything moves there after a day in which this account can stop it. An older code opens nothing any more.
recover-usage = Like this: <code>/recover A1B2-C3D4-E5F6-0718</code>, from the new account. The code comes from /recovery on the old one.
recover-unknown = I know no such code, or a move with it waits already.
move-asked = 🛟 The old account is being warned. If it does not stop this, everything moves here after <b>{ $time }</b>. A subscription of the old account is then cancelled; what is paid stays.
move-warning = ⚠️ <b>{ $name }</b> gave your recovery code from another Telegram account. After <b>{ $time }</b> your plan and everything else moves there. If that is not you, stop it now.
move-stopped = ✅ Stopped. Everything stays here, and the code opens nothing any more. Make a new one with /recovery.
moved = 🛟 Everything is here now: your plan, keys and settings. Join your channels again from /plan.
button-stop-move = ✋ Stop it

# /export and /deletemydata
exported = Everything that is stored about you. Of API keys and recovery codes we have fingerprints only, which are left out.
erase-ask = 🗑 <b>Delete everything about you?</b> There is no way back. Tickets, settings, keys and memberships are deleted; payments stay as the law wants, without your name or id.
erase-ask-paid = Your <b>{ $tier }</b> ends at once and is not refunded by this; subscriptions are cancelled first.
erased = ✅ Done. I know nothing about you any more; if you write again, we meet for the first time.
button-export = 📄 My data first
button-erase-surely = 🗑 Yes, delete everything
command-invite = Invite friends
command-gift = A plan for somebody else
command-recovery = A code for the day you lose this account
command-recover = Moves everything here from a lost account
command-export = All your data as a file
command-deletemydata = Forget me
# The digest
digest-day = 📊 <b>Your { $day }</b>
digest-week = 📊 <b>Your week, { $from } to { $to }</b>
digest-decided = Decided: { NUMBER($signals) } { NUMBER($signals) ->
    [one] signal
   *[other] signals
} that you may see, { NUMBER($right) } right, { NUMBER($wrong) } wrong, { NUMBER($others) } open or neither
digest-sent = Sent to you: { NUMBER($signals) }, { NUMBER($right) } right, { NUMBER($wrong) } wrong, { NUMBER($others) } open or neither
digest-left-out = Your settings left out <b>{ NUMBER($signals) } { NUMBER($signals) ->
    [one] signal
   *[other] signals
}: { NUMBER($right) } right</b>, { $share } { $interval } of those that ended
digest-left-out-few = Your settings left out <b>{ NUMBER($signals) } { NUMBER($signals) ->
    [one] signal
   *[other] signals
}: { NUMBER($right) } right</b>; too few for a share
digest-left-out-none = Your settings left out none.
digest-foot = <i>Before cost, by direction. All of them count in the record: /track. What comes to you is yours to choose: /settings</i>
sales-closed = 🔻 <b>Nothing is sold any more</b>: this service is being wound down. What you have stays open until its end; /plan shows it.
closing-told-until = 🔻 <b>This service is being wound down.</b> Nothing is sold any more. You have { $tier } until { $until }, and it stays open until then.
closing-told-for-good = 🔻 <b>This service is being wound down.</b> Nothing is sold any more. Your { $tier }, bought for good, stays open until the service stops.
closing-told-kept = 🔻 <b>This service is being wound down.</b> Nothing is sold any more. The time you have left is listed.
closing-told-cancelled = Your subscription is cancelled: nothing more is charged.
closing-told-presents = 🎁 { NUMBER($presents) ->
    [one] A present that you paid for has not been taken yet. Its link still works; if the operator gives Stars back, yours come with them.
   *[other] { NUMBER($presents) } presents that you paid for have not been taken yet. Their links still work; if the operator gives Stars back, yours come with them.
}
closing-told-more = The operator sees what you have left. Questions about money: /paysupport.
reopened-told = 🔺 <b>The service goes on after all.</b> Plans are sold as before. A subscription that was cancelled stays so until you take it up again in /plan.
