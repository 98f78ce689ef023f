plan-name = Analyser { $tier }, { NUMBER($days) } hari
plan-name-for-good = Analyser { $tier }, selamanya
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, sekali bayar. Tidak ada yang diperpanjang sendiri.
offer-warning = Anda membeli kecepatan dan akses, bukan janji untung. Lihat /track dulu.
offer-paid-until = Anda punya akses sampai { $until }; ini menambah { NUMBER($days) } hari.
offer-paid-until-for-good = Anda punya akses sampai { $until }; ini milik Anda selamanya.
offer-renews = Atau sebagai langganan: { NUMBER($stars) } Stars tiap 30 hari sampai Anda batalkan, cukup dua tekan di /plan. Yang dibayar tetap.
offer-credit = { $unused } { $from } yang belum terpakai menjadi { $credit } { $tier } di luar yang Anda beli.
offer-replaces = Langganan { $tier } Anda berakhir dengan ini dan tidak ditagih lagi.
offer-waits = Anda punya { $tier } sampai { $until }; yang Anda beli mulai setelahnya.
offer-waits-for-good = Anda punya { $tier } selamanya, yang sudah mencakup semua ini.
offer-terms = Sebelum pembayaran pertama, mohon terima ketentuan { $version }.
plan-gone = Paket itu tidak dijual lagi. Ini yang tersedia:
nothing-on-sale = Tidak ada yang dijual saat ini. Semua yang saya punya gratis untuk Anda.
at-once = seketika
at-the-close = tepat saat candle ditutup
at-its-close = tepat saat candle-nya ditutup
days-later = { NUMBER($days) } hari kemudian
benefit-sooner = Setiap sinyal candle berikutnya, dan /predict, { $delay }. Free mendapat yang sama { $freeDelay }.
benefit-swing-sooner = Entri yang ditahan berhari-hari (swing), { $delay }. Free mendapatnya { $freeDelay }.
benefit-channel = Channel privat { $tier }
benefit-direct-alerts = Sinyal pilihan Anda, dikirim ke sini: pair, sisi, keyakinan, layak tidaknya dengan biaya Anda: /watch
benefit-questions = { NUMBER($perMinute) } pertanyaan per menit, bukan { NUMBER($freePerMinute) }
benefit-backtests = /backtest pair apa pun, { NUMBER($perDay) } per hari{ NUMBER($freePerDay) ->
    [0] {""}
   *[other] {", "}bukan { NUMBER($freePerDay) }
}
benefit-api-per-minute = API: { NUMBER($perMinute) } panggilan per menit, bukan { NUMBER($freePerMinute) }
benefit-api-per-day = API: { NUMBER($perDay) } panggilan per hari, bukan { NUMBER($freePerDay) }
invoice-sooner = setiap sinyal { $delay }
invoice-swing-sooner = swing seketika, bukan { $freeDelay }
invoice-channel = channel privat { $tier }
invoice-direct-alerts = sinyal dikirim ke Anda
invoice-questions = { NUMBER($perMinute) } pertanyaan/mnt
invoice-backtests = { NUMBER($perDay) } backtest/hari
invoice-api-per-minute = API { NUMBER($perMinute) }/mnt
invoice-api-per-day = API { NUMBER($perDay) }/hari
invoice-end-for-good = Selama layanan berjalan; tanpa perpanjangan.
invoice-end-renews = Diperpanjang tiap 30 hari sampai dibatalkan.
invoice-end = Untuk { NUMBER($days) } hari; berakhir sendiri.
subscription-ready = 🔁 <b>{ $plan }</b>, { NUMBER($stars) } Stars tiap 30 hari. Buka tagihan dengan tombol; tidak ada yang ditagih sebelum Anda setuju.
subscription-ready-kept = Hari yang tersisa disimpan dan mulai setelah langganan berakhir.
subscription-refused = { $code ->
    [already-subscribed] Anda sudah punya langganan aktif, jadi yang kedua tidak dijual. Lihat /plan.
   *[higher-plan-runs] Paket yang lebih tinggi sedang aktif, dan yang ini akan sia-sia. Lihat /plan.
}
subscription-ask-cancel = Batalkan langganan { $tier } Anda? Tidak ada tagihan lagi. Tetap terbuka sampai { $until }.
subscription-cancelled = ✅ Dibatalkan. Tidak ada tagihan lagi. { $tier } tetap terbuka sampai <b>{ $until }</b>.
subscription-may-resume = ↩️ Telegram mengizinkan Anda melanjutkannya: Pengaturan Telegram, Bintang Saya, langganan ini, Perpanjang. Saya kabari bila selesai.
subscription-gone = Langganan ini sudah tidak aktif. Lihat /plan.
subscription-failed = ⚠️ Telegram tidak bisa menagih langganan { $tier } Anda. Tetap terbuka sampai <b>{ $until }</b>: isi saldo Stars, lalu perpanjang di Pengaturan Telegram, Bintang Saya.
subscription-failed-card = ⚠️ Kartu Anda tidak bisa ditagih untuk { $tier }. Tetap terbuka sampai <b>{ $until }</b>, dan akan dicoba lagi. “Kartu saya” di /plan memungkinkan kartu lain.
subscription-on = ✅ Langganan { $tier } Anda berlanjut. Dibayar sampai <b>{ $until }</b>.
trial-started =
    🎁 <b>{ $tier } milik Anda sampai { $until }</b>, gratis. Tanpa Stars, tidak diperpanjang, dan tidak ada yang perlu dibatalkan.
    Tombol membuka channel; /plan menunjukkan sisanya.
trial-used = Masa coba untuk pendatang baru, sekali, sebelum yang lain. /plan menunjukkan yang Anda punya, /subscribe yang tersedia.
return-ask = Kembalikan pembelian Anda? Seluruh { $amount } kembali kepada Anda, waktunya berakhir seketika, dan langganan dibatalkan. Ini hanya bisa sekali.
return-begun = ↩️ Pembayaran Anda sedang dikembalikan. Saya kabari bila selesai.
return-too-late = Pembelian ini tidak bisa dikembalikan di sini lagi. Kirim /paysupport, dan seseorang akan melihatnya.
reminder = ⏳ <b>{ $tier }</b> Anda berakhir dalam { $left }, pada <b>{ $until }</b>. Tidak diperpanjang sendiri; satu tekan menambah lagi.
reminder-ended = Paket Anda berakhir { $time }. Semua yang ada di Free tetap milik Anda; satu tekan mengembalikan sisanya.
card-link =
    💳 Tombol membuka halaman untuk membayar dengan kartu. Halaman itu milik Anda: berlaku sekali, dalam setengah jam, jadi jangan diteruskan.
    Setelah membayar, kembali ke sini: channel terbuka sendiri.
card-portal = 💳 Tombol membuka halaman untuk mengganti kartu, membatalkan, dan melihat kuitansi. Jangan diteruskan.
card-not-offered = 💳 Saat ini tidak ada pembayaran kartu di sini. Semua dijual dengan Stars: /subscribe.
redeem-usage = 🎟 Kirim <code>/redeem</code> dan kode Anda.
coupon-refused = 🎟 { $code ->
    [over] Kode ini sudah berakhir.
    [used-up] Kode ini sudah dipakai sebanyak yang diizinkan.
    [used-by-you] Anda sudah memakai kode ini.
    [not-for-you] Kode ini saat ini bukan untuk Anda: mungkin untuk pengguna baru atau yang pernah punya paket.
    [other-plan] Kode ini tidak cocok untuk paket itu.
   *[unknown] Saya tidak mengenal kode <code>{ $word }</code>, atau sudah tidak berlaku.
}
coupon-given = 🎁 <b>{ $days } { $tier }</b> milik Anda, gratis. Tidak ada yang diperpanjang.
coupon-given-until = 🎁 <b>{ $days } { $tier }</b> milik Anda, gratis: terbuka sampai <b>{ $until }</b>. Tidak ada yang diperpanjang.
coupon-given-later = 🎁 <b>{ $days } { $tier }</b> milik Anda, gratis. Langganan Anda berlanjut, jadi hari-hari itu disimpan dan dimulai saat langganan berakhir.
coupon-cheaper = 🎟 <b>{ $code }</b>: { $gift } untuk pertama kali. Pilih paket sekali bayar:
coupon-held = 🎟 Dengan <b>{ $code }</b>, { $gift } untuk pertama kali, paket ini <b>{ $price }</b>, sekali bayar.
coupon-terms = 🎟 <b>{ $code }</b>: { $gift } untuk pertama kali. Sebelum pembayaran pertama, mohon terima ketentuan { $version }; tagihannya lalu dengan harga ini.
coupon-invoice = Dengan kode { $code }. Sekali bayar; berakhir sendiri, tidak diperpanjang.
coupon-win-back = 👋 Paket Anda sudah berakhir beberapa waktu lalu. Kode <code>{ $code }</code> untuk Anda: { $gift }. Kirim <code>/redeem { $code }</code>.
coupon-percent = potongan { $percent }
coupon-fixed = potongan { $stars }, atau { $dollars } dengan kartu
coupon-days = { NUMBER($days) } hari { $tier }

# /partner: affiliate and introducing-broker programmes
partners-none = Saat ini tidak ada program mitra di sini.
partners-not-here = Tidak ada program mitra untuk tempat tinggal Anda.
partners-title =
    🤝 <b>Mitra</b>
    Tempat Anda bisa membuka akun lewat tautan kami. Pilih satu:
partner-country = 🌍 Program seperti ini tidak diizinkan di semua tempat. Anda tinggal di mana? Saya tanya sekali.
partner-title = 🤝 <b>{ $title }</b>
partner-reward = { $on ->
    [registration] <b>{ $duration } { $tier }</b>, gratis, begitu Anda membuka akun di sana lewat tautan kami.
    [trade] <b>{ $duration } { $tier }</b>, gratis, begitu Anda membuka akun di sana lewat tautan kami dan bertransaksi.
    [withdrawal] <b>{ $duration } { $tier }</b>, gratis, begitu Anda membuka akun di sana lewat tautan kami, bertransaksi, dan menarik dana.
   *[deposit] <b>{ $duration } { $tier }</b>, gratis, begitu Anda membuka akun di sana lewat tautan kami dan menyetor dana.
}
partner-conflict = { $on ->
    [registration] <i>Operator bot ini memperoleh penghasilan saat Anda membuka akun di { $title }. Itu konflik kepentingan: sinyal bukan alasan untuk membukanya.</i>
    [trade] <i>Operator bot ini memperoleh penghasilan saat Anda bertransaksi di { $title }. Itu konflik kepentingan: sinyal bukan alasan untuk lebih banyak bertransaksi.</i>
    [withdrawal] <i>Operator bot ini memperoleh penghasilan dari akun Anda di { $title }. Itu konflik kepentingan: sinyal bukan alasan untuk lebih banyak bertransaksi.</i>
   *[deposit] <i>Operator bot ini memperoleh penghasilan saat Anda menyetor dana di { $title }. Itu konflik kepentingan: sinyal bukan alasan untuk menyetor lebih banyak.</i>
}
partner-steps =
    1. Buka akun dengan tombol di bawah: lewat jalan lain { $title } tidak tahu bahwa Anda datang dari sini.
    2. Kirimi saya UID Anda di sana. Saya tidak perlu kata sandi atau kunci, dan tak seorang pun dari kami memintanya.
partner-own-claim = { $state ->
    [confirmed] ✅ UID <code>{ $uid }</code>: dikonfirmasi
    [rejected] ✖ UID <code>{ $uid }</code>: di sana tidak tercatat datang lewat tautan kami
    [expired] ⌛ UID <code>{ $uid }</code>: tidak ada yang mengonfirmasi tepat waktu
   *[pending] ⏳ UID <code>{ $uid }</code>: menunggu konfirmasi
}
partner-ask-uid =
    🤝 Kirim UID Anda di { $title } dalam satu pesan. UID ada di akun Anda di sana, biasanya di bawah nama atau profil.
    /cancel untuk berhenti.
partner-bad-uid = Itu bukan UID: 3 sampai 32 huruf dan angka. Coba lagi, atau /cancel.
partner-claim = { $outcome ->
    [confirmed] ✅ { $title } mengenal UID <code>{ $uid }</code> sebagai yang datang lewat tautan kami.
    [rejected] ✖ { $title } tidak mengenal UID <code>{ $uid }</code> sebagai yang datang lewat tautan kami. Daftarnya terlambat: bila akun baru saja dibuka, kirim lagi dalam satu jam. Bila menurut Anda ini keliru, tulis ke /support.
    [taken] ✖ UID <code>{ $uid }</code> sudah disebut akun lain di sini. Bila itu milik Anda, tulis ke /support.
    [too-many] ✖ Hari ini Anda menyebut banyak UID. Coba besok, atau tulis ke /support.
    [expired] ⌛ Dalam sebulan { $title } tidak mengonfirmasi UID <code>{ $uid }</code>, jadi saya tidak menunggunya lagi. Anda bisa mengirimnya lagi.
   *[pending] ⏳ Dicatat: UID <code>{ $uid }</code>. Begitu { $title } mengonfirmasi bahwa Anda datang lewat tautan kami, saya kabari. Bisa makan beberapa hari.
}
partner-granted = 🎁 <b>{ $duration } { $tier }</b> milik Anda, gratis: { $title } mengonfirmasi akun Anda. Tidak ada yang diperpanjang.
partner-revoked = ↩️ { $title } menarik kembali laporannya tentang akun Anda, jadi hari gratis yang dibawanya berakhir.
button-partner = 🤝 { $title }
button-partner-link = ↗️ Buka akun di { $title }
button-trade-at = ↗️ Trading di { $title }
button-partner-uid = 🔢 Sudah punya: UID saya
button-partners = ◀️ Semua mitra
command-partner = Hari gratis lewat mitra
