signal-disclaimer = Hasil model Analyser, bukan saran. Trading bisa menghabiskan semua dana Anda. Hasil lampau tidak menjanjikan hasil mendatang.
signal-hypothetical = Hasil hipotetis atau simulasi punya keterbatasan. Berbeda dari rekam jejak nyata, hasil itu tidak mewakili trading sebenarnya.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · keyakinan <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>layak ditradingkan</b>
    [unproven] <b>layak ditradingkan</b>, belum terbukti
   *[information] informasi
}
signal-head-settled = <b>{ $side } { $symbol }</b> · { $timeframe } · { $confidence } · { $verdict ->
    [worth] <b>layak ditradingkan</b>
    [unproven] <b>layak ditradingkan</b>, belum terbukti
   *[information] informasi
}
signal-result = { $end ->
    [stop] ⛔ <b>KENA STOP</b>
    [target] 🎯 <b>TARGET</b>
    [exit] 🚪 <b>KELUAR</b>
    [right] ✅ <b>BENAR</b>
    [wrong] ❌ <b>SALAH</b>
    [flat] ➖ <b>DATAR</b>
   *[void] ⚪ <b>BATAL</b>
}
signal-result-mark = { $end ->
    [stop] ⛔
    [target] 🎯
    [exit] 🚪
    [right] ✅
    [wrong] ❌
    [flat] ➖
   *[void] ⚪ batal
}
signal-result-net = <b>{ $net }</b> setelah biaya
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = Candle ditutup <b>{ $time }</b> di { $exchange }
signal-recorded = ⏪ <b>Candle rekaman, diputar ulang</b>
signal-recorded-more = Candle rekaman, diputar ulang: harga lampau dengan jam dipercepat
signal-simulated = 🧪 <b>SIMULASI</b>: harga rekaan
signal-simulated-more = Pasar simulasi: tidak ada yang bisa ditradingkan di sini
signal-entry = Masuk <code>{ $price }</code> · sampai sinyal keluar
signal-entry-until = Masuk <code>{ $price }</code> · sampai { $until }
signal-levels = Stop <code>{ $stop }</code> · target <code>{ $target }</code>
signal-level-stop = Stop <code>{ $stop }</code>
signal-left = Masuk { $from }, keluar { $to } pukul { $time } UTC
signal-plan = Masuk sekitar { $entry } di pembukaan berikutnya · Stop { $stop } ({ $stopDistance }) · Target { $target } ({ $targetDistance }) · sampai { $time }
signal-plan-stop = Masuk sekitar { $entry } di pembukaan berikutnya · Stop { $stop } ({ $stopDistance }) · sampai { $time }
signal-left-more = Keluar sebelum { $time }: { $gross } sebelum biaya
signal-worth = Harapan { $value } dengan biaya { $cost }
signal-not-worth = Harapan { $value } melawan biaya { $cost }: arahnya mungkin, <b>tidak layak ditradingkan</b>
signal-your-cost = Dengan biaya Anda { $cost } pulang pergi (/cost)
signal-value-unknown = Arahnya mungkin, <b>tidak layak ditradingkan</b> dengan biaya { $cost }: harapan lampau mungkin tak terwujud
signal-not-shown = ⚠️ Belum terbukti sinyal seperti ini menutup biayanya
signal-one-bet = Satu dari { NUMBER($count) }, semua { $side }: <b>satu taruhan</b>
signal-one-of = Satu dari { NUMBER($count) } pada penutupan ini
signal-record-net = Setelah biaya: { $net } per sinyal ({ NUMBER($signals) })
signal-record-net-more = Rekam jejak: { $net } per sinyal menurut rencana setelah biaya, { NUMBER($signals) } sinyal pada { NUMBER($closes) } penutupan
signal-record-none = Rekam jejak: belum ada sinyal selesai
signal-record-none-of = Rekam jejak { $of }: belum ada sinyal selesai
signal-record = Rekam jejak: <b>{ $accuracy }</b> { $interval } benar dari { $decided } (interval 95 %)
signal-record-of = Rekam jejak { $of }: <b>{ $accuracy }</b> { $interval } benar dari { $decided } (interval 95 %)
signal-record-reversal = Rekam jejak: <b>{ $accuracy }</b> { $interval } benar dari { $decided } (interval 95 %; bertaruh melawan candle terakhir: { $reversal })
signal-record-reversal-of = Rekam jejak { $of }: <b>{ $accuracy }</b> { $interval } benar dari { $decided } (interval 95 %; bertaruh melawan candle terakhir: { $reversal })
signal-sent = Dikirim { $time }, { $delay } setelah penutupan
signal-end = { $command } · bukan saran · /terms
signal-end-link = <a href="{ $link }">Grafik dan rincian</a> · bukan saran · /terms
signal-outcome = { $outcome ->
    [right] ✅ <b>BENAR</b>
    [wrong] ❌ <b>SALAH</b>
    [flat] ➖ <b>DATAR</b>: candle ditutup di tempat ia dibuka, tidak dihitung benar atau salah
   *[void] ⚪ <b>BATAL</b>: candle berikutnya tidak pernah datang, jadi sinyal ini tidak dinilai
}
signal-moved = Candle bergerak { $open } → { $close } ({ $move }): <b>{ $gain }</b> untuk { $side } ini, sebelum biaya
swing-head = { $mark } <b>{ $side } { $symbol }</b> · swing, berhari-hari · { $verdict ->
    [worth] <b>layak ditradingkan</b>
   *[information] informasi
}
swing-head-settled = <b>{ $side } { $symbol }</b> · swing · { $verdict ->
    [worth] <b>layak ditradingkan</b>
   *[information] informasi
}
swing-line = { $mark } <b>{ $side } { $symbol }</b> swing
swing-worth = <b>Layak ditradingkan</b> dengan biaya { $cost } per sisi: ditunjukkan masa lalunya setelah biaya itu
swing-information = <b>Informasi</b>: masa lalunya belum menunjukkan bahwa nilainya lebih dari biaya { $cost } per sisi
swing-entry = Masuk di pembukaan berikutnya, sekitar <code>{ $price }</code>
swing-stop = Stop <code>{ $price }</code> ({ $distance }) · ukuran { $size }
swing-held = Tanpa target; sampai saya umumkan keluar
swing-plan = Candle ditutup { $time } di { $exchange }. Masuk di pembukaan berikutnya, sekitar { $price }; stop { $stop } ({ $distance }), dinilai pada penutupan 4 jam; tanpa target
swing-size = Ukuran: paling banyak { $size } akun, agar stop hanya menelan { $risk }
swing-expect = { NUMBER($entries) } entri setahun per koin; { NUMBER($won) } dari 10 menang, rata-rata menang { NUMBER($ratio) } kali rata-rata rugi; { NUMBER($losses) } rugi beruntun itu wajar ({ $past }, setelah biaya)
swing-rule = Aturan: masuk saat kekuatan tren di atas { $enter }, keluar saat di bawah { $leave }, atau di stop ({ $version }).
swing-trim = ✂️ <b>Jual { $share }</b> · { $side } { $symbol }, swing { $day }
swing-trim-how = Di pembukaan berikutnya, sekitar <code>{ $price }</code>
swing-trim-stop = Stop tetap di <code>{ $stop }</code>
swing-trim-why = Harga { $gain } dari langkah terakhir: dijual secukupnya agar posisi memikul risiko yang disepakati di awal.
swing-leave = ⏹ <b>Keluar sekarang</b> · { $side } { $symbol }, swing { $day }
swing-leave-price = Semua di pembukaan berikutnya, sekitar <code>{ $price }</code>
swing-leave-how = Sejak masuk: <b>{ $gain }</b> sebelum biaya
swing-leave-stop = Candle ditutup di { $price }, melewati stop di { $stop }. Hasilnya menyusul di pesan entri.
swing-leave-faded = Trennya melemah; candle ditutup di { $price }. Hasilnya menyusul di pesan entri.
swing-trimmed = ✂️ { $share } dijual { $day }, sekitar <code>{ $price }</code>
swing-trimmed-more = { $share } dijual { $time }, sekitar { $price }
swing-left = ⏹ Keluar diumumkan; hasil menyusul
swing-left-more = Keluar diumumkan { $time }; hasil menyusul setelah candle berikutnya ditutup
swing-outcome = { $outcome ->
    [right] ✅ <b>UNTUNG { $result }</b>
    [wrong] ❌ <b>RUGI { $result }</b>
   *[flat] ➖ <b>IMPAS</b>
} setelah biaya dalam { $held }
swing-outcome-void = ⚪ <b>BATAL</b> (harga berganti satuan selagi posisi ditahan)
swing-filled = Masuk <code>{ $entry }</code>, keluar <code>{ $exit }</code>
swing-filled-more = Masuk { $entry }, keluar { $exit } ({ $how }): { $gain } sebelum biaya
swing-filled-trimmed = Masuk { $entry }, keluar rata-rata { $exit }, termasuk bagian yang dijual lebih dulu ({ $how }): { $gain } sebelum biaya
swing-how = { $touched ->
    [stop] di stop
   *[exit] trennya melemah
}
swing-state-held = ⏳ ditahan
swing-state-left = ⏹ keluar diumumkan
swing-why-title = 🔎 <b>Kenapa { $side } { $symbol }</b> · swing { $time }
swing-why-strength = Tren berada di <b>{ $strength }</b> dari 1: rata-rata lima jendela. Entri butuh lebih dari { $enter }; di bawah { $leave } posisi ditutup.
swing-why-up = ▲ { NUMBER($days) } hari: naik { $move }, { $times } kali gerak biasanya
swing-why-down = ▼ { NUMBER($days) } hari: turun { $move }, { $times } kali gerak biasanya
swing-why-usual = Gerak biasanya satu simpangan baku: { $daily } per hari selama lima bulan terakhir.
close-head = <b>{ NUMBER($count) } sinyal</b> · { $timeframe } · candle ditutup <b>{ $time }</b>
close-line = { $mark } { $side } <a href="{ $link }">{ $symbol }</a> { $confidence } · { $verdict ->
    [worth] layak ditradingkan
    [unproven] layak ditradingkan, belum terbukti
   *[information] informasi
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] layak ditradingkan
    [unproven] layak ditradingkan, belum terbukti
   *[information] informasi
} · { $command }
close-swing = swing
close-not-shown = ⚠️ Belum terbukti: sinyal seperti ini belum ditunjukkan menutup biayanya
close-outcome = { $outcome } · <b>{ $symbol }</b>
repeat-signal = 🔁 <i>Mungkin ulangan sinyal { $id }: percobaan pertama tak terjawab</i>
inline-title = { $mark } { $side } { $symbol } { $timeframe } · { $state }
inline-about = { $time } · { $confidence }
inline-none = Belum ada sinyal publik untuk itu
inline-open = Buka bot
group-leave = Saya tidak tinggal di grup. Tulis @{ $bot } dan sebuah pair, misalnya btc, di chat mana pun untuk sinyal publik terbaru; selebihnya ada di chat kita sendiri.
channel-about-unsold = Untuk paket { $title }, belum dijual.
channel-about-posts = { $posts ->
    [worth] Sinyal yang layak setelah biaya; lainnya ada di bot.
   *[all] Semua sinyal, juga informasi, termasuk yang rugi.
}
channel-about-at-once = Dikirim saat candle ditutup.
channel-about-later = Dikirim { $candles } candle setelah tutup, swing { $days } hari.
channel-about-cost = Biaya: { $cost } per sisi.
channel-about-cost-stated = Biaya: koin { $cost } per sisi, mata uang spread.
channel-about-not-shown = Belum terbukti menutup biaya: { $families }.
channel-about-family = { $family ->
    [swing] swing
   *[next-candle] { $assets ->
        [crypto] koin
        [forex] mata uang
       *[metal] logam
    }
}
channel-about-not-advice = Bukan saran.
