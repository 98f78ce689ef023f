why-title = 🔎 <b>{ $side } { $symbol } क्यों</b> · { $timeframe } · कैंडल बंद { $time }
why-chance = अगली कैंडल ऊपर बंद होने की संभावना: <b>{ $chance }</b>। बिना कुछ जाने { $start } होती। किसने जोड़ा ▲ या घटाया ▼:
why-part = { $mark } <b>{ $points }</b>
why-rest = { $mark } { $points } बाक़ी सब
why-differs = सिग्नल में { $chance } था: तब से उसकी कुछ कैंडल बदल गईं।
why-how = मोटे अंक { $start } से { $chance } तक जोड़ते हैं। “ऐसी”: पहले की { NUMBER($cases) } में इससे सबसे मिलती-जुलती; किसी के भी बाद 100 में { $share } बार चढ़ी। यह मॉडल ने पढ़ा, बाज़ार को इसने नहीं चलाया। मॉडल <code>{ $version }</code>
why-usage = बताएँ कौन सा सिग्नल: <code>/why a1b2c3d4e5</code>। id हर सिग्नल में है; चार्ट के नीचे बटन है।
why-no-model = यह सिग्नल देने वाला मॉडल अब नहीं रखा गया है, इसलिए नहीं बता सकता कि किससे बना।
why-no-candles = जिन कैंडल से यह सिग्नल बना वे अब सब नहीं रखी हैं, इसलिए नहीं बता सकता कि किससे बना।
why-followed = ; { $after ->
    [at-hour] इस घंटे में
    [weekday] इस दिन
    [days] ऐसे दिनों के बाद
    [past] पूरे अतीत में
    [hours] ऐसे घंटों के बाद
   *[candles] ऐसी कैंडल के बाद
} 100 में { $share } बार चढ़ा
why-followed-few = ; { $after ->
    [at-hour] इस घंटे में
    [weekday] इस दिन
    [days] ऐसे दिनों के बाद
    [past] पूरे अतीत में
    [hours] ऐसे घंटों के बाद
   *[candles] ऐसी कैंडल के बाद
} { NUMBER($cases) } में { NUMBER($rises) } बार चढ़ा (मामले कम: 100 में { $low } से { $high })
why-too-few = ; ऐसे मामले गिनने को बहुत कम
why-move = { $way ->
    [up] { $size } चढ़ा
    [down] { $size } गिरा
   *[still] नहीं हिला
}
why-span = { $timeframe ->
    [m1] एक मिनट
    [m5] पाँच मिनट
    [m15] पंद्रह मिनट
    [m30] आधा घंटा
    [h1] एक घंटा
    [h4] चार घंटे
   *[d1] एक दिन
}
why-last-move = { $name } { $span } में { $move }
why-last-move-usual = { $name } { $span } में { $move }, सामान्य का { $times } गुना
why-earlier-moves = आख़िरी कैंडल से पहले के { $span } में { $move }
why-trend = { $span } में { $move }
why-candle-close = कैंडल न्यूनतम से अधिकतम के { $share } पर बंद हुई
why-price-place = { $name } { $span } के न्यूनतम से अधिकतम के { $share } पर है
why-swings = पिछले { $span } की चालें सामान्य का { $times } गुना थीं
why-volume = वॉल्यूम सामान्य का { $times } गुना था
why-takers = वॉल्यूम का { $share } जल्दी वाले ख़रीदारों का था
why-spread = ख़रीद और बिक्री भाव का अंतर { $size } था
why-spread-usual = ख़रीद और बिक्री भाव का अंतर { $size } था, सामान्य का { $times } गुना
why-hour = अगली कैंडल { $time } UTC पर खुलती है, आपके समय से <tg-time unix="{ $unix }" format="t">{ $time } UTC</tg-time>
why-weekday = अगली कैंडल { $day } को खुलती है
why-day = { $day ->
    [monday] सोमवार
    [tuesday] मंगलवार
    [wednesday] बुधवार
    [thursday] गुरुवार
    [friday] शुक्रवार
    [saturday] शनिवार
   *[sunday] रविवार
}
why-same-time = कल इसी समय { $move }
why-leader = बिटकॉइन उतने ही समय में { $move }
why-peers = बाक़ी बाज़ार उतने ही समय में औसतन { $move }
why-path = कैंडल के अंत में भाव { $way ->
    [up] अपने दायरे का { $share } चढ़ा
    [down] अपने दायरे का { $share } गिरा
   *[still] स्थिर रहा
}
why-funding = चढ़ने का दाँव रखना { $way ->
    [up] { $size } लेता है (फ़ंडिंग)
    [down] { $size } देता है (फ़ंडिंग)
   *[still] मुफ़्त है (फ़ंडिंग)
}
why-long-short = गिरने के हर एक पर { $times } खाते चढ़ने का दाँव लगाए हैं
why-fear-greed = फ़ियर एंड ग्रीड सूचकांक 100 में { $index } पर था
why-this-market = { $name } बाक़ी बाज़ारों जैसा नहीं है
why-chosen = यहाँ चुने संकेतक: { $names }
why-unread = { $family }
why-family = { $family ->
    [last-move] आख़िरी कैंडल की चाल
    [earlier-moves] उससे पहले की चालें
    [day-trend] { $day } का ट्रेंड
    [week-trend] { $week } का ट्रेंड
    [candle-close] कैंडल कहाँ बंद हुई
    [day-place] { $day } के दायरे में जगह
    [week-place] { $week } के दायरे में जगह
    [swings] चालों का आकार
    [volume] कितना सौदा हुआ
    [takers] जल्दी किसे थी
    [spread] ख़रीद-बिक्री का अंतर
    [hour] घंटा
    [weekday] सप्ताह का दिन
    [same-time] कल इसी समय
    [leader] बिटकॉइन
    [peers] बाक़ी बाज़ार
    [path] कैंडल का अंत
    [funding] फ़ंडिंग दर
    [long-short] चढ़ने पर कितने दाँव
    [fear-greed] फ़ियर एंड ग्रीड सूचकांक
    [this-market] कौन सा बाज़ार है
   *[chosen] चुने संकेतक
}
why-times = सामान्य का { $times } गुना
why-utc = { $time } UTC
why-bar = { $family }: { $value }
why-bar-rest = बाक़ी सब
why-bar-chance = चढ़ने की संभावना: { $start } → { $chance }
why-bar-title = { $side } { $symbol } { $timeframe } क्यों?
why-bar-closed = कैंडल बंद { $time }
