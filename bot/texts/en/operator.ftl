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
operator-alert =
    { $severity ->
        [page] 🚨
       *[other] 🔔
    } <b>{ $name }</b>: { $summary }
    What to do: { $runbook }
operator-alert-over = ✅ <b>{ $name }</b> is over: { $summary }
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
operator-unmatched = ⛔ <b>A payment fits no plan.</b> Charge <code>{ $chargeId }</code> of <code>{ $telegramId }</code>: nothing was granted. Look at it, and refund it if need be.
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

admin-title = 🛠 <b>Overview</b> · { $time }
admin-well = ✅ Everything that must hold holds.
admin-failed = ⚠️ <b>{ $name }</b>: { $say }
admin-markets = <b>Markets</b>: { NUMBER($followed) } followed, { NUMBER($fresh) } fresh or closed, { NUMBER($silent) } silent
admin-silent = 🔇 { $market }: { $reason }
admin-silent-more = … and { NUMBER($more) } more, see /status
admin-no-model = no model serves it yet
admin-signal = Newest signal: { $age }
admin-signal-none = No signal yet
admin-deliveries-none = <b>Deliveries</b>: none waits
admin-deliveries = <b>Deliveries</b>: the oldest has waited { $duration }
admin-people = <b>People</b>: { NUMBER($known) } known, { NUMBER($paid) } ever paid
admin-tickets = <b>Tickets</b>: { NUMBER($waiting) } waiting
admin-models = 🧠 <b>Models that serve</b>
admin-model = <b>{ $market }</b>: <code>{ $version }</code>, { $record }
admin-model-record = { $accuracy } right of { NUMBER($count) } signals
admin-model-no-record = no signal finished
admin-logs = 📜 <b>Newest warnings</b>
admin-logs-none = 📜 Nothing has warned since the start.
admin-log = { $mark } { $time } { $message }
admin-acts = 🖊 <b>Who did what</b>
admin-acts-none = 🖊 Nobody has done anything that is written down.
admin-act = { $time } · <code>{ $by }</code> { $act ->
    [role-granted] gave a role:
    [role-revoked] took a role away:
    [ticket-answered] answered ticket
    [ticket-closed] closed ticket
    [channel-set] set a channel:
    [market-paused] paused
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
team-owner = <code>{ $telegramId }</code> · owner, by ADMIN_IDS
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
    [person] Who somebody is, by their id
   *[team] Who has which role
}
refund-usage = Send <code>/refund CHARGE</code> to see what it would return, then <code>/refund CHARGE yes</code>. For a charge that is in no ledger name the buyer too: <code>/refund CHARGE BUYER yes</code>.
refund-unknown = No payment with the charge <code>{ $chargeId }</code> is in the ledger. If Telegram has it, name the buyer: <code>/refund { $chargeId } BUYER</code>.
refund-unmatched = The charge is in no ledger. Returns all Stars of <code>{ $chargeId }</code> to <code>{ $telegramId }</code>. Sure? <code>/refund { $chargeId } { $telegramId } yes</code>
refund-ask = Returns { NUMBER($stars) } Stars to <code>{ $telegramId }</code>, takes their time back and ends the subscription, if it is one. Sure? <code>/refund { $chargeId } yes</code>
refund-done = ✅ <code>{ $chargeId }</code> was returned.
refund-refused = ❌ Telegram refused: { $why }
