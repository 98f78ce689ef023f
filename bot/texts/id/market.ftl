market-from-file = sebuah file
market-note = ⏪ Pasar: { $note }.
sandbox-redated = { $symbol } dari { $year }, tanggalnya digeser { $years } tahun { $direction ->
    [later] lebih akhir
   *[earlier] lebih awal
}
sandbox-replay = { $source ->
    [live] candle terbaru diputar ulang { $speed }×, lalu langsung
    [recorded] candle rekaman, diputar ulang { $speed }×
   *[simulated] pasar SIMULASI { $speed }×: hasil di sini tidak berkata apa pun tentang yang nyata
}
sandbox-replay-redated = { $note } ({ $redated })
signals-title = 📈 <b>Sinyal</b>, terbaru dulu
signals-title-page = 📈 <b>Sinyal</b> · halaman { NUMBER($page) }
signals-title-of = 📈 <b>Sinyal</b> · { $symbol }, terbaru dulu
signals-title-of-page = 📈 <b>Sinyal</b> · { $symbol } · halaman { NUMBER($page) }
signals-delayed = Anda di Free: sinyal yang sama dengan Pro, { $delay }.
signals-none = Belum ada sinyal. Kebanyakan candle tidak memberi sinyal: model hanya bicara bila ada yang perlu dikatakan.
signals-none-such = Tidak ada yang seperti itu di antara yang terbaru. Tekan tombol untuk memperluas pilihan.
signals-open = { $count ->
   *[other] { NUMBER($count) } terbuka
}, di awal daftar.
button-signals-state = { $state ->
    [open] ⏳ Terbuka
    [right] ✅ Benar
    [wrong] ❌ Salah
   *[any] Terbuka dan selesai
}
signals-hint = Tekan nomor untuk grafik dan levelnya.
signal-usage = Sebutkan yang mana: <code>/signal a1b2c3d4e5</code>. Id ada di setiap sinyal; daftarnya punya tombol.
signal-unknown = Tidak ada sinyal <code>{ $id }</code>. Id paling sedikit 6 karakter 0–9 dan a–f.
signal-later = Keputusan pada penutupan itu sampai ke pembaca Free pada <b>{ $time }</b>, berupa sinyal atau tidak. Pembaca Pro sudah punya.
chart-missing = Grafik tidak bisa digambar sekarang, jadi ini sinyalnya dalam kata-kata.
predict-choose =
    🔮 <b>Prediksi candle berikutnya</b>
    Pilih pasar, atau kirim <code>/predict btc</code>:
predict-choose-timeframe =
    🔮 <b>{ $symbol }</b>
    Candle yang mana?
predict-refused = { $code ->
    [unknown-symbol] Saya tidak mengikuti pair itu.
    [unsupported-timeframe] Saya tidak punya model untuk timeframe itu.
    [no-model] Model pasar ini masih belajar. Coba satu menit lagi.
   *[bad-candles] Candle pasar ini sedang bolong, jadi lebih baik saya diam daripada menebak.
}
prediction = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · keyakinan <b>{ $confidence }</b>
prediction-leaning = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · condong { $direction ->
    [up] naik
   *[down] turun
} · keyakinan <b>{ $confidence }</b>
prediction-candle = Candle <b>{ $span }</b>, { $left }
prediction-delayed = ⏳ Anda di Free: Anda tahu setiap penutupan { $delay } kemudian.
expected-value = Nilai harapan <b>{ $value }</b> setelah biaya
expected-value-unknown = Nilai harapan tidak diketahui, yang lampau mungkin tak terwujud: <b>tidak layak ditradingkan</b>
expected-value-negative = Nilai harapan { $value } setelah biaya: <b>tidak layak ditradingkan</b>
data-quality = Mutu data { $mark } { $stamp }
data-quality-reasons = Mutu data { $mark } { $stamp }: { $reasons }
stamp = { $stamp ->
    [green] baik
    [amber] meragukan
   *[red] buruk
}
model-version = Model <code>{ $version }</code>
action = { $action ->
    [BUY] BUY
    [SELL] SELL
   *[HOLD] HOLD
}
pair-unknown = Saya tidak mengikuti { $asked }. Saya mengikuti { $followed }.
pair-unknown-one = Saya tidak mengikuti { $asked }. Maksud Anda <b>{ $near }</b>?
pair-unknown-several = Saya tidak mengikuti { $asked }. Maksud Anda salah satu dari ini?
pair-several = { $asked } bisa berarti beberapa pasar. Yang mana?
timeframe-unknown = <b>{ $symbol }</b> diikuti di { $followed }, bukan di { $asked }.
words-unknown = Saya mengerti <b>{ $symbol }</b>, tetapi tidak { $asked }. { $symbol } diikuti di { $followed }.
pair-mentioned = <b>{ $symbol }</b>, diikuti di { $followed }. Ingin melihat apa?
markets-title = 🗂 <b>Yang saya ikuti</b>
markets-title-page = 🗂 <b>Yang saya ikuti</b> · halaman { NUMBER($page) } dari { NUMBER($pages) }
markets-line = { $mark } <b>{ $symbol }</b> { $timeframe } · { $state ->
    [ok] segar
    [closed] 🌙 tutup
    [late] ⏳ terlambat
    [paused] ⏸ dijeda
   *[disabled] ⛔ nonaktif
} · { $model } · { $record }
markets-no-model = belum ada model
markets-no-record = belum ada sinyal selesai
markets-record = { $accuracy } { $interval } benar dari { NUMBER($settled) }
status-title = 🩺 <b>Pasar dan datanya</b>
status-title-page = 🩺 <b>Pasar dan datanya</b> · halaman { NUMBER($page) } dari { NUMBER($pages) }
status-none = Belum ada pasar yang diikuti.
status-marks = <i>🟢 sehat · 🟡 meragukan: setengah sinyal · 🔴 tanpa sinyal</i>
status-market = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange }
status-market-state = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange } · { $state ->
    [closed] 🌙 tutup
    [late] ⏳ terlambat
    [paused] ⏸ dijeda
   *[disabled] ⛔ nonaktif
}
status-no-candle = belum ada candle
status-candle = candle { $time }, { $age } lalu
status-counts = { NUMBER($candles) } candle · { NUMBER($gaps) } celah · { NUMBER($revisions) } revisi
market-chart-title = 📉 <b>{ $symbol } { $timeframe }</b> · terakhir { $price }
market-chart-open = Terbuka sekarang:
market-chart-none = Tidak ada sinyal terbuka di sini.
market-chart-empty = Saya belum punya candle { $symbol }. Datanya datang sendiri; /status menunjukkan sudah sejauh mana.
market-chart-missing = Gambar tidak bisa dibuat sekarang.
market-chart-choose = 📉 <b>Grafik yang mana?</b>
