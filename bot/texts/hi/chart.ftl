chart-level = { $level ->
    [target] टारगेट
    [entry] एंट्री
    [stop] स्टॉप
    [last] भाव
    [horizon] क्लोज़
   *[exit] एग्ज़िट
}
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = कैंडल बंद { $time } · { $exchange }
chart-disclaimer = समय UTC में। मॉडल का नतीजा, सलाह नहीं।
chart-watermark = { $source ->
    [recorded] रिकॉर्ड किया
   *[simulated] बनावटी
}
chart-columns = एक स्तंभ { NUMBER($candles) } कैंडल
chart-open = अगली कैंडल बंद होने तक खुला
chart-swing = स्विंग
chart-swing-open = { $state ->
    [held] एग्ज़िट बताए जाने तक खुला
   *[left] एग्ज़िट बताया, नतीजा बाद में
}
chart-outcome = { $outcome ->
    [right] सही
    [wrong] ग़लत
    [flat] बराबर
   *[void] अमान्य: कैंडल आई ही नहीं
}
chart-result = { $touched ->
    [stop] ✘ स्टॉप लगा: लागत के बाद { $net }
    [target] ✔ टारगेट मिला: लागत के बाद { $net }
    [horizon] अंत तक रखा: लागत के बाद { $net }
   *[exit] पोज़िशन छोड़ी: लागत के बाद { $net }
}
chart-rule = नियम { $percent }
chart-hold = होल्ड { $percent }
chart-net = शुद्ध { $percent }
chart-cost = हर तरफ़ { $bps } bps लागत के बाद
chart-cost-spread = स्प्रेड के बाद, भाव से या घंटे से
chart-backtest-title = { $symbol } · { $timeframe } · { $days } दिन
chart-backtest-span = पुरानी कैंडल पर सिग्नल नियम, { $from } – { $to }
chart-trades = { $trades } ट्रेड { $cost }
chart-out-of-sample = नमूने से बाहर: { $source }
chart-live = लाइव दर्ज अनुमान
chart-walk = { $kind }, walk-forward
chart-live-and-walk = लाइव, उससे पहले { $kind }, walk-forward
chart-backtest-disclaimer = समय UTC में। अतीत कोई वादा नहीं।
chart-drawdown = गिरावट
chart-market-closed = { $time } · { $exchange }
chart-columns-shown = { NUMBER($candles) } कैंडल
chart-market-none = कोई सिग्नल खुला नहीं
chart-market-open = खुले: { $signals }
chart-calibration-title = बताया और हुआ · { $market }
chart-calibration-all = सभी बाज़ार
chart-calibration-span = { NUMBER($rows) } कैंडल परखी गईं, { $from } – { $to }
chart-calibration-error = औसत अंतर { $error }
chart-calibration-empty = अभी कुछ नहीं परखा गया
chart-calibration-stated = चढ़ने की बताई संभावना →
chart-calibration-seen = ↑ कितनी चढ़ीं, 95 % अंतराल के साथ
chart-calibration-foot = टूटी रेखा: जैसा बताया। सलाह नहीं।
chart-equity-title = ट्रेड लायक़ · { $market }
chart-equity-all = सभी बाज़ार
chart-equity-about = प्लान से शुद्ध नतीजे, जोड़े हुए, हर बार एक ही रक़म
chart-equity-line = { $family ->
    [swing] स्विंग
   *[next-candle] अगली कैंडल
} { $result }, सबसे गहरी गिरावट { $fall }, { NUMBER($count) } सिग्नल
chart-equity-drawdown = सबसे ऊँचे मूल्य से नीचे
chart-equity-foot = लागत के बाद। मॉडल का नतीजा, सलाह नहीं।
