### How the bot presents itself in Telegram: its commands, and what somebody reads before they press Start. Plain text.

# At most 512 characters
bot-description =
    Analyser reads crypto and forex candles and says which way the next one is likelier to close: BUY, SELL, or nothing.

    Every signal is written down before it is sent and scored after, losers included. The edge is small and may vanish: look at the track record before you pay for anything.

    Model output, not advice.
# At most 120 characters
bot-short-description = Trading signals with an honest record: scored in public, losers included. Model output, not advice.
command-signals = Latest signals
command-signal = One signal with its chart
command-predict = Ask about the next candle
command-chart = The candles of a pair, with what is open
command-why = What moved a signal
command-track = The record, losers included
command-history = Every signal of the last 12 months as a file
command-calibration = Whether the stated chances hold
command-backtest = The signal rule on the past of a pair
command-markets = What I follow, each in a line
command-status = The markets and how fresh their data are
command-cost = What trading costs you: verdicts of your own
command-watch = Which signals are sent to you
command-settings = Messages, quiet hours, pictures, your clock
command-plan = What you have, and your channels
command-subscribe = Get Pro or Elite
command-redeem = Use a code
command-trial = Seven days of Pro, free
command-help = Everything I can do
command-support = Ask a person
command-paysupport = A problem with a payment
command-terms = Terms of sale
command-privacy = What is stored about you
