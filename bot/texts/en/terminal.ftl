### What an operator reads of an installation, at a terminal and on the start page: plain text.

# What each setting would enable
enables-bot = a real bot instead of the sandbox chat
enables-database = your own MongoDB instead of the embedded one
enables-markets = other pairs
enables-webhooks = Telegram webhooks instead of long polling (with TELEGRAM_WEBHOOK_SECRET)
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
sandbox-redated = { $symbol } is of { $year }, dated { $years ->
    [one] a year
   *[other] { $years } years
} { $direction ->
    [later] later
   *[earlier] earlier
}
sandbox-date = { $day } { $year }
# Stands in the middle of a sentence: "Market: … ."
sandbox-replay = { $source ->
    [live] recent candles replayed at { $speed }×, then live
    [recorded] recorded candles, replayed at { $speed }×
   *[simulated] SIMULATED market at { $speed }×: results here say nothing about real ones
}
sandbox-replay-redated = { $note } ({ $redated })
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
probe-all-there = all there
probe-missing = missing: { $names }
probe-no-secrets = the sandbox needs none
probe-models = every market has one
probe-models-missing = none for { $names }
probe-lease-leads = leads engine and sender
probe-lease-prepares = prepares to lead engine and sender
probe-lease-follows = another process leads engine and sender, this one stands by
probe-scheduler = last tick { $seconds } s ago
probe-telegram-live = last attempt to get updates ended { $seconds } s ago
probe-telegram = gets updates
probe-telegram-trouble = no updates for { $seconds } s ({ $kind }): { $detail }
probe-telegram-facts = { $state }; { NUMBER($facts) } payments or members are kept and not done yet
probe-timeout = no answer within { $milliseconds } ms
probe-failed = failed
metrics-unreadable = the metrics could not be read
