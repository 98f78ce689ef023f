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
