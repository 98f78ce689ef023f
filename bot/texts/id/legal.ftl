terms =
    📄 <b>Ketentuan penjualan</b>, versi { $version }

    <b>Yang Anda beli.</b> Akses ke sinyal selama hari-hari paket Anda: kiriman lebih awal, channel privat, lebih banyak pertanyaan. Yang dibayar sekali berakhir sendiri dan tidak ditagih lagi. Langganan diperpanjang setiap 30 hari dengan harga sama sampai Anda membatalkannya di /plan, di Telegram, atau di halaman kartu Anda; yang sudah dibayar tetap milik Anda sampai habis. Paket “selamanya” berlaku selama layanan berjalan.

    <b>Yang bukan.</b> Sinyal adalah hasil model statistik tentang candle berikutnya atau tren beberapa hari. Sinyal bukan saran, tidak dibuat untuk keadaan Anda, dan tidak ada keuntungan yang dijanjikan. Banyak sinyal salah. Anda bisa kehilangan semua yang Anda perdagangkan. Putuskan sendiri dan tradinglah hanya dengan dana yang siap hilang.

    <b>Rekam jejak.</b> Hasil menurut rencana dihitung setelah biaya yang dinyatakan, yang bisa berbeda dari biaya Anda, dan tidak ada yang mentradingkannya untuk Anda. Hasil hipotetis ada batasnya: itu bukan trading nyata, dan masa lalu tidak menjanjikan masa depan.

    <b>Pembayaran dan pengembalian.</b> Anda membayar operator bot ini dengan Telegram Stars, atau dengan kartu di halaman paket operator, tempat Stripe menerima pembayaran. Kalau ada yang salah, kirim /paysupport. Pengembalian mengembalikan seluruh pembayaran dan mengakhiri hari yang dibelinya. Dukungan Telegram tidak bisa membantu pembelian di sini.

    <b>Pemakaian wajar.</b> Channel privat untuk Anda. Meneruskan sinyalnya dapat mengakhiri akses Anda.

    <b>Usia.</b> Anda harus cukup umur di tempat tinggal Anda dan boleh memakai layanan seperti ini di sana.
privacy =
    🔒 <b>Yang disimpan tentang Anda</b>

    • Id Telegram, nama depan, dan bahasa Anda, serta kapan dan lewat tautan mana Anda pertama datang
    • Ketentuan mana yang Anda terima dan kapan
    • Pembayaran Anda: paket, jumlah, waktu, nomor dari Telegram atau Stripe. Tidak pernah data kartu; itu ada di Telegram atau Stripe
    • Apakah Anda ada di channel kami
    • Yang Anda atur dan minta: pesan, jam tenang, jam Anda, negara, pasangan, biaya, peringatan, dan sinyal mana yang dikirim kepada Anda
    • Sidik jari kunci API dan kode pemulihan Anda, tidak pernah kunci dan kodenya sendiri
    • Siapa yang mengundang Anda dan siapa yang Anda undang, kode yang dipakai, hadiah, dan nomor Anda di mitra
    • Yang Anda tulis ke /support dan /paysupport

    <b>Untuk apa.</b> Untuk mengirim yang Anda bayar, menjawab Anda, dan karena hukum meminta pembayaran disimpan.

    <b>Siapa yang melihat.</b> Operator bot ini. Tidak dijual atau dibagikan, dan tidak ada iklan.

    <b>Hak Anda.</b> /export mengirim semuanya, /deletemydata menghapusnya; catatan pembayaran tetap ada, tanpa nama atau id Anda.
disclaimer-prediction = Hasil model, bukan saran investasi. Hasil lampau tidak menjanjikan hasil mendatang. Anda bisa kehilangan uang.
disclaimer-track-record = Hasil model, bukan saran. Hasil lampau, simulasi atau nyata, tidak menunjukkan yang akan datang; hasil menurut rencana setelah biaya yang dinyatakan, hasil arah sebelumnya, dan tidak ada yang mentradingkannya untuk Anda.
disclaimer-calibration = Setiap candle yang dinilai, diterbitkan atau tidak, masing-masing sebelum hasilnya diketahui. Imbal hasil sebelum biaya dan tidak ada yang mentradingkannya untuk Anda. Hasil lampau tidak menunjukkan yang akan datang.
