chart-level = { $level ->
    [target] Target
    [entry] Masuk
    [stop] Stop
    [last] Akhir
    [horizon] Tutup
   *[exit] Keluar
}
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = Candle ditutup { $time } · { $exchange }
chart-disclaimer = Waktu UTC. Hasil model, bukan saran.
chart-watermark = { $source ->
    [recorded] REKAMAN
   *[simulated] SIMULASI
}
chart-columns = satu kolom { NUMBER($candles) } candle
chart-open = Terbuka sampai candle berikutnya ditutup
chart-swing = swing
chart-swing-open = { $state ->
    [held] Terbuka sampai keluarnya diumumkan
   *[left] Keluar diumumkan, hasil menyusul
}
chart-outcome = { $outcome ->
    [right] BENAR
    [wrong] SALAH
    [flat] DATAR
   *[void] BATAL: candle tidak pernah datang
}
chart-result = { $touched ->
    [stop] ✘ Kena stop: { $net } setelah biaya
    [target] ✔ Kena target: { $net } setelah biaya
    [horizon] Sampai horizon: { $net } setelah biaya
   *[exit] Posisi ditutup: { $net } setelah biaya
}
chart-rule = aturan { $percent }
chart-hold = tahan { $percent }
chart-net = bersih { $percent }
chart-cost = setelah biaya { $bps } bp per sisi
chart-cost-spread = setelah spread, kuotasi atau per jam
chart-backtest-title = { $symbol } · { $timeframe } · { $days } hari
chart-backtest-span = Aturan sinyal pada candle lampau, { $from } – { $to }
chart-trades = { $trades } trade { $cost }
chart-out-of-sample = Di luar sampel: { $source }
chart-live = prediksi yang disimpan langsung
chart-walk = { $kind }, walk-forward
chart-live-and-walk = langsung, sebelumnya { $kind }, walk-forward
chart-backtest-disclaimer = Waktu UTC. Masa lalu tidak menjanjikan apa pun.
chart-drawdown = drawdown
chart-market-closed = { $time } · { $exchange }
chart-columns-shown = { NUMBER($candles) } candle
chart-market-none = Tidak ada sinyal terbuka
chart-market-open = Terbuka: { $signals }
chart-calibration-title = Disebut dan terlihat · { $market }
chart-calibration-all = semua pasar
chart-calibration-span = { NUMBER($rows) } candle dinilai, { $from } – { $to }
chart-calibration-error = Selisih rata-rata { $error }
chart-calibration-empty = Belum ada yang dinilai
chart-calibration-stated = Peluang naik yang disebut →
chart-calibration-seen = ↑ Bagian yang naik, dengan interval 95 %
chart-calibration-foot = Putus-putus: seperti disebut. Bukan saran.
chart-equity-title = Layak ditradingkan · { $market }
chart-equity-all = semua pasar
chart-equity-about = Hasil bersih menurut rencana, dijumlah, taruhan sama
chart-equity-line = { $family ->
    [swing] Swing
   *[next-candle] Candle berikutnya
} { $result }, jatuh terdalam { $fall }, { NUMBER($count) } sinyal
chart-equity-drawdown = Di bawah nilai tertinggi
chart-equity-foot = Setelah biaya. Hasil model, bukan saran.
