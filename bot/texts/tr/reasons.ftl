reason-no-candle = henüz mum yok
reason-level-changed = fiyat { $candlesAgo ->
    [0] son mumda
   *[other] { NUMBER($candlesAgo, useGrouping: 0) } mum önce
} seviye değiştirdi ({ $ratio }): başka birim ya da piyasa
reason-candles-missing = inceleme penceresinin { $share } kadarı eksik
reason-candles-revised = inceleme penceresinin { $share } kadarı sonradan düzeltildi
reason-newest-reaches-far = son mum { $ranges } ortalama aralık genişliğinde
reason-newest-reaches-over = son mum { $ranges } ortalama aralıktan geniş
reason-price-still = son { NUMBER($candles, useGrouping: 0) } mumun { $share } kadarı kıpırdamadı
reason-untraded = son { NUMBER($candles, useGrouping: 0) } mumun { $share } kadarında işlem yok
reason-newest-late = son mum { $duration } geç geldi
reason-newest-stale = son mum olması gerekenden { $duration } eski
reason-market-closes = bu mumdan sonra piyasa kapanıyor
reason-paused = operatör duraklattı
reason-decided-too-late = tahmin edilecek mum, karar verilemeden bitti
reason-no-model = bu piyasanın modeli yok
reason-too-few-candles = en az { NUMBER($need, useGrouping: 0) } mum gerekli, { NUMBER($have, useGrouping: 0) } var
reason-no-score = model son mum için puan vermedi
reason-worse-than-base-rate = { NUMBER($candles, useGrouping: 0) } mumda olasılıkları taban orandan kötüydü, { NUMBER($odds, maximumFractionDigits: 0) }’e 1; lehine { NUMBER($oddsToSpeak, maximumFractionDigits: 0) }’e 1 olunca yeniden yayımlar
reason-worse-than-base-rate-earlier = olasılıkları taban orandan kötüydü; lehine { NUMBER($oddsToSpeak, maximumFractionDigits: 0) }’e 1 olunca yeniden yayımlar
reason-model-damaged = { $version } modeli hasarlı, önceki hiçbir model okunamıyor
reason-model-stale = model { NUMBER($ageDays, useGrouping: 0) } gün öncesine kadarki veriyle eğitildi, daha iyisi sınavı geçmedi
