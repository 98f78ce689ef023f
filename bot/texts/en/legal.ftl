### Terms and privacy. A changed text of the terms is a new TERMS_VERSION (billing/terms.ts).

terms =
    📄 <b>Terms of sale</b>, version { $version }

    <b>What you buy.</b> Access to signals for the days of your plan: earlier delivery, the private channel, more questions. What you pay once ends by itself and is not charged again. A subscription renews every 30 days at the same price until you cancel it in /plan or in Telegram; what is paid stays yours until its end. A plan “for good” lasts as long as the service runs.

    <b>What it is not.</b> Signals are the output of a statistical model about the next candle. They are not advice, not made for your situation, and no profit is promised. Many signals are wrong. You can lose everything you trade. Decide for yourself and trade only what you can afford to lose.

    <b>The record.</b> Results are counted before your costs and nobody traded them for you. Hypothetical results have limits: they are no actual trading, and the past does not promise the future.

    <b>Payment and refunds.</b> You pay the operator of this bot in Telegram Stars. If something went wrong, send /paysupport. A refund returns all Stars of a payment and ends the days it bought. Telegram support cannot help with purchases made here.

    <b>Fair use.</b> The private channel is for you. Passing its signals on may end your access.

    <b>Age.</b> You must be of age where you live, and allowed to use such a service there.
privacy =
    🔒 <b>What is stored about you</b>

    • Your Telegram id, first name and language, and when you first came and through which link
    • Which terms you accepted and when
    • Your payments: plan, Stars, time, Telegram’s charge id. Never card data; Telegram keeps that
    • Whether you are in our channels
    • What you write to /support and /paysupport

    <b>Why.</b> To deliver what you paid for, to answer you, and because the law wants payments kept.

    <b>Who sees it.</b> The operator of this bot. It is not sold or shared, and there is no advertising.

    <b>Your right.</b> Write to /support and we send you your data or erase it; payment records stay, without your name.

### What every answer with a prediction or results carries: plain text, in the chat and in the API.

disclaimer-prediction = Model output, not investment advice. Past results do not promise future ones. You can lose money.
disclaimer-track-record = Model output, not advice. Past results, simulated or real, do not show what will come; returns are before cost and nobody traded them.
disclaimer-calibration = Every candle that was scored, published or not, each before its outcome was known. Returns are before cost and nobody traded them. Past results do not show what will come.
