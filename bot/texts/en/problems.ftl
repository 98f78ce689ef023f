### Titles of the API's errors, by code: plain text.

problem-request-not-json = The body is not JSON
problem-request-invalid-field = A field is not as expected
problem-request-unknown-field = A field is not known
problem-request-forbidden-key = A key is not allowed anywhere in a request
problem-request-bad-url = The address cannot be read
problem-request-refused = The request cannot be understood
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
