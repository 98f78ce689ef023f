### Titles of the API's errors, by code: plain text.

problem-request-not-json = The body is not JSON
problem-request-invalid-field = A field is not as expected
problem-request-unknown-field = A field is not known
problem-request-forbidden-key = A key is not allowed anywhere in a request
problem-request-bad-url = The address cannot be read
problem-request-refused = The request cannot be understood
problem-request-timed-out = The request did not come in time
problem-request-headers-too-large = The headers are too large
problem-request-too-large = The body is too large
problem-request-unsupported-media-type = The body must be application/json
problem-predict-bad-candles = The candles are not as expected
problem-predict-unknown-symbol = The symbol is not known
problem-predict-unsupported-timeframe = The timeframe is not served
problem-predict-no-model = No model serves this market yet
problem-auth-bad-key = The API key is not valid
problem-quota-minute = Too many requests in this minute
problem-quota-day = Too many requests today
problem-signal-not-found = There is no such signal
problem-route-not-found = There is nothing at this address
problem-route-method-not-allowed = The address does not take this method
problem-server-internal = Something went wrong on our side
problem-server-starting = The server is starting
problem-server-database-away = The database does not answer
problem-server-stopping = The server is stopping
problem-internal-detail = The request failed on our side; trying again later may help.
problem-starting-detail = Expected in a minute.

### Details of the API's errors: plain text, what was expected and what came. Names of fields are the API's own.

detail-key-form = expected "Authorization: Bearer <key>"
detail-key = { $reason ->
    [malformed] expected a key such as an_0123456789ab_…, was something else
    [unknown] expected a key we issued, was another
    [expired] expected a live key, was one that has expired
   *[revoked] expected a live key, was one that has been revoked
}
detail-quota = expected at most { $limit } requests a { $window ->
    [day] day
   *[minute] minute
}; the next one is due in { $seconds } s
detail-database-away = The database does not answer; it is being brought back.
detail-address = expected a known address, was "{ $address }"
detail-method = expected { $allow }, was { $method }
detail-alert-secret = expected ALERT_SECRET as a bearer token
detail-alert-call = expected the body of a call by Alertmanager (version 4)
detail-partner = expected the name of a partner
detail-postback-proof = expected the proof of a known partner: its secret, or a signature of the last five minutes
detail-postback-form = expected event_id, click_id or uid, and type, with amount and currency where there is income
detail-postback-parameter = expected every parameter once, under a plain name
detail-stripe-signature = expected an event with the signature of Stripe over the very bytes
detail-plans-form = expected the form of a button of /plans
detail-no-cards = nothing is sold by card here
detail-webhook-secret = expected the secret token of the webhook
detail-body-empty = expected a JSON object, was an empty body
detail-body = expected a JSON object, was "{ $body }"
detail-json = expected a JSON object, was something else
detail-content-coding = expected a body that is not compressed, its content-encoding was "{ $coding }"
detail-media-type = expected a body of the type application/json, was "{ $type }"
detail-too-large = expected a body of at most { $bytes } bytes
detail-content-length = expected as many bytes as Content-Length states
detail-url = expected an address in UTF-8 with each % before two hex digits, was "{ $url }"
detail-url-part = expected parts of an address of at most 200 characters
detail-not-http = expected an HTTP request
detail-timed-out = expected the whole request within half a minute
detail-headers-too-large = expected headers of at most 16 kB
detail-stopping = The server takes no new request; another one may.
detail-nesting = expected at most { $depth } levels of nesting
detail-forbidden-key = expected no key "{ $key }"
detail-unknown-field = expected only known fields, was "{ $key }"
detail-not-as-expected = not as expected
detail-not-understood = not understood
detail-signal-id = expected the id of a signal you may see, was "{ $id }"

# Fields of a request
field-symbol = expected a pair such as "BTC/USDT", was { $value }
field-timeframe = expected one of { $timeframes }, was { $value }
field-prediction = expected an object {"{"}symbol, timeframe, candles?{"}"}, was { $value }
field-limit = expected a whole number from 1 to 200, was { $value }
field-time = expected a time such as 2024-05-01T12:00:00Z, was { $value }
field-id = expected the id or at least its first 6 hex digits, was { $value }

# Rows of candles
rows-none-array = expected an array of rows, was { $value }
rows-empty = expected at least 1 row, was an empty array
rows-too-many = expected at most { $most } rows, was { $rows }
row-form = expected [openTimeMs, open, high, low, close, volume], was { $value }
row-length = expected 6 values, was { $values }
row-time = expected openTimeMs as epoch milliseconds before 2100, was { $value }
row-price = expected { $name } as a positive price, was { $value }
row-high = expected high as the highest price, was { $value }
row-low = expected low as the lowest price, was { $value }
row-volume = expected volume as a number ≥ 0 or null, was { $value }
row-off-grid = expected openTimeMs at a multiple of { $step }, was { $time }
row-twice = expected each openTimeMs once, was { $time } twice
row-order = expected oldest first, was { $time } after { $before }
# What came, in the place of a value
value-absent = absent
value-array = an array of { $length }
value-object = an object

## Reasons of the engine that operators and programs read, by code
# Why a model serves or does not
reason-first-model = the first model
reason-walk-forward-too-short = its walk-forward is too short to judge it
reason-no-skill = its walk-forward Brier skill is { $brierSkill }, not above 0
reason-too-few-compared = only { NUMBER($compared, useGrouping: 0) } decisions can be compared, less than two weeks of them
reason-brier-gain = Brier gain { $gain } [{ $low }, { $high }] over { NUMBER($compared, useGrouping: 0) } decisions of the last { NUMBER($days, useGrouping: 0) } days
reason-brier-kept = the champion is kept: Brier gain { $gain } [{ $low }, { $high }] over { NUMBER($compared, useGrouping: 0) } decisions of the last { NUMBER($days, useGrouping: 0) } days, a gain above 0 with a lower end above { $leastLow } is asked for
reason-skill-unopposed = walk-forward Brier skill { $brierSkill }; the champion before it is damaged
reason-artefact-gone = its artefact is gone

# Why a prediction is refused
reason-unknown-timeframe = expected a timeframe such as 1h, was "{ $timeframe }"
reason-unknown-symbol = expected a market followed here ({ $followed }), was "{ $symbol }"
reason-no-model-for = no model serves { $symbol } at { $timeframe }; followed are { $followed }
reason-not-followed = { $symbol } at { $timeframe } is not followed here: send candles, or one of { $followed }
