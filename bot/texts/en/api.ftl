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
detail-webhook-secret = expected the secret token of the webhook
detail-body-empty = expected a JSON object, was an empty body
detail-body = expected a JSON object, was "{ $body }"
detail-nesting = expected at most { $depth } levels of nesting
detail-forbidden-key = expected no key "{ $key }"
detail-unknown-field = expected only known fields, was "{ $key }"
detail-not-as-expected = not as expected
detail-not-understood = not understood
detail-signal-id = expected the id of a signal you may see, was "{ $id }"

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
