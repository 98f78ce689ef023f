### Terms and privacy. A changed text of the terms is a new TERMS_VERSION (billing/terms.ts).

terms =
    📄 <b>Terms of sale</b>, version { $version }

    <b>What you buy.</b> Access to signals for the days of your plan: earlier delivery, the private channel, more questions. What you pay once ends by itself and is not charged again. A subscription renews every 30 days at the same price until you cancel it in /plan, in Telegram, or on the page of your card; what is paid stays yours until its end. A plan “for good” lasts as long as the service runs.

    <b>What it is not.</b> Signals are the output of a statistical model about the next candle, or about a trend of days. They are not advice, not made for your situation, and no profit is promised. Many signals are wrong. You can lose everything you trade. Decide for yourself and trade only what you can afford to lose.

    <b>The record.</b> Results by plan are counted after a stated cost, which may not be yours, and nobody traded them for you. Hypothetical results have limits: they are no actual trading, and the past does not promise the future.

    <b>Payment and refunds.</b> You pay the operator of this bot in Telegram Stars, or by card on the operator’s page of plans, where Stripe takes the payment. If something went wrong, send /paysupport. A refund returns the whole of a payment and ends the days it bought. Telegram support cannot help with purchases made here.

    <b>Fair use.</b> The private channel is for you. Passing its signals on may end your access.

    <b>Age.</b> You must be of age where you live, and allowed to use such a service there.
privacy =
    🔒 <b>What is stored about you</b>

    • Your Telegram id, first name and language, and when you first came and through which link
    • Which terms you accepted and when
    • Your payments: plan, amount, time, the number that Telegram or Stripe gave it. Never card data; Telegram or Stripe keeps that
    • Whether you are in our channels
    • What you set and asked for: messages, quiet hours, clock, country, pairs, cost, alerts, and which signals were sent to you
    • Fingerprints of your API keys and recovery code, never these themselves
    • Who invited you and whom you invited, codes you used, gifts, and your number at a partner
    • What you write to /support and /paysupport

    <b>Why.</b> To deliver what you paid for, to answer you, and because the law wants payments kept.

    <b>Who sees it.</b> The operator of this bot. It is not sold or shared, and there is no advertising.

    <b>Your right.</b> /export sends you all of it, /deletemydata erases it; payment records stay, without your name or id.

### What every answer with a prediction or results carries: plain text, in the chat and in the API.

disclaimer-prediction = Model output, not investment advice. Past results do not promise future ones. You can lose money.
disclaimer-track-record = Model output, not advice. Past results, simulated or real, do not show what will come; results by plan are after the stated cost, those of the direction before cost, and nobody traded them.
disclaimer-calibration = Every candle that was scored, published or not, each before its outcome was known. Returns are before cost and nobody traded them. Past results do not show what will come.
