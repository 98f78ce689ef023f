### What an operator reads of an installation, at a terminal and on the start page: plain text.

# What each setting would enable
enables-bot = a real bot instead of the sandbox chat
enables-database = your own MongoDB instead of the embedded one
enables-markets = other pairs
enables-webhooks = Telegram webhooks instead of long polling (with TELEGRAM_WEBHOOK_SECRET)
enables-cards = paying by card on /plans, with STRIPE_WEBHOOK_SECRET and PUBLIC_URL
enables-operators = operators who get alerts and support tickets

database-name = { $kind ->
    [given] the operator's MongoDB
    [mongod] a MongoDB of its own, kept over restarts
    [downloaded-mongod] a MongoDB of its own, kept over restarts
   *[secantusdb] SecantusDB, a small stand-in for MongoDB, kept over restarts
}

### What the sandbox replays: plain text, at the terminal, on its pages and beside results in the chat.

sandbox-market = { $source ->
    [live] Recent candles of { $names }, then live ones
    [recorded] Recorded candles of { $names }
   *[simulated] SIMULATED market (seed { $seed }): { $names }, with a reversal built in, so that results here say nothing about real markets
}, replayed from { $from } to { $to } after { $candles } candles to learn from
# A sentence behind it, without its full stop
sandbox-market-redated = { $redated }, so that all markets share one clock
sandbox-without-swing = No swing signals of { $names }: fewer than { $candles } candles of past
sandbox-date = { $day } { $year }
sandbox-ended = The recording ended on { $date }: the clock stands still there and nothing new comes. To start over, stop the process (Ctrl-C) and run: { $command }

# How the sandbox came to its market: lines of the terminal
market-other-world = the market of the earlier starts cannot be served now: this is another world, the earlier one is kept
market-note-damaged = the note of which market the sandbox replays is damaged: the market is chosen anew
market-recorded-unused = the recorded candles are not used: { $reason }
market-live-unused = live candles are not used: { $reason }
market-no-exchange = no exchange answers ({ $refusals })
market-no-exchange-instead = no exchange answers ({ $refusals }): { $instead ->
    [recorded] recorded candles are replayed
   *[simulated] a simulated market is replayed
}
market-from = candles come from { $venue } ({ $refusals })
market-from-no-swing = candles come from { $venue } ({ $refusals }), which has none of 4 h: no swing signals
market-kept-replayed = { $venue }: { $trouble }, so the candles kept from it are replayed
market-none-kept = { $venue }: { $trouble }
market-kept-damaged = the kept { $timeframe } candles of { $symbol } are damaged and are fetched again
market-stopped = { $venue }: { $trouble }, so no new candles come
market-back = { $venue } answers again
market-not-recorded = { $series } is not recorded
market-stands-in = { $series } is not recorded: { $other } stands in
market-left-out = { $name } is left out: { $reason }
market-no-common-clock = it cannot share a clock with the others
market-same-pair = { $series } is the same pair
market-too-short = it is too short: { $reason }
market-little-in-common = it shares too little time with the others: { $reason }
market-venues = expected one venue per pair, { $symbol } is from { $venue } and { $other }
market-no-time-in-common = expected markets with a time in common, had none
market-span = expected { $candles } candles of past and { $days } days to replay in common, were { $found } candles before the last { $days } days

# Why a venue cannot be used, behind its name
venue-trouble = { $code ->
    [geo-blocked] HTTP 451, it refuses this region
    [timeout] no answer in time
    [network] no connection
    [unavailable] not available
    [maintenance] under maintenance
    [rate-limited] too many requests for now
    [bad-response] no readable answer
   *[other] it failed
}
venue-late = no answer within { $seconds } s
venue-lists-none = none of { $coins } listed

# The sandbox itself
sandbox-fresh = a new sandbox begins; people, chats and plans of the one before were moved to the folder { $folder } of DATA_DIR, nothing was deleted
sandbox-fresh-first = a new sandbox begins; there was none before
sandbox-time-passing = Time is passing already. Wait until it has.
sandbox-no-more-time = There is no more time to let pass: the recording ends here, or the market is live and its next candles are still to come. MARKET_DATA=recorded has a year of them.
sandbox-stands-still = the replay stands still: its position could not be saved ({ $reason })
sandbox-name-damaged = the name of a sandbox that had not begun was damaged: it is given a new one
sandbox-unwritable = the sandbox's Telegram cannot write down what happens ({ $reason }): it is refused until it can
sandbox-writable = the sandbox's Telegram can write again
sandbox-torn = { NUMBER($lines) ->
    [one] left out a line that was cut off in the sandbox's Telegram journal: the process ended, or the disk was full, while it was written
   *[other] left out { NUMBER($lines) } lines that were cut off in the sandbox's Telegram journal: the process ended, or the disk was full, while it was written
}
disk-full = no space left on the disk

### The start and the end of the process: plain text at the terminal.

start-help = npm start: the whole product; sandbox mode when no bot token is set. All settings come from the environment:
    see "Make it real" in the root README.
    npm start -- --fresh: begin a new sandbox; the people, chats and plans of the one before are moved aside.
start-refused = Analyser could not start: { $problem }
start-refused-settings = Analyser could not start, { $count } settings are wrong:
start-unhandled = unhandled rejection: { $error }
start-not-stopped = { $name } could not be stopped in order: { $error }

# The banner, once everything runs
start-ready = Analyser runs { $mode ->
    [sandbox] in sandbox mode
   *[live] for real
}, ready after { $seconds } s
start-market = market
start-database = database
start-metrics = metrics
start-open = Open
start-open-chat = the bot and its channels: press START
start-open-page = what runs and how it is doing
start-open-docs = the API
start-no-bot-yet = the bot: Telegram has not answered yet (see the log)
# What makes its sender the owner, where ADMIN_IDS names none
start-claim = Nobody owns this bot yet. Whoever sends it this first does, with alerts, tickets, channels and /admin:
start-keys = Demo API keys (Authorization: Bearer …)
start-settings = Settings that would add something
start-example = { $enables }, e.g. { $example }
start-stop = Stop with Ctrl-C; everything is kept.

# Settings that were given and have no effect
note-empty-token = TELEGRAM_BOT_TOKEN is set but empty: this is the sandbox
note-no-effect = { $name } has no effect { $mode ->
    [live] outside the sandbox
   *[sandbox] in the sandbox
}
note-no-effect-yet = { $name } has no effect in this version yet

# Before everything runs
first-candles-refused = { $series } cannot be asked now: { $reason }
first-candles-silent = { $series } does not answer yet: the others start without it
symbols-not-checked = the symbols of { $exchange } are not checked: { $reason }
symbol-unknown = expected a symbol of { $exchange }, was "{ $symbol }"
symbol-misspelt = expected a symbol of { $exchange }, was "{ $symbol }", did you mean "{ $suggestion }"?
symbols-no-answer = no answer within { $seconds } s
signals-superseded = { NUMBER($count) } signals of candles that were published twice are kept, marked as superseded and not counted

# Models and markets while it runs
model-ready = model: { $version } for { $group } ({ $how }, { NUMBER($rows) } rows)
model-changed = model of { $group } changes from { $from } to { $to }: { $reason }
series-muted = { $series } publishes no signals: { $reason }
series-speaks = { $series } may speak again

# The database of the process
database-taken = database: { $database }
database-given = MongoDB at { $address } (MONGODB_URI)
database-own = { $name } on { $address }, data in the folder database of DATA_DIR (they survive a restart)
database-format-unwritten = { $path } could not be written ({ $reason }): the next start finds out by itself
database-installing = another process has been installing into { $folder } for minutes
database-none = no database could be started:
    { $tried }
    Any one of these helps: set MONGODB_URI to a running MongoDB; install mongod; allow the download of MongoDB; install Python ≥ 3.10 with venv and a reachable pip index.
database-bound = The data in { $folder } were written by { $kept }; only it can read them. Move { $root } away to begin anew.
database-download = downloading MongoDB once (about 100 MB) …
database-downloading = downloading MongoDB: { $megabytes } MB
database-install = installing SecantusDB { $version } with { $python } and pip (once, about ten seconds) …

### Probes at /health/ready, and on the start page: plain text.

probe-answers = answers
probe-silent = has not answered for { $seconds } s
probe-indexes-unknown = not known while the database is away
probe-indexes-missing = missing: { $names }; a restart builds them
probe-restore = none is unfinished
probe-restore-unfinished = a restore was not finished: npm run restore -- --finish
probe-sharding = ids are unique
probe-sharding-unknown = the cluster does not show how it is sharded; each key must be _id, or for candles series and startMs
probe-sharding-wrong = sharded so that ids are not unique: { $names }; shard by _id, or for candles by series and startMs
probe-all-there = all there
probe-missing = missing: { $names }
probe-no-secrets = the sandbox needs none
probe-models = every market has one
probe-models-missing = none for { $names }
probe-sending = everything is sent in time
probe-sending-behind = more to send than is permitted; these wait: { $names }
probe-sending-refused = Telegram refuses posts to { $names }
probe-sending-expired = expired unsent since the start: { NUMBER($posts) } posts, { NUMBER($alerts) } alerts, { NUMBER($broadcasts) } of broadcasts
probe-lease-leads = leads engine and sender
probe-lease-prepares = prepares to lead engine and sender
probe-lease-follows = another process leads engine and sender, this one stands by
probe-shares = walks { NUMBER($walked) } of { NUMBER($followed) } followed series
probe-scheduler = last tick { $seconds } s ago
probe-telegram-live = last attempt to get updates ended { $seconds } s ago
probe-telegram = gets updates
probe-telegram-trouble = no updates for { $seconds } s ({ $kind }): { $detail }
probe-telegram-facts = { $state }; { NUMBER($facts) } payments or members are kept and not done yet
probe-timeout = no answer within { $milliseconds } ms
probe-failed = failed
metrics-unreadable = the metrics could not be read

### The owner of the bot and its channels, set up by buttons: for operators.

owner-claimed = 👑 <b>This bot is yours now.</b> From here on I tell you of troubles, and /admin is for you alone.
# Behind the above, and alone
setup-next = Next is a channel: press “Pick a channel” and choose one that is yours, or make one there. Telegram lets me post, add and ban subscribers, and change the info; then I ask you which tier it is. Where your Telegram has no such list, “Add me to a channel” does the same.
# Above a button that opens Telegram's list of channels; plain text, as the label is
setup-pick = 👇 Press “Choose a channel” at the bottom of the screen. I become an administrator of it, if I am none yet.
button-pick = 📣 Choose a channel
setup-not-yet = I am no administrator of <b>{ $title }</b>. Pick it once more and confirm that I may post there, or make me one by hand and pick it then.
setup-stranger = I post only where my owner wants it. Nothing was changed: the owner has to make me an administrator of <b>{ $title }</b>, or sends me the code that my start printed first.
setup-ask = 📣 I am an administrator of <b>{ $title }</b> now. Whose channel is it?
setup-ask-again = 📣 <b>{ $title }</b>: whose channel is it?
setup-by-setting = { $settings } decides by itself and wins: to change that channel, change the setting and start again.
setup-now = now: { $title }
setup-sure-taken = Signals of { $tier } go to <b>{ $from }</b>. Shall they go to <b>{ $title }</b> instead, from the next one on? Who is in the old channel stays there and hears nothing more; /plan shows everybody the new one.
setup-sure-moved = <b>{ $title }</b> is the channel of { $was }. Shall it be that of { $tier } instead, from the next signal on?
setup-sure-none = <b>{ $title }</b> is the channel of { $was }. Shall I post nothing there any more?
setup-none = <b>{ $title }</b>: I post nothing there. /channels changes that.
setup-done = ✅ <b>{ $title }</b> is the channel of { $tier }: the next signal of this tier is posted there. It needs no restart, and stays after one.
setup-gone = I am no administrator of this channel any more. Make me one again, then I ask anew.
setup-rights-all = I may do there all that I need.
setup-rights-missing = ⚠️ Not yet: { $detail }.
setup-rights-back = ✅ <b>{ $title }</b>: I may do there all that I need again.
# What an owner presses to give the bot its rights back
setup-press = Press: the channel, its name, Administrators, me (or Add administrator), and switch on what is missing.
setup-public = ⚠️ This channel is public: anybody can read what a paid tier pays for. Make it private: the channel, its name, Edit, Channel type.
channels-title = 📣 <b>Channels</b>
channels-line = <b>{ $tier }</b>: { $title }, in { $language }
channels-line-set = <b>{ $tier }</b>: { $title } ({ $setting }), in { $language }
channels-line-none = <b>{ $tier }</b>: none
channels-lacks = ⚠️ { $detail }

# Labels of buttons: plain text
button-pick-channel = 📣 Pick a channel
button-add-to-channel = ➕ Add me to a channel
button-channel = ⚙️ { $title }
button-channels = 📣 Channels
button-setup-tier = { $tier }
button-setup-tier-taken = { $tier } ({ $now })
channel-language-ask = 🌐 In which language is the channel of { $tier } written? Its next messages are, and its description within six hours; what was posted stays.
channel-language-set = 🌐 CHANNEL_LANGUAGE decides the language of the channel of { $tier } by itself and wins: to change it, change the setting and start again.
button-channel-language = 🌐 Language of { $tier }: { $language }
button-setup-none = None: post nothing there

# An alert in an operator's chat: with tags
operator-alert =
    { $severity ->
        [page] 🚨
       *[other] 🔔
    } <b>{ $name }</b>: { $summary }
    What to do: { $runbook }
operator-alert-over = ✅ <b>{ $name }</b> is over: { $summary }
operator-alert-ended = It ended { $time }.
operator-alert-acknowledged = 👀 { $who } has taken it, { $time }.
operator-alert-silenced = 🔕 { $who } has silenced it { $place ->
    [alertmanager] at Alertmanager
   *[here] here
} until { $time }.

# Labels of buttons, and what is shown at a press: plain text
button-alert-acknowledge = 👀 I take it
button-alert-silence = 🔕 { NUMBER($hours) } h
alert-silence-comment = Silenced in the chat
alert-answer-done = Done.
alert-answer-already = That was done before.
alert-answer-gone = It is over.
alert-answer-failed = Alertmanager did not take it. Try again in a minute.

# /admin close, in the chat: with tags
closing-title = 🔻 <b>Winding the service down</b>
closing-people = { NUMBER($people) } { $people ->
    [one] person has
   *[other] people have
} time left, { NUMBER($subscriptions) } { $subscriptions ->
    [one] subscription renews.
   *[other] subscriptions renew.
}
closing-presents = { NUMBER($presents) } { $presents ->
    [one] present is paid for and not taken: its money is its buyer’s.
   *[other] presents are paid for and not taken: their money is their buyers’.
}
closing-what = After two presses nothing is sold any more, in Stars or by card; subscriptions are cancelled at Telegram and Stripe; everybody with access is told once. What they have stays open. It can be taken back until Stars are given back.
closing-since = Since { $time } nothing is sold. Subscriptions are being cancelled and everybody with access is being told, a few hundred a minute.
closing-refunding = Since { $time } Stars are being given back. It cannot be taken back any more.
closing-share = Worth of it: { $amount }
closing-list-hint = The list has each charge and what is left of it, presents with whoever paid for them. Stars go back as whole charges only, by the button or <code>/refund CHARGE</code>; a part of a payment by card is given back in Stripe’s dashboard.
closing-sure = { $what ->
    [close] Wind the service down? Nothing is sold from then on, subscriptions are cancelled, and everybody with access is told.
    [refund] Give back every charge in Stars that has time left, as a whole, presents that were not taken or not used up among them? Their time ends with it, and this cannot be taken back.
   *[reopen] Let the service go on? Everything is sold again, and whoever was told that it ends is told so. Cancelled subscriptions stay cancelled until their people take them up.
}
closing-not-possible = That is not possible any more: somebody else was faster, or refunds have begun.
button-admin-close = 🔻 Wind down
button-closing-do = { $what ->
    [close] 🔻 Wind the service down
    [refund] ↩️ Give Stars back
   *[reopen] 🔺 Let it go on
}
button-closing-list = 📄 Days left as a file

# /refund, in the chat: with tags
refund-usage = Send <code>/refund CHARGE</code> to see what it would return, then <code>/refund CHARGE yes</code>. For a charge that is in no ledger name the buyer too: <code>/refund CHARGE BUYER yes</code>.
refund-unknown = No payment with the charge <code>{ $chargeId }</code> is in the ledger. If Telegram has it, name the buyer: <code>/refund { $chargeId } BUYER</code>.
refund-unmatched = The charge is in no ledger. Returns all Stars of <code>{ $chargeId }</code> to <code>{ $telegramId }</code>. Sure? <code>/refund { $chargeId } { $telegramId } yes</code>
refund-ask = Returns { $amount } to <code>{ $telegramId }</code>, takes their time back and ends the subscription, if it is one. Sure? <code>/refund { $chargeId } yes</code>
refund-done = ✅ <code>{ $chargeId }</code> was returned.
refund-refused = ❌ Refused: { $why }
refund-sent-back = ⛔ <b>A refund failed.</b> The bank of <code>{ $telegramId }</code> sent { $amount } of charge <code>{ $chargeId }</code> back to your Stripe balance, and what the refund had taken is open to them again. Ask them for another way to get the money and send it there, outside Stripe; or, if their card takes it now, try once more by <code>/refund { $chargeId }</code> or in Stripe’s dashboard.

# /admin commissions, in the chat: with tags; buttons are plain text
commissions-title = 🤝 <b>Commissions to pay out</b>
commissions-none = Nothing is due.
commissions-line = • { $name } (<code>{ $telegramId }</code>): { $amount }
commissions-more = And { NUMBER($count) } more: the file has them all.
commissions-how = Due is what was earned by invitations, is not on hold any more and reaches your minimum. Pay it yourself, outside the bot, then press the person’s button: it is written down as paid.
commissions-sure = Was { $amount } paid to { $name } (<code>{ $telegramId }</code>)? It cannot be taken back here.
commissions-changed = Nothing was written down: what is due has changed, or it is written down already.
commissions-paid = ✅ Written down as paid.
button-commission-paid = { $name }: { $amount } paid
button-commission-list = 📄 All as a file
button-admin-commissions = 🤝 Commissions
