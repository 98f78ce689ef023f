why-title = 🔎 <b>Kenapa { $side } { $symbol }</b> · { $timeframe } · candle ditutup { $time }
why-chance = Peluang candle berikutnya ditutup lebih tinggi: <b>{ $chance }</b>. Tanpa tahu apa-apa { $start }. Yang menambah ▲ atau mengurangi ▼:
why-part = { $mark } <b>{ $points }</b>
why-rest = { $mark } { $points } selebihnya
why-differs = Sinyalnya menyebut { $chance }: candle pembentuknya berubah sejak itu.
why-how = Angka tebal menjumlah dari { $start } ke { $chance }. “Begini”: yang paling mirip di antara { NUMBER($cases) } sebelumnya; setelah yang mana pun, naik { $share } dari 100 kali. Itu yang dibaca model, bukan yang menggerakkan pasar. Model <code>{ $version }</code>
why-usage = Sebutkan sinyalnya: <code>/why a1b2c3d4e5</code>. Id ada di setiap sinyal; di bawah grafiknya ada tombol.
why-no-model = Model yang memberi sinyal ini sudah tidak disimpan, jadi saya tidak bisa mengatakan apa yang menggerakkannya.
why-no-candles = Candle pembentuk sinyal ini sudah tidak lengkap tersimpan, jadi saya tidak bisa mengatakan apa yang menggerakkannya.
why-followed = ; { $after ->
    [at-hour] pada jam ini
    [weekday] pada hari ini
    [days] setelah hari seperti itu
    [past] sepanjang masa lalunya
    [hours] setelah jam seperti itu
   *[candles] setelah candle seperti itu
} naik { $share } dari 100 kali
why-followed-few = ; { $after ->
    [at-hour] pada jam ini
    [weekday] pada hari ini
    [days] setelah hari seperti itu
    [past] sepanjang masa lalunya
    [hours] setelah jam seperti itu
   *[candles] setelah candle seperti itu
} naik { NUMBER($rises) } dari { NUMBER($cases) } kali (kasus sedikit: { $low } sampai { $high } dari 100)
why-too-few = ; kasus seperti itu terlalu sedikit
why-move = { $way ->
    [up] naik { $size }
    [down] turun { $size }
   *[still] tidak bergerak
}
why-span = { $timeframe ->
    [m1] semenit
    [m5] lima menit
    [m15] seperempat jam
    [m30] setengah jam
    [h1] satu jam
    [h4] empat jam
   *[d1] sehari
}
why-last-move = { $name } { $move } dalam { $span }
why-last-move-usual = { $name } { $move } dalam { $span }, { $times } kali biasanya
why-earlier-moves = dalam { $span } sebelum candle terakhir { $move }
why-trend = selama { $span } { $move }
why-candle-close = candle ditutup { $share } dari jarak terendah ke tertinggi
why-price-place = { $name } berada { $share } dari jarak terendah ke tertinggi selama { $span }
why-swings = gerak selama { $span } terakhir { $times } kali biasanya
why-volume = volume { $times } kali biasanya
why-takers = { $share } volume oleh pembeli yang terburu-buru
why-spread = selisih harga beli dan jual { $size }
why-spread-usual = selisih harga beli dan jual { $size }, { $times } kali biasanya
why-hour = candle berikutnya dibuka { $time } UTC, waktu Anda <tg-time unix="{ $unix }" format="t">{ $time } UTC</tg-time>
why-weekday = candle berikutnya dibuka hari { $day }
why-day = { $day ->
    [monday] Senin
    [tuesday] Selasa
    [wednesday] Rabu
    [thursday] Kamis
    [friday] Jumat
    [saturday] Sabtu
   *[sunday] Minggu
}
why-same-time = kemarin pada jam ini { $move }
why-leader = Bitcoin { $move } dalam waktu yang sama
why-peers = pasar lain rata-rata { $move } dalam waktu yang sama
why-path = di akhir candle harga { $way ->
    [up] naik { $share } dari rentangnya
    [down] turun { $share } dari rentangnya
   *[still] diam
}
why-funding = menahan taruhan naik { $way ->
    [up] menelan { $size } (funding)
    [down] menghasilkan { $size } (funding)
   *[still] tanpa biaya (funding)
}
why-long-short = { $times } akun bertaruh naik untuk tiap satu yang turun
why-fear-greed = indeks Fear & Greed di { $index } dari 100
why-this-market = { $name } tidak seperti pasar lain
why-chosen = indikator pilihan di sini: { $names }
why-unread = { $family }
why-family = { $family ->
    [last-move] gerak candle terakhir
    [earlier-moves] gerak sebelumnya
    [day-trend] tren { $day }
    [week-trend] tren { $week }
    [candle-close] tempat candle ditutup
    [day-place] posisi dalam rentang { $day }
    [week-place] posisi dalam rentang { $week }
    [swings] besarnya gerak
    [volume] banyaknya transaksi
    [takers] siapa yang terburu-buru
    [spread] spread
    [hour] jam
    [weekday] hari
    [same-time] kemarin pada jam ini
    [leader] Bitcoin
    [peers] pasar lain
    [path] akhir candle
    [funding] tingkat funding
    [long-short] berapa yang bertaruh naik
    [fear-greed] indeks Fear & Greed
    [this-market] pasar yang mana
   *[chosen] indikator pilihan
}
why-times = { $times } × biasanya
why-utc = { $time } UTC
why-bar = { $family }: { $value }
why-bar-rest = selebihnya
why-bar-chance = peluang naik: { $start } → { $chance }
why-bar-title = Kenapa { $side } { $symbol } { $timeframe }?
why-bar-closed = candle ditutup { $time }
