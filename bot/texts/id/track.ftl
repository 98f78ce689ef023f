track-title = 📊 <b>Rekam jejak</b> · semua pasar
track-title-of = 📊 <b>Rekam jejak</b> · { $symbol }
track-empty = Belum ada sinyal yang selesai. Rekam jejak terisi sendiri, candle demi candle, termasuk yang rugi.
track-span = { $from } – { $to }
track-published = <b>Semua sinyal, menurut rencana terbit, setelah biaya</b>
track-direction = <b>Arah saja</b>, sebelum biaya
track-counts = { NUMBER($signals) } sinyal pada { NUMBER($closes) } penutupan
track-net = <b>{ $average }</b> per sinyal (95 %: { $low } sampai { $high })
track-net-alone = <b>{ $average }</b> per sinyal
track-won = { $share } { $interval } untung: rata-rata { $win }, lainnya { $loss }
track-touched = { NUMBER($stopped) } kena stop, { NUMBER($target) } di target
track-worth = Layak ditradingkan
track-worth-net = <b>Layak ditradingkan</b>: <b>{ $average }</b> per sinyal (95 %: { $low } sampai { $high }), { NUMBER($signals) } pada { NUMBER($closes) } penutupan; { NUMBER($left) } tidak dihitung, hanya informasi
track-worth-none = <b>Layak ditradingkan</b>: belum ada sinyal
track-equity = Akun yang mengikutinya: { $result }, jatuh terdalam { $fall }
track-not-shown = ⚠️ Belum terbukti menutup biayanya.
track-information = Hanya informasi
track-unreached = Tidak sampai ke siapa pun tepat waktu
track-windows = <b>Dari waktu ke waktu</b>, menurut rencana setelah biaya
track-last = { $days } hari terakhir
track-line = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: { $average } per sinyal, { NUMBER($signals) } pada { NUMBER($closes) } penutupan
track-line-none = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: belum dinilai ({ NUMBER($signals) } sinyal pada { NUMBER($closes) } penutupan)
track-scored = <b>Semua candle yang dinilai</b>, terkirim atau tidak
track-markets = <b>Per pasar</b>, yang diterbitkan
track-explained = <i>Menurut rencana: masuk di pembukaan berikutnya, keluar di stop, target, atau horizon, mana yang lebih dulu; bila keduanya dalam satu candle, stop. Dalam kurung: interval 95 %; sinyal pada satu penutupan dihitung satu taruhan. Tidak ada yang mentradingkan hasil ini untuk Anda; masa lalu tidak menjanjikan masa depan.</i>
track-right = { NUMBER($count) } benar
track-wrong = { NUMBER($count) } salah
track-flat = { NUMBER($count) } datar
track-void = { NUMBER($count) } batal
track-accuracy = Ketepatan <b>{ $accuracy }</b> { $interval }
track-accuracy-none = Ketepatan: belum ada yang dihitung
track-reversal = Aturan pembalikan pada candle yang sama: { $accuracy }
track-average = rata-rata { $average }, sebelum biaya
track-average-sides = rata-rata { $average }: { $right } bila benar, { $wrong } bila salah
track-verdict-early = Terlalu dini untuk dibandingkan.
track-verdict-few = ⚠️ Baru { NUMBER($counted) } dihitung: di bawah { NUMBER($few) }, keberuntungan lebih berat dari keahlian.
track-verdict-better = ✅ Seluruh interval di atas aturan pembalikan sederhana.
track-verdict-worse = ❌ Lebih buruk dari aturan pembalikan sederhana.
track-verdict-same = ➖ Belum terbukti lebih baik dari aturan pembalikan sederhana.
track-more = dan { NUMBER($more) } lagi: lihat halaman pair di bawah
track-series-none = { $market }: belum ada yang selesai
track-series = { $market }: { $net } per sinyal menurut rencana; { $accuracy } { $interval } benar dari { NUMBER($counted) }
calibration-title = 🎯 <b>Apakah peluangnya terbukti?</b> · { $market }
calibration-all = semua pasar
calibration-empty = Belum ada yang dinilai. Setiap candle menambah satu, ada sinyal atau tidak.
calibration-rows = { NUMBER($rows) } candle dinilai sebelum diketahui, dari { $from } sampai { $to }.
calibration-error = Yang disebut dan yang terjadi berbeda rata-rata <b>{ $error }</b>, dalam sepuluh kelompok sama besar.
calibration-chance = Bila peluangnya tepat pun, kebetulan saja menghasilkan hingga { $upper } (95 dari 100 kali): { $verdict ->
    [within] tidak ada tanda bahwa salah
   *[beyond] lebih dari yang dijelaskan kebetulan: peluangnya meleset
}.
calibration-accuracy = Tebakan benar: <b>{ $accuracy }</b> { $interval }; aturan pembalikan pada candle yang sama: { $reversal }
calibration-accuracy-alone = Tebakan benar: <b>{ $accuracy }</b> { $interval }
calibration-confident = { $share } yang paling yakin: <b>{ $accuracy }</b> { $interval } dari { NUMBER($count) }
calibration-explained = <i>Pada garis putus-putus peluang 55 % terjadi dalam 55 dari 100. Dalam kurung dan sebagai batang: interval 95 %.</i>
equity-title = 📈 <b>Layak ditradingkan, dijumlah</b> · { $market }
equity-all = semua pasar
equity-empty = Belum ada sinyal layak yang selesai.
equity-line = { $family ->
    [swing] Swing
   *[next-candle] Candle berikutnya
}: total <b>{ $result }</b>, jatuh terdalam { $fall }, { NUMBER($count) } sinyal
equity-explained = <i>Setiap hasil menurut rencana terbit dan setelah biaya, dijumlah dengan taruhan yang selalu sama. Bawah: seberapa jauh di bawah nilai tertingginya. Masa lalu tidak menjanjikan masa depan.</i>

# The history as a file
history = 🗂 { NUMBER($count) } sinyal sejak { $from }, termasuk yang rugi, seperti yang sudah boleh Anda lihat: apa yang ditulis, kapan, dan hasilnya. Waktu UTC; hasil menurut rencana setelah biaya yang dinyatakan. Hasil hipotetis: tidak ada yang mentradingkannya untuk Anda, dan masa lalu tidak menjanjikan masa depan.
history-empty = Belum ada sinyal dari 12 bulan terakhir.
