bot-description =
    Analyser membaca candle kripto dan forex lalu mengatakan ke mana candle berikutnya lebih mungkin ditutup: BUY, SELL, atau tidak ada.

    Setiap sinyal dicatat sebelum dikirim dan dinilai sesudahnya, termasuk yang rugi. Keunggulannya kecil dan bisa hilang: lihat rekam jejak sebelum membayar apa pun.

    Hasil model, bukan saran.
bot-short-description = Sinyal trading dengan rekam jejak jujur: dinilai terbuka, termasuk yang rugi. Bukan saran.
command-signals = Sinyal terbaru
command-signal = Satu sinyal dengan grafiknya
command-predict = Tanya tentang candle berikutnya
command-chart = Candle sebuah pair dan sinyal terbuka
command-why = Apa yang menggerakkan sebuah sinyal
command-track = Rekam jejak, termasuk yang rugi
command-history = Semua sinyal 12 bulan terakhir sebagai file
command-calibration = Apakah peluang yang disebut terbukti
command-backtest = Aturan sinyal pada masa lalu sebuah pair
command-markets = Yang saya ikuti, satu baris tiap pasar
command-status = Pasar dan kesegaran datanya
command-cost = Biaya trading Anda: penilaian khusus Anda
command-watch = Sinyal mana yang dikirim ke Anda
command-settings = Pesan, jam tenang, gambar, jam Anda
command-plan = Yang Anda punya, dan channel Anda
command-subscribe = Dapatkan Pro atau Elite
command-redeem = Pakai kode
command-trial = Tujuh hari Pro, gratis
command-help = Semua yang bisa saya lakukan
command-support = Tanya seseorang
command-paysupport = Masalah pembayaran
command-terms = Ketentuan penjualan
command-privacy = Apa yang disimpan tentang Anda
