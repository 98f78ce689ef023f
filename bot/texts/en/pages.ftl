### The start page and the page of the API. Plain text, escaped by the page; texts with tags are marked.

pages-brand = Analyser
pages-mode = { $mode ->
    [sandbox] Sandbox
   *[live] Live
}
pages-chat = Chat
pages-api = API
pages-title = Market candles in, honest signals out.
pages-try-api = Try the API
pages-ask = Ask from a program
pages-addresses = Addresses
pages-disclaimer = Model output, not advice. Past results do not show what will come.
pages-followed-none = Live candles
pages-followed = Live candles of { $symbols }
pages-how = How it runs
pages-version = Version
pages-market = Market
pages-database = Database
pages-open-bot = Open the bot in Telegram
pages-open-chat = Open the chat
pages-ask-lead = One call answers BUY, SELL or HOLD with a calibrated probability; send your own candles along and they are judged instead of ours.
pages-copy = Copy
pages-copied = Copied
pages-selected = Selected
# Has tags
pages-ask-key = Without a key: { $perMinute } requests a minute for each address. With one, as <code>Authorization: Bearer …</code>, what its tier may.
pages-demo-keys = Demo keys of this sandbox
pages-per-minute = { $perMinute }/min
pages-settings = Settings not given, and what each would enable
pages-address-chat = the bot and its channels, to try in the browser
pages-address-docs = the API, with a form to try each call
pages-address-openapi = the same for programs, OpenAPI 3.1
pages-address-markets = markets followed
pages-address-signals = published signals with outcomes
pages-address-track = how they did
pages-address-health = readiness (also /health/live)
pages-address-metrics = Prometheus metrics

## What changes on the start page
live-markets = Markets
live-signals = Latest signals
live-signals-hint = As Free sees them; paying readers saw the same ones earlier. Right or wrong is the direction, the figure what the printed plan made after cost. Times are UTC.
live-record = Record
live-record-hint = Losers included. The bar is the 95 % interval, the tick what betting against the candle before has on the same candles.
live-ready = Ready: { $checks } of { $checks } checks hold
live-not-ready = Not ready: { $names }
live-market-time = market time
live-markets-away = The markets cannot be read just now.
live-newest-candle = Newest candle
live-none-yet = none yet
live-data = Data
live-stamp = { $stamp ->
    [green] green
    [amber] amber
    [red] red
   *[none] not judged yet
}
live-counts = { NUMBER($candles) } candles, { NUMBER($gaps) } gaps, { NUMBER($revisions) } revisions
live-state = State
live-state-name = { $state ->
    [closed] closed
    [late] late
    [paused] paused
   *[disabled] disabled
}
live-model = Model
live-venue = Venue
live-closes = newest { $count } closes
live-source = { $source ->
    [live] Live
    [recorded] Recorded
   *[simulated] SIMULATED
}
live-signals-away = The signals cannot be read just now.
live-signals-none = No signal yet. The rule speaks on few candles; the first one comes by itself.
live-column-close = Close
live-column-pair = Pair
live-column-side = Side
live-column-sure = Sure
live-column-outcome = Outcome
live-outcome = { $outcome ->
    [right] ✓ right
    [wrong] ✗ wrong
    [flat] flat
    [void] void
   *[open] open
}
## What a follower would have had: the first thing on the page
live-result = What a follower would have had
# Has tags
live-result-figure = { $average } <small>a signal, after cost</small>
live-result-told = Whoever followed what was called worth trading, as it was printed, would have had { $average } a signal after cost, with 95 % certainty between { $low } and { $high }.
live-result-told-few = Whoever followed what was called worth trading, as it was printed, would have had { $average } a signal after cost; too few to tell it from luck.
live-result-counts = { NUMBER($signals) } { NUMBER($signals) ->
    [one] signal
   *[other] signals
} worth trading at { NUMBER($closes) } { NUMBER($closes) ->
    [one] candle close
   *[other] candle closes
}; { NUMBER($left) } left out as information, not worth their cost.
live-result-none = Nothing was called worth trading so far; { NUMBER($left) } { NUMBER($left) ->
    [one] signal was
   *[other] signals were
} left out as information, not worth their cost.
live-result-proof = { $proof ->
    [gain] More than luck explains.
    [loss] A loss that bad luck does not explain.
   *[luck] Not shown to be more than luck.
}
live-result-account = An account that followed those at the sizes printed: { $result }, deepest fall { $fall }.
live-record-away = The record cannot be read just now.
live-published = Published signals
live-scored = All scored candles
live-by-plan = By the printed plan after cost: { $average } a signal{ $interval } · { NUMBER($signals) } signals at { NUMBER($closes) } closes
live-by-plan-interval = , 95 % from { $low } to { $high }
live-nothing-settled = Nothing settled yet.
live-right-of = right of { NUMBER($settled) }
live-interval = interval { $from } to { $to } · betting against the candle before { $reversal }
age-now = just now
age = { $unit ->
    [minutes] { $count } min ago
    [hours] { $count } h ago
   *[days] { $count } d ago
}

## The page of the API, beside what its own document says
docs-version = API { $version }
docs-start = Start
docs-json = JSON
docs-calls = Calls
docs-reference = reference
docs-quotas-link = quotas
docs-errors-link = errors
docs-key = API key for the forms below
docs-key-hint = an_… (leave empty for the free quota)
docs-disclaimer = Model output, not advice.
# Has tags
docs-also = also at <code>{ $path }</code>
docs-body = Body
docs-answer = Answer
docs-other-answers = Other answers: { $statuses }
docs-required = required
docs-optional = optional
docs-parameters = Parameters
docs-body-field = body
docs-try = Try it
docs-no-answer = No answer
docs-quotas = Quotas
docs-quotas-lead = Counted by key, without one by address. Every answer carries RateLimit-Limit, -Remaining and -Reset; a refusal is 429 with Retry-After. A request that could not be understood costs nothing.
docs-tier = Tier
docs-per-minute = a minute
docs-per-day = a day
docs-later = signals later by
docs-later-none = none
docs-later-candles = { $candles } candles
docs-errors = Errors
docs-errors-lead = Always { $type }: type, title, status, code, detail and, where one is at fault, the field. Codes never change.

# The page of plans at /plans
plans-title = Plans
plans-lead = What a plan gives and Free does not. You buy speed and access, not a promise of profit.
plans-stranger = To pay by card, come here through the bot: it knows who you are, and opens your channel when you have paid.
plans-open-bot = Open the bot
plans-person = Paying as { $name }, the person of Telegram who came through the bot.
plans-portal = My card, receipts and cancelling
plans-terms = Terms of sale, { $version }: please read them before you pay
plans-code = I have a code
plans-accept = I accept the terms
plans-days = { NUMBER($days) } days
plans-for-good = For good
plans-renews = by card it renews until you cancel
plans-once = paid once, nothing renews
plans-card = { $price } by card
plans-how = By card you pay on a page of Stripe; in Stars inside Telegram. Either way the plan opens within a minute, and the bot writes to you.
plans-footer = Model output, not advice. Past results do not promise future ones; you can lose what you trade.
plans-sooner = Every signal the moment its candle closes. Free gets the same { $freeDelay }
plans-swing-sooner = Entries held for days (swing) at once. Free gets them { $freeDelay }
plans-direct-alerts = The signals you choose, sent to you directly
plans-questions = { NUMBER($perMinute) } questions a minute to the bot
plans-backtests = { NUMBER($perDay) } backtests a day
plans-notice = { $what ->
    [link-used] This link was used already, or is older than half an hour. Ask the bot for a new one.
    [already-subscribed] You already have a subscription that is open, so a second one is not sold. /plan in the bot shows it.
    [higher-plan-runs] A higher plan is open, and this one would be charged for nothing meanwhile.
    [terms-not-accepted] Please accept the terms first.
    [not-sold] That plan is not sold by card.
    [busy] Another of your windows is at it just now. Please try again.
    [code] That code does not fit this plan, or is no longer valid.
    [paid] This is paid already. /plan in the bot shows it.
    [changed] Done. /plan in the bot shows your new plan.
    [closed] Nothing is sold any more: this service is being wound down. What you have stays open until its end; /plan in the bot shows it.
   *[declined] Your card was declined, and nothing has changed. Use another card first.
}
plans-change-title = Change to { $tier }
plans-upgrade = Today you pay { $due }: { $tier } for { $price }, less { $credit } for the days you have not used. A new period begins now, and it renews at { $price }.
plans-downgrade = Nothing is charged today. What you have stays open until its paid end; from then on it is { $tier } at { $price }.
plans-change-do = Change my plan
plans-keep-title = Stay on { $tier }
plans-keep = Your subscription was to change with its next charge. It stays { $tier } at { $price } instead; nothing is charged today.
plans-keep-do = Stay on it
plans-enter-title = Pay by card
plans-enter = The bot made this link for { $name } on Telegram. What you pay for here opens for that account.
plans-enter-do = Continue as { $name }
plans-enter-back = That is not me
plans-change-back = Leave it as it is
