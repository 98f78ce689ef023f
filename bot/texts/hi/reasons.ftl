reason-no-candle = अभी कोई कैंडल नहीं है
reason-level-changed = { $candlesAgo ->
    [0] सबसे नई कैंडल में
   *[other] { NUMBER($candlesAgo, useGrouping: 0) } कैंडल पहले
} भाव का स्तर बदला ({ $ratio }): दूसरी इकाई या बाज़ार
reason-candles-missing = देखे गए हिस्से का { $share } ग़ायब है
reason-candles-revised = देखे गए हिस्से का { $share } बाद में सुधारा गया
reason-newest-reaches-far = नई कैंडल { $ranges } औसत दायरों जितनी लंबी है
reason-newest-reaches-over = नई कैंडल { $ranges } औसत दायरों से लंबी है
reason-price-still = पिछली { NUMBER($candles, useGrouping: 0) } कैंडल में { $share } हिली नहीं
reason-untraded = पिछली { NUMBER($candles, useGrouping: 0) } कैंडल में { $share } बिना सौदे की थीं
reason-newest-late = नई कैंडल { $duration } देर से आई
reason-newest-stale = नई कैंडल जितनी होनी चाहिए उससे { $duration } पुरानी है
reason-market-closes = इस कैंडल के बाद बाज़ार बंद है
reason-paused = ऑपरेटर ने रोका है
reason-decided-too-late = फ़ैसले से पहले ही वह कैंडल ख़त्म हो गई
reason-no-model = इस बाज़ार का कोई मॉडल नहीं है
reason-too-few-candles = कम से कम { NUMBER($need, useGrouping: 0) } कैंडल चाहिए, { NUMBER($have, useGrouping: 0) } हैं
reason-no-score = मॉडल ने नई कैंडल का अंक नहीं दिया
reason-worse-than-base-rate = { NUMBER($candles, useGrouping: 0) } कैंडल पर उसकी संभावनाएँ आधार दर से ख़राब रहीं, { NUMBER($odds, maximumFractionDigits: 0) } बनाम 1; पक्ष में { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } बनाम 1 होने पर फिर प्रकाशित करेगा
reason-worse-than-base-rate-earlier = उसकी संभावनाएँ आधार दर से ख़राब रहीं; पक्ष में { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } बनाम 1 होने पर फिर प्रकाशित करेगा
reason-model-damaged = मॉडल { $version } ख़राब है और पहले का कोई पढ़ा नहीं जा सकता
reason-model-stale = मॉडल { NUMBER($ageDays, useGrouping: 0) } दिन पहले तक के डेटा पर सीखा है और कोई बेहतर पास नहीं हुआ
