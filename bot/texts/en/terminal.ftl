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
