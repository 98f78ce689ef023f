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
