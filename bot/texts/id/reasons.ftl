reason-no-candle = belum ada candle
reason-level-changed = harga berubah level { $candlesAgo ->
    [0] pada candle terbaru
   *[other] { NUMBER($candlesAgo, useGrouping: 0) } candle lalu
} ({ $ratio }): satuan atau pasar lain
reason-candles-missing = { $share } jendela analisis hilang
reason-candles-revised = { $share } jendela analisis dikoreksi kemudian
reason-newest-reaches-far = candle terbaru selebar { $ranges } rentang rata-rata
reason-newest-reaches-over = candle terbaru lebih lebar dari { $ranges } rentang rata-rata
reason-price-still = { $share } dari { NUMBER($candles, useGrouping: 0) } candle terakhir tidak bergerak
reason-untraded = { $share } dari { NUMBER($candles, useGrouping: 0) } candle terakhir tanpa transaksi
reason-newest-late = candle terbaru terlambat { $duration }
reason-newest-stale = candle terbaru { $duration } lebih tua dari seharusnya
reason-market-closes = pasar tutup setelah candle ini
reason-paused = dijeda operator
reason-decided-too-late = candle yang diprediksi sudah berakhir sebelum keputusan bisa diambil
reason-no-model = tidak ada model untuk pasar ini
reason-too-few-candles = perlu paling sedikit { NUMBER($need, useGrouping: 0) } candle, baru ada { NUMBER($have, useGrouping: 0) }
reason-no-score = model tidak memberi skor untuk candle terbaru
reason-worse-than-base-rate = dalam { NUMBER($candles, useGrouping: 0) } candle peluangnya lebih buruk dari laju dasar, { NUMBER($odds, maximumFractionDigits: 0) } banding 1; terbit lagi bila { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } banding 1 mendukungnya
reason-worse-than-base-rate-earlier = peluangnya lebih buruk dari laju dasar; terbit lagi bila { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } banding 1 mendukungnya
reason-model-damaged = model { $version } rusak dan tidak ada yang sebelumnya bisa dibaca
reason-model-stale = model dilatih sampai { NUMBER($ageDays, useGrouping: 0) } hari lalu dan belum ada yang lebih baik lolos
