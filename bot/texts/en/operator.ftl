### Messages to the operators.

support-ticket = 🎫 <b>Ticket { $id }</b> · { $topic }
support-ticket-from = From <a href="tg://user?id={ $telegramId }">{ $from }</a> (<code>{ $telegramId }</code>), never paid
support-ticket-from-paid = From <a href="tg://user?id={ $telegramId }">{ $from }</a> (<code>{ $telegramId }</code>), paid until { $until }
support-ticket-answer = Answer: <code>/answer { $id } your words</code>
answer-usage = Like this: <code>/answer ticket your words</code>
answer-unknown = There is no ticket <code>{ $id }</code>.
answer-sent = ✅ Sent.
answer-unreachable = ❌ They cannot be reached: they blocked the bot or are gone.
member-ask = 👤 <b>{ $name }</b> (<code>{ $telegramId }</code>) is in <b>{ $title }</b> without a running plan. I did not let them in for one, so I remove nobody without asking: shall they stay?
member-stays = ✅ <code>{ $telegramId }</code> stays. I do not ask again.
member-removed = 🚫 <code>{ $telegramId }</code> has been removed.
member-removal-failed = ❌ <code>{ $telegramId }</code> could not be removed. Please look at the log.
channel-rights-lost = ⚠️ I cannot work in <b>{ $title }</b> any more: { $detail }
# What the bot may not do in a channel
rights-not-administrator = the bot is "{ $status }" there, not an administrator
rights-post = post messages
rights-add = add subscribers
rights-remove = remove subscribers
rights-nor = { $list } nor { $right }
rights-lacking = the bot may not { $rights }
rights-public = the channel of a paid tier is public: anybody can read it

operator-late = ⏳ <b>Data late</b>: { $market } has no candle closing { $time }. Nothing is decided without it; I ask again every minute and tell you when it is there.
operator-arrived = ✅ { $market } has candles again, after { $duration }.
operator-disabled =
    ⛔ <b>{ $venue } shuts us out</b>: { $why }
    Its markets stand still; I try again in { $duration }. The others go on.
operator-quarantined =
    ⛔ <b>{ $market } is refused by its venue</b>: { $why }
    I try again in { $duration }; if it stays so, check MARKETS.
operator-released = ✅ { $market } is answered again.
operator-model-damaged = ⛔ <b>The model of { $group } is damaged</b>: { $champion } cannot be read, and none that was promoted before it. Its markets publish nothing until a new one passes the gate; a copy from a backup helps at once after a restart.
operator-model-replaced = ⚠️ <b>The model of { $group } is damaged</b>: { $champion } cannot be read. { $serving }, promoted before it, serves.
operator-model-ready = ✅ { $version } serves { $group }.
operator-paused = ⏸ <b>{ $venue } is not asked for { $duration }</b>: { $why }
operator-recovered = ✅ { $venue } answers again.
operator-skew = 🕰 <b>The clocks of { $venue } and this machine are { $seconds } s apart</b>: nothing is read from it until they agree within five.
operator-skew-over = ✅ The clocks of { $venue } and this machine agree again.
operator-database-lost = ⚠️ The database does not answer. People are asked to try again in a minute; it is being brought back, and I tell you when it is.
operator-database-back = ✅ The database answers again, after { $duration }.
operator-listening =
    🚫 <b>{ $kind ->
        [conflict] Another process uses this bot: Telegram gives updates to one only. I wait and try again.
        [token] TELEGRAM_BOT_TOKEN: Telegram does not know this token any more. I try again.
        [limited] Telegram asks me to wait before I look for updates again.
        [server] Telegram answers with errors when I look for updates. I try again.
        [network] Telegram cannot be reached for updates. I try again.
        [silence] Telegram does not answer when I look for updates. I try again.
       *[other] Updates cannot be had from Telegram. I try again.
    }</b>
    { $detail }
operator-listening-over = ✅ I hear Telegram again, after { $duration }.
operator-facts-waiting = ⛔ <b>The database does not answer.</b> { NUMBER($waiting) } payments or members wait. They are kept, and done as soon as it is back; buyers are told.
operator-facts-done = ✅ The database answers again: { NUMBER($done) } that waited are done, after { $duration }.
operator-fact-given-up = ⛔ Telegram has refused update <code>{ $updateId }</code> for a day, so I gave it up: { $why }
operator-disputed = ⛔ <b>A payment is disputed.</b> The bank of <code>{ $telegramId }</code> asks for charge <code>{ $chargeId }</code> back: its time is closed until that is decided. Answer it at the provider of card payments, in time.
operator-unmatched = ⛔ <b>A payment fits no plan.</b> Charge <code>{ $chargeId }</code> of <code>{ $telegramId }</code>: nothing was granted. Look at it, and refund it if need be.
operator-card-events = ⚠ <b>News of the card provider cannot be processed.</b> Failed ten times each: { NUMBER($events) }. It is kept and tried again every 15 minutes, and holds up nobody else’s payment. The reason is in the log, in lines that begin with “card”.
operator-postbacks = ⚠ <b>Postbacks of partners cannot be booked.</b> Tried ten times each: { NUMBER($postbacks) }. They are kept and tried again every 15 minutes, for 35 days, and hold up no other. Is their partner still in PARTNERS? One that takes an event back waits for that event. Errors are in the log, in lines that begin with “partner postback”.
operator-postbacks-over = ✅ All postbacks of partners are booked again.
operator-postback-given-up = 🔻 <b>A postback is given up:</b> <code>{ $eventId }</code> of { $partner } could not be booked for 35 days. It stays in the database; ask the partner to send it again once the reason is mended.
operator-card-events-over = ✅ All news of the card provider is processed again.
operator-stars = ⚠ <b>The Stars do not add up</b>: Telegram’s balance differs by { NUMBER($stars) } Stars from the sum of its own list of transactions. Plans are not touched. A buyer who got the Stars themselves refunded at the app shop is one cause; the balance is in @BotFather.
operator-journal = ⚠ <b>DATA_DIR: { $path } cannot be used</b> ({ $why }). Payments are acknowledged to Telegram once the database has them, so nothing is lost while Telegram keeps them, a day.
operator-journal-over = ✅ { $path } can be used again.
operator-journal-damaged = ⚠ <b>{ $path }</b>: { NUMBER($lines) } lines could not be read. The file as it was is { $copy }; the next reconciliation finds payments that were in it.
operator-clock = 🕰 <b>The clocks of { $source } and this machine are { $duration } apart</b>: I remove nobody until they agree.
operator-clock-unconfirmed = 🕰 <b>I could not ask Telegram for the time for an hour</b>, so I remove nobody: { $why }
operator-clock-over = ✅ The clocks of { $source } and this machine agree again: expired members are removed again.
operator-channel =
    🔗 <b>{ $setting }</b> (<code>{ $chatId }</code>) cannot be reached: { $why }
    I try again until it can. The other channels work.
operator-channel-over = ✅ { $setting } can be reached.
operator-posts-refused =
    📭 Telegram refuses posts to <b>{ $setting }</b>: { $why }
    Signals for it are lost until it takes them again. Is the bot still an administrator there?
operator-posts-accepted = ✅ Telegram takes posts to { $setting } again.
operator-expired =
    ⌛ { $kind ->
        [post] { NUMBER($count) } posts
        [alert] { NUMBER($count) } alerts
       *[broadcast] { NUMBER($count) } messages of a broadcast
    } expired unsent: they were too old to be news. /admin shows how sending does.
operator-in-time =
    ✅ { $kind ->
        [post] No post
        [alert] No alert
       *[broadcast] No message of a broadcast
    } expired in the last hour.
operator-behind =
    🐢 There is more to send than Telegram permits. These wait: { $names }.
    Posts to channels and answers go first.
operator-caught-up = ✅ Everything is sent in time again.
operator-failed = 🧯 <b>A request failed: <code>{ $code }</code></b>
    { $error }
    Readers who met it were told this code. I say it once for each kind; /logs and the daily message count them.
operator-moved = 🔀 The chat <code>{ $from }</code> is <code>{ $to }</code> from now on. I follow; please change the setting.
# plain text
waiting-broadcast = broadcasts
# plain text
waiting-alert = alerts
# plain text
waiting-edit = outcomes of posts

admin-title = 🛠 <b>Overview</b> · { $time }
admin-well = ✅ Everything that must hold holds.
admin-failed = ⚠️ <b>{ $name }</b>: { $say }
admin-markets = <b>Markets</b>: { NUMBER($followed) } followed, { NUMBER($fresh) } fresh or closed, { NUMBER($silent) } silent
admin-silent = 🔇 { $market }: { $reason }
admin-silent-more = … and { NUMBER($more) } more, see /status
admin-no-model = no model serves it yet
admin-signal = Newest signal: { $age }
admin-signal-none = No signal yet
admin-sending = <b>Sending</b>: { $say }
admin-deliveries-none = <b>Deliveries</b>: none waits
admin-deliveries = <b>Deliveries</b>: the oldest has waited { $duration }
admin-people = <b>People</b>: { NUMBER($known) } known, { NUMBER($paid) } ever paid
admin-tickets = <b>Tickets</b>: { NUMBER($waiting) } waiting
admin-models = 🧠 <b>Models that serve</b>
admin-model = <b>{ $market }</b>: <code>{ $version }</code>, { $record }
admin-model-record = { $accuracy } right of { NUMBER($count) } signals
admin-model-no-record = no signal finished
admin-failures = 🧯 Failures since the start: { $kinds }
admin-failure-count = { $code } × { NUMBER($count) }
admin-failures-title = 🧯 <b>Failures since the start</b>, by the code that readers are told
admin-failure = <code>{ $code }</code> × { NUMBER($count) } { $error }
admin-logs = 📜 <b>Newest warnings</b>
admin-logs-none = 📜 Nothing has warned since the start.
admin-log = { $mark } { $time } { $message }
admin-acts = 🖊 <b>Who did what</b>
admin-acts-none = 🖊 Nobody has done anything that is written down.
admin-act = { $time } · <code>{ $by }</code> { $act ->
    [owner-claimed] became the owner:
    [role-granted] gave a role:
    [role-revoked] took a role away:
    [ticket-answered] answered ticket
    [ticket-closed] closed ticket
    [channel-set] set a channel:
    [channel-language] set the language of a channel:
    [market-paused] paused
    [retrain-asked] asked for training:
    [model-promoted] let a model serve:
    [broadcast-started] sent to many:
    [broadcast-stopped] stopped sending
    [removal-allowed] allowed removals from
    [coupon-made] made a coupon:
    [coupon-disabled] ended a coupon:
    [claim-confirmed] confirmed the UID of
    [claim-rejected] rejected the UID of
    [alert-acknowledged] took an alert:
    [alert-silenced] silenced an alert:
    [service-closed] began to wind the service down
    [service-reopened] let the service go on
    [stars-returned] had Stars given back
    [commission-paid] wrote a commission down as paid:
   *[market-resumed] resumed
} { $about }
admin-version = Analyser { $version }
tickets-none = 🎫 No ticket waits for an answer.
tickets-title = 🎫 <b>Waiting for an answer</b>, the oldest first
tickets-line = <code>{ $id }</code> · { $age } · { $words }
person-usage = Like this: <code>/person 123456789</code>. Tickets and payments name the id of whom they are about.
person-unknown = Nobody with the id <code>{ $telegramId }</code> has ever written to me.
person-title = 👤 <b>{ $name }</b> (<code>{ $telegramId }</code>), { $language }
person-since = Here since { $time }
person-plan = Plan: <b>{ $tier }</b>
person-plan-until = Plan: <b>{ $tier }</b> until { $until }
person-lines = { NUMBER($payments) } payments and refunds, { NUMBER($tickets) } tickets
person-unreachable = 🚫 I cannot write to them: they blocked me or are gone.
person-role = Role: { $role }
role-sure = Make <code>{ $telegramId }</code> { $role }? They see what the role shows from then on.
role-sure-none = Take the role of <code>{ $telegramId }</code> away?
role-name = { $role ->
    [owner] owner
    [admin] admin
    [support] support
   *[analyst] analyst
}
team-title = 👥 <b>Team</b>
team-owner = <code>{ $telegramId }</code> · owner, by { $how ->
    [claim] /claim
   *[setting] ADMIN_IDS
}
team-line = { $name } (<code>{ $telegramId }</code>) · { $role }, since { $since }
team-hint = <i>To add somebody: /person and their id. Admins see everything but roles, support answers tickets, analysts see figures.</i>
# In the menu of commands: plain text
operator-command = { $command ->
    [admin] Overview
    [logs] The newest warnings
    [version] Which version runs
    [tickets] Tickets that wait
    [answer] Answers a ticket, by its id
    [refund] Returns a payment, by its charge
    [coupon] Coupons: list, make, end
    [uids] Confirms UIDs of a partner’s list
    [person] Who somebody is, by their id
    [pause] Pause markets, train and choose models
    [broadcast] Write to many
    [channels] Channels and their tiers
   *[team] Who has which role
}

# /admin revenue
revenue-title = 💰 <b>Revenue</b>
revenue-none = Nobody pays yet.
revenue-recurring = <b>{ $amount }</b> a month from { NUMBER($payers) } { $payers ->
    [one] payer
   *[other] payers
}
revenue-state = • { $state ->
    [renewing] renews by itself
    [prepaid] paid ahead, ends unless bought again
    [cancelled] cancelled, still running
    [overdue] overdue, in grace
    [free-time] in a free month
   *[paused] paused
}: { $amount }
revenue-payer = A payer brings { $amount } a month
revenue-lifetime = and { $amount } in all, at the churn of the last months
revenue-month = <b>{ $month }</b>, a month: { $before } → { $after }
revenue-movements = new { $new }, grown { $expansion }, back { $reactivation }, shrunk { $contraction }, gone { $churn }
revenue-left = { NUMBER($came) } came, { NUMBER($returned) } came back, { NUMBER($left) } left: { NUMBER($chosen) } chose to, { NUMBER($failed) } could not be charged, { NUMBER($disputed) } disputed
revenue-churn = Churn: { $churn } a month
revenue-trials = Trials: { NUMBER($started) } begun, { NUMBER($converted) } paid, { NUMBER($running) } running
revenue-conversion = { $conversion } of those decided
revenue-cash = { $month }, { $provider ->
    [stars] Stars
    [stripe] cards
   *[grant] others
}: { $gross } taken, { $refunded } returned, { $commission } to partners, <b>≈ { $net }</b> left
revenue-retention = <b>Who still pays</b>, by the month of the first payment
revenue-cohort = { $month } ({ NUMBER($size) }): { $shares }
revenue-yields = <b>What sells</b>
revenue-yield = { $name }: { NUMBER($charges) } sold, { $amount }
revenue-stars = { $count } Stars
button-revenue-files = 📄 As CSV
button-admin-revenue = 💰 Revenue
# Pauses and models
controls-title = 🎛 <b>Markets and their models</b>
controls-paused = { NUMBER($paused) } paused. A paused market is followed and scored, and publishes no entry.
controls-market = 🎛 <b>{ $market }</b>
controls-runs = ▶️ Publishes what its model decides.
controls-is-paused = ⏸ Paused until you resume it.
controls-is-muted = ⏸ Muted until { $until }.
controls-model = <code>{ $version }</code>, saved { $saved }
controls-model-serves = ✅ <code>{ $version }</code>, saved { $saved }: serves
controls-hint = <i>Done within a minute. A retrained model serves only if it beats the present one; one that you let serve does so without that test.</i>
controls-model-gone = ❌ That model is not saved any more.
controls-sure = { $what ->
    [pause] Pause { $market }? Readers get no signals of it until you resume it.
    [mute] Mute { $market } for four hours?
    [resume] Let { $market } publish again?
    [retrain] Train a challenger for the group of { $market }? It takes some minutes, or, where training is a task of its own, until its next run, and serves only if it passes.
    [promote] Let that model serve the group of { $market } from now on, without the test of a challenger?
   *[look] { $market }
}
button-controls = 🎛 Markets
button-controlled-paused = ⏸ { $market }
button-pause = ⏸ Pause
button-mute = 🔇 Mute 4 h
button-resume = ▶️ Resume
button-retrain = 🔁 Retrain
button-promote = ⬆️ Let …{ $model } serve
# Messages to many
broadcast-title =
    📣 <b>Message to many</b>
    To whom? News waits in readers’ quiet hours, an incident comes without a sound then; each can turn either off.
broadcast-everybody = Everybody
broadcast-kind = { $kind ->
    [news] news
   *[incident] incident
}
broadcast-ask =
    📣 To <b>{ $audience }</b>, as { $kind }. Write it in one message, as it is to be read. You see it before anybody gets it.
    /cancel to stop.
broadcast-draft = 📣 <b>Draft</b> to { $audience }, as { $kind }: reaches { NUMBER($receivers) } now. This is how it reads:
broadcast-sure = Send it to { NUMBER($receivers) } people? It cannot be taken back, only stopped on the way.
broadcast-cost = ⭐ Sent fast: it costs { NUMBER($stars) } Stars of the bot’s balance at most. Where Telegram takes none, it is sent at the usual pace instead.
broadcast-unknown = 📣 There is no such message.
broadcast-state = { $state ->
    [planning] being prepared
    [sending] being sent
    [stopped] stopped
   *[done] done
}
broadcast-progress = 📣 <b>Message to many</b>, { $state }, begun { $started }
broadcast-counts = { NUMBER($planned) } receivers: { NUMBER($sent) } sent, { NUMBER($waiting) } waiting, { NUMBER($unknown) } unknown, { NUMBER($blocked) } unreachable, { NUMBER($late) } not sent any more
# Plain text
toast-test-sent = Sent to you alone.
button-broadcasts = 📣 Messages to many
button-broadcast-to = { $audience } · { $kind }
button-broadcast = 📣 { $words } · { $state }
button-broadcast-test = 👁 Send it to me
button-broadcast-send = 📣 Send …
button-broadcast-stop = ⏹ Stop
# Removals that look wrong
removals-ask = ⚠️ <b>{ $title }</b>: { NUMBER($removals) } of { NUMBER($members) } members would be removed now, because no plan of theirs runs. That is more than usual, so I remove nobody until you say so.
removals-done = 🚫 { NUMBER($removed) } were removed; any that are left follow in half an hour.
removals-left = ✅ Nobody is removed. I ask again tomorrow if it is still so.
removals-stale = ⌛ That question is out of date: other members or more of them would be removed by now. Nobody was; I ask anew if it is still so.
button-remove-all = 🚫 Remove { NUMBER($removals) }
button-remove-none = ✅ Remove nobody
# The daily message
daily-well = ✅ <b>All is well.</b> I say so once a day: when this message does not come, something is wrong.
daily-trouble = ⚠️ <b>Not all is well.</b>
chat-id = The number of this chat: <code>{ $id }</code>

# Labels of operators' buttons: plain text
button-stay = ✅ Let them stay
button-remove = 🚫 Remove
button-admin-back = « Overview
button-admin-models = 🧠 Models
button-admin-logs = 📜 Log
button-admin-acts = 🖊 Who did what
button-admin-tickets = 🎫 Tickets
button-admin-people = 👤 People
button-admin-team = 👥 Team
button-ticket = 🎫 { $id } · { $topic }
button-ticket-open = 🎫 Open
button-ticket-close = ✅ Close without an answer
button-person = 👤 Who is this?
button-person-named = 👤 { $name }
button-role = Make { $role }
button-no-role = Take the role away
button-sure = Yes, do it
# Coupons
coupons-title = 🎟 <b>Coupons</b>
coupons-none = 🎟 No coupon yet. <code>/coupon SUMMER 20% uses=100 until=2027-01-31</code> makes one.
coupon-line = { $state ->
    [open] •
   *[closed] ✖
} <code>{ $code }</code> { $gift }, used { $used }{ $until }
coupon-usage = <code>/coupon CODE 20%</code>, <code>500stars 1000cents</code>, <code>7d pro</code> or <code>trial 14d elite</code> makes one; behind it, as wanted: <code>plan=pro-year uses=100 each=1 until=2027-01-31 for=new back=14</code> (for: new, customer, churned; back: sent to whoever has been without a plan for so many days). <code>/coupon CODE off</code> ends one.
coupon-made = ✅ <code>{ $code }</code> is valid from now on. Its link ends with <code>?start=code_{ $code }</code>.
coupon-taken = There is a code <code>{ $code }</code> already; what a code gives never changes.
coupon-disabled = ✖ <code>{ $code }</code> is no longer valid.
