market-from-file = एक फ़ाइल
market-note = ⏪ बाज़ार: { $note }।
sandbox-redated = { $symbol } { $year } का है, तारीख़ { $years } साल { $direction ->
    [later] आगे
   *[earlier] पीछे
} की गई
sandbox-replay = { $source ->
    [live] हाल की कैंडल { $speed }× पर दोबारा, फिर लाइव
    [recorded] रिकॉर्ड की कैंडल, { $speed }× पर दोबारा चलाई
   *[simulated] { $speed }× पर नक़ली बाज़ार: यहाँ के नतीजे असली के बारे में कुछ नहीं कहते
}
sandbox-replay-redated = { $note } ({ $redated })
signals-title = 📈 <b>सिग्नल</b>, नए पहले
signals-title-page = 📈 <b>सिग्नल</b> · पेज { NUMBER($page) }
signals-title-of = 📈 <b>सिग्नल</b> · { $symbol }, नए पहले
signals-title-of-page = 📈 <b>सिग्नल</b> · { $symbol } · पेज { NUMBER($page) }
signals-delayed = आप Free पर हैं: Pro वाले ही सिग्नल, { $delay }।
signals-none = अभी कोई सिग्नल नहीं। ज़्यादातर कैंडल सिग्नल नहीं देतीं: मॉडल तभी बोलता है जब कहने को कुछ हो।
signals-none-such = नए में ऐसा कोई नहीं है। दायरा बढ़ाने के लिए बटन दबाएँ।
signals-open = { $count ->
    [one] { NUMBER($count) } खुला है
   *[other] { NUMBER($count) } खुले हैं
}, सूची में सबसे ऊपर।
button-signals-state = { $state ->
    [open] ⏳ खुले
    [right] ✅ सही
    [wrong] ❌ ग़लत
   *[any] खुले और पूरे
}
signals-hint = चार्ट और स्तर देखने के लिए नंबर दबाएँ।
signal-usage = बताएँ कौन सा: <code>/signal a1b2c3d4e5</code>। id हर सिग्नल में है; सूची में बटन हैं।
signal-unknown = सिग्नल <code>{ $id }</code> नहीं है। id में 0–9 और a–f के कम से कम 6 अक्षर होते हैं।
signal-later = उस क्लोज़ पर जो तय हुआ, सिग्नल हो या न हो, वह Free पाठकों तक <b>{ $time }</b> पर पहुँचेगा। Pro के पास अभी है।
chart-missing = चार्ट अभी नहीं बन सका, इसलिए सिग्नल शब्दों में।
predict-choose =
    🔮 <b>अगली कैंडल का अनुमान</b>
    बाज़ार चुनें या <code>/predict btc</code> भेजें:
predict-choose-timeframe =
    🔮 <b>{ $symbol }</b>
    कौन सी कैंडल?
predict-refused = { $code ->
    [unknown-symbol] मैं उस पेयर पर नज़र नहीं रखता।
    [unsupported-timeframe] उस टाइमफ़्रेम का मॉडल मेरे पास नहीं है।
    [no-model] इस बाज़ार का मॉडल अभी सीख रहा है। एक मिनट में फिर कोशिश करें।
   *[bad-candles] इस बाज़ार की कैंडल में अभी ख़ाली जगह है, इसलिए अंदाज़ा लगाने से अच्छा चुप रहूँ।
}
prediction = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · भरोसा <b>{ $confidence }</b>
prediction-leaning = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · झुकाव { $direction ->
    [up] ऊपर
   *[down] नीचे
} · भरोसा <b>{ $confidence }</b>
prediction-candle = कैंडल <b>{ $span }</b>, { $left }
prediction-delayed = ⏳ आप Free पर हैं: हर क्लोज़ की ख़बर { $delay } बाद मिलती है।
expected-value = लागत के बाद अपेक्षित मूल्य <b>{ $value }</b>
expected-value-unknown = अपेक्षित मूल्य अज्ञात, पिछले शायद सच न निकले: <b>ट्रेड लायक़ नहीं</b>
expected-value-negative = लागत के बाद अपेक्षित मूल्य { $value }: <b>ट्रेड लायक़ नहीं</b>
data-quality = डेटा गुणवत्ता { $mark } { $stamp }
data-quality-reasons = डेटा गुणवत्ता { $mark } { $stamp }: { $reasons }
stamp = { $stamp ->
    [green] अच्छी
    [amber] संदिग्ध
   *[red] ख़राब
}
model-version = मॉडल <code>{ $version }</code>
action = { $action ->
    [BUY] BUY
    [SELL] SELL
   *[HOLD] HOLD
}
pair-unknown = मैं { $asked } पर नज़र नहीं रखता। मैं { $followed } पर नज़र रखता हूँ।
pair-unknown-one = मैं { $asked } पर नज़र नहीं रखता। क्या आपका मतलब <b>{ $near }</b> था?
pair-unknown-several = मैं { $asked } पर नज़र नहीं रखता। क्या आपका मतलब इनमें से कोई था?
pair-several = { $asked } कई बाज़ार हो सकते हैं। कौन सा?
timeframe-unknown = <b>{ $symbol }</b> { $followed } पर है, { $asked } पर नहीं।
words-unknown = <b>{ $symbol }</b> समझा, पर { $asked } नहीं। { $symbol } { $followed } पर है।
pair-mentioned = <b>{ $symbol }</b>, { $followed } पर। आप क्या देखना चाहेंगे?
markets-title = 🗂 <b>मैं किन पर नज़र रखता हूँ</b>
markets-title-page = 🗂 <b>मैं किन पर नज़र रखता हूँ</b> · पेज { NUMBER($page) } / { NUMBER($pages) }
markets-line = { $mark } <b>{ $symbol }</b> { $timeframe } · { $state ->
    [ok] ताज़ा
    [closed] 🌙 बंद
    [late] ⏳ देर
    [paused] ⏸ रुका
   *[disabled] ⛔ निष्क्रिय
} · { $model } · { $record }
markets-no-model = अभी मॉडल नहीं
markets-no-record = अभी कोई सिग्नल पूरा नहीं
markets-record = { NUMBER($settled) } में { $accuracy } { $interval } सही
status-title = 🩺 <b>बाज़ार और उनका डेटा</b>
status-title-page = 🩺 <b>बाज़ार और उनका डेटा</b> · पेज { NUMBER($page) } / { NUMBER($pages) }
status-none = अभी किसी बाज़ार पर नज़र नहीं है।
status-marks = <i>🟢 ठीक · 🟡 संदिग्ध: आधे सिग्नल · 🔴 कोई सिग्नल नहीं</i>
status-market = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange }
status-market-state = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange } · { $state ->
    [closed] 🌙 बंद
    [late] ⏳ देर
    [paused] ⏸ रुका
   *[disabled] ⛔ निष्क्रिय
}
status-no-candle = अभी कोई कैंडल नहीं
status-candle = कैंडल { $time }, { $age } पहले
status-counts = { NUMBER($candles) } कैंडल · { NUMBER($gaps) } ख़ाली · { NUMBER($revisions) } सुधार
market-chart-title = 📉 <b>{ $symbol } { $timeframe }</b> · भाव { $price }
market-chart-open = अभी खुले:
market-chart-none = यहाँ कोई सिग्नल खुला नहीं है।
market-chart-empty = { $symbol } की कैंडल अभी मेरे पास नहीं। वे अपने आप आएँगी; /status बताता है कितनी आईं।
market-chart-missing = चित्र अभी नहीं बन सका।
market-chart-choose = 📉 <b>कौन सा चार्ट?</b>
