greeting = 👋 Halo { $name }. Saya mengamati candle dan mengatakan ke mana candle berikutnya lebih mungkin ditutup: <b>BUY</b>, <b>SELL</b>, atau tidak ada.
greeting-record =
    • Setiap sinyal dicatat sebelum dikirim dan dinilai saat candle ditutup. Yang rugi tetap ada di rekam jejak.
    • Keunggulannya kecil dan bisa hilang. Rekam jejak menunjukkan seberapa yakin kita bisa.
greeting-free = • Sinyal gratis.
greeting-tiers = • <b>Free</b>: semua sinyal, { $delay }. <b>Pro</b>: tepat saat candle ditutup.
greeting-warning = <i>Hasil model, bukan saran. Anda bisa kehilangan semua yang Anda perdagangkan.</i>
link-unknown = Tautan itu sudah tidak mengarah ke mana pun. Ini semua yang bisa saya lakukan.
help-title = ❓ <b>Yang bisa saya lakukan</b>
help-line = /{ $command }  { $about }
help-line-of = /{ $command } <code>{ $example }</code>  { $about }
help-of-tier = { $about } ({ $tier })
help-operators = <b>Sebagai operator</b>
help-pairs = Saya mengikuti { $pairs }. Kirim nama pair, misalnya <code>bitcoin</code>, untuk semua yang saya punya tentangnya.
help-reading = <b>Cara membaca sinyal.</b> Keyakinan adalah peluang candle berikutnya ditutup di sisi itu; 55 % berarti 45 dari 100 meleset. Nilai harapan adalah yang tersisa setelah biaya; kalau di bawah nol, saya katakan.
tier-free = Free
tier-pro = Pro
tier-elite = Elite
plan-title = ⭐ <b>Paket Anda: { $tier }</b>
plan-free = Free berisi semua sinyal, rekam jejak, dan channel gratis.
plan-free-no-channel = Free berisi semua sinyal dan rekam jejak.
plan-free-delayed = Free berisi semua sinyal, { $delay }, rekam jejak, dan channel gratis.
plan-free-delayed-no-channel = Free berisi semua sinyal, { $delay }, dan rekam jejak.
plan-until = Sampai <b>{ $until }</b>, sisa { $left }. Berakhir sendiri; tidak ada yang diperpanjang.
plan-for-good = Milik Anda selamanya, selama layanan berjalan.
plan-renews = Dibayar sampai <b>{ $until }</b>, sisa { $left }. Setelah itu diperpanjang seharga { $amount }.
plan-cancelled = Dibatalkan: tidak ada tagihan lagi. Terbuka sampai <b>{ $until }</b>, sisa { $left }.
plan-past-due = ⚠️ Perpanjangan tidak bisa ditagih. Semua tetap terbuka sampai <b>{ $until }</b>: isi saldo Stars lalu perpanjang di Pengaturan Telegram, Bintang Saya, atau tambah hari di sini.
plan-past-due-card = ⚠️ Kartu Anda tidak bisa ditagih. Semua tetap terbuka sampai <b>{ $until }</b>; akan dicoba lagi. “Kartu saya” di bawah memungkinkan kartu lain.
plan-trial = Masa coba Anda sampai <b>{ $until }</b>, sisa { $left }. Berakhir sendiri; tidak ada tagihan.
plan-granted = Hadiah sampai <b>{ $until }</b>, sisa { $left }. Berakhir sendiri; tidak ada tagihan.
plan-paused = ⏸ Paket Anda dijeda. Waktunya berhenti.
plan-kept = ➕ { $kept } { $tier } disimpan dan mulai setelah yang ini berakhir.
plan-kept-for-good = ➕ { $tier } selamanya disimpan dan mulai setelah yang ini berakhir.
plan-channels = Channel Anda:
plan-ended = Waktu berbayar Anda berakhir { $time }.
plan-refunded = Pembayaran Anda dikembalikan.
terms-accepted = ✅ Ketentuan { $version } diterima. Tagihan ada di bawah 👇
invoice-sent = Tagihan ada di bawah 👇
terms-changed = Ketentuan sudah berubah sejak itu. Silakan lihat yang berlaku:
pre-checkout-refused = { $code ->
    [unknown-invoice] Tagihan ini bukan dari kami. Tidak ada yang ditagih. Kirim /subscribe untuk yang baru.
    [other-account] Tagihan ini untuk orang lain. Tidak ada yang ditagih. Kirim /subscribe untuk milik Anda.
    [old-invoice] Tagihan ini terlalu lama. Tidak ada yang ditagih. Kirim /subscribe untuk yang baru.
    [wrong-price] Harga tagihan ini tidak cocok dengan paket. Tidak ada yang ditagih. Kirim /subscribe untuk yang baru.
    [already-subscribed] Anda sudah punya langganan aktif. Tidak ada yang ditagih. Lihat /plan.
    [higher-plan-runs] Paket yang lebih tinggi sedang aktif, dan yang ini akan sia-sia. Tidak ada yang ditagih. Lihat /plan.
    [closed] Tidak ada lagi yang dijual: layanan ini sedang ditutup. Tidak ada yang ditagih.
   *[terms-not-accepted] Terima ketentuan dulu: kirim /subscribe. Tidak ada yang ditagih.
}
pre-checkout-unavailable = Kami tidak bisa menerima pembayaran saat ini. Tidak ada yang ditagih. Coba sebentar lagi.
paid = ✅ <b>Pembayaran diterima: { $amount }.</b>
paid-tier = Anda punya <b>{ $tier }</b>. Berakhir sendiri; tidak ada yang diperpanjang.
paid-tier-until = Anda punya <b>{ $tier }</b> sampai <b>{ $until }</b>. Berakhir sendiri; tidak ada yang diperpanjang.
paid-tier-renews = Anda punya <b>{ $tier }</b> sampai <b>{ $until }</b>; lalu diperpanjang otomatis. Batalkan kapan saja di /plan.
paid-tier-for-good = Anda punya <b>{ $tier }</b> selamanya.
paid-channel = Tekan tombol untuk bergabung ke channel Anda. Saya langsung mengizinkan masuk.
paid-no-channel = Sekarang semua sinyal sampai kepada Anda di sini tanpa tunda: /signals.
payment-unmatched = Pembayaran Anda masuk, tetapi saya tidak bisa mencocokkannya dengan paket. Operator sudah diberi tahu. Kirim /paysupport agar bisa kami bereskan.
refunded = ↩️ { $amount } dikembalikan kepada Anda, dan hari yang dibelinya ditarik. Sekarang Anda di <b>{ $tier }</b>.
refunded-part = ↩️ { $amount } dari pembayaran Anda dikembalikan ke kartu Anda. Yang Anda miliki ada di /plan.
refund-failed = ↩️ Bank Anda mengirim kembali kepada kami { $amount } yang seharusnya kembali kepada Anda. Yang dibayar dengannya terbuka lagi: /plan. Kirim /paysupport untuk mendapatkan uangnya dengan cara lain.
maybe-repeated = <i>Pengiriman ini sempat terputus: mungkin Anda sudah menerimanya.</i>
payment-delayed = ⏳ Pembayaran <b>{ NUMBER($stars) } Stars</b> Anda sudah masuk dan aman. Mengaktifkan paket butuh waktu lebih lama dari biasanya; operator sudah tahu, dan saya kabari begitu selesai.
refund-delayed = ⏳ { NUMBER($stars) } Stars dikembalikan kepada Anda. Pencatatannya butuh waktu lebih lama dari biasanya; saya kabari bila selesai.
join-delayed = ⏳ Saya belum bisa memeriksa paket Anda. Permintaan bergabung ke <b>{ $title }</b> disimpan dan saya jawab secepatnya.
join-welcome = 🔓 Selamat datang di <b>{ $title }</b>. Sinyal baru muncul di sana tepat saat candle ditutup.
join-declined = <b>{ $title }</b> untuk pelanggan, dan Anda tidak punya paket aktif. Tekan tombol, dan pintunya terbuka sendiri.
expired = Paket Anda berakhir, jadi <b>{ $title }</b> saya tutup untuk Anda. Semua yang ada di Free tetap milik Anda: /signals, /track, dan channel gratis. Kembalilah kapan saja.
channel-open = 🔓 <b>{ $title }</b> terbuka untuk Anda. Tekan tombol untuk bergabung.
channel-link-missing = 🔓 <b>{ $title }</b> terbuka untuk Anda, tetapi Telegram belum memberi saya tautannya. Coba satu menit lagi.
channel-locked = 🔒 <b>{ $title }</b> adalah channel privat: setiap sinyal terbit di sana tepat saat candle-nya ditutup. Paket ini membukanya; setelah dibayar Anda mendapat tombol bergabung.
channel-not-sold = 🔒 <b>{ $title }</b> adalah channel privat, dan paket yang membukanya sedang tidak dijual.
support-ask-payment =
    💬 <b>Bantuan pembayaran</b>
    Ceritakan dalam satu pesan apa yang salah: apa yang Anda bayar dan kapan. Pesan itu sampai ke operator.
    /cancel untuk berhenti.
support-ask-general =
    💬 <b>Dukungan</b>
    Tulis pertanyaan Anda dalam satu pesan. Pesan itu sampai ke operator.
    /cancel untuk berhenti.
support-stored = ✅ Disimpan sebagai tiket <code>{ $id }</code>. { $duty ->
    [on] Seseorang akan menjawab Anda di sini.
   *[off] Tidak ada yang berjaga di chat ini; operator membaca tiket yang tersimpan.
}
support-too-long = Terlalu panjang. Mohon di bawah { NUMBER($most) } karakter.
support-answer =
    💬 <b>Jawaban tiket Anda</b> <code>{ $id }</code>
    { $words }
cancelled = Dibatalkan.
nothing-to-cancel = Tidak ada yang perlu dibatalkan.
toast-old-button = Tombol ini sudah terlalu lama. Kirim /start untuk menu baru.
toast-slow-down = Terlalu cepat. Saya menjawab lagi dalam { $wait }.
toast-failed = Ada yang salah ({ $code }). Silakan coba lagi.
slow-down = ⏳ Lebih dari { NUMBER($perMinute) } pertanyaan dalam semenit. Saya menjawab lagi dalam { $wait } dan diam sampai saat itu.
slow-down-upgrade = ⏳ Lebih dari { NUMBER($perMinute) } pertanyaan dalam semenit. Saya menjawab lagi dalam { $wait } dan diam sampai saat itu. Pro punya jatah lebih besar.
failed = 😕 Ada yang salah di pihak kami (<code>{ $code }</code>): operator sudah diberi tahu, jadi coba satu menit lagi.
not-understood = Saya tidak mengerti. Kirim nama pair, misalnya <code>btc</code> atau <code>euro</code>, tekan tombol, atau lihat /help untuk semua yang bisa saya lakukan.
money-trouble = Kalau ada masalah pembayaran, tekan tombol dan tulis dalam satu pesan apa yang Anda bayar dan kapan. Pesan itu sampai ke operator.
cost-title = 💱 <b>Biaya trading Anda</b>
cost-crypto = Koin: <b>{ $cost }</b> per sisi, milik Anda
cost-crypto-stated = Koin: seperti tertera di tiap sinyal
cost-forex = Pasangan mata uang: <b>{ $cost }</b> pulang pergi, milik Anda
cost-forex-stated = Pasangan mata uang: seperti tertera di tiap sinyal
cost-how = Penilaian dan hasil di chat ini memakai biaya Anda; channel dan rekam jejak memakai yang tertera. Pilih biaya umum di bawah, atau tulis sendiri dalam persen: /cost 0.12 untuk koin, per sisi; /cost forex 0.01 untuk spread sebuah pair.
cost-unclear = Biaya itu tidak saya mengerti.
watch-title = 🔔 <b>Sinyal yang dikirim ke Anda</b>
watch-off = Belum ada. Tekan sebuah pair, atau semuanya, dan sinyalnya sampai di sini tepat saat candle ditutup.
watch-all = Semua pair.
watch-pairs = { $pairs }.
watch-side = Hanya { $side }.
watch-confidence = Hanya dengan keyakinan mulai { $confidence }.
watch-worth = Hanya yang layak ditradingkan setelah biaya.
watch-frames = Hanya di { $timeframes }.
watch-most = Paling banyak { NUMBER($most) } sehari, paling banyak separuhnya informasi; digest menghitung sisanya.
watch-hint = <i>Setiap tombol mengubah satu hal, seketika.</i>
watch-offer = 🔔 Sinyal langsung untuk Anda, dari pair pilihan Anda, termasuk dalam Pro.
api-keys-title = 🔑 <b>Kunci API Anda</b>
api-keys-none = Belum ada. Kunci membuka HTTP API dengan hak paket Anda: { NUMBER($perMinute) } permintaan per menit, { NUMBER($perDay) } per hari.
api-keys-limits = Dengan hak { $tier }: { NUMBER($perMinute) } permintaan per menit, { NUMBER($perDay) } per hari. Anda boleh punya dua kunci sekaligus, cukup untuk berganti dari yang satu ke yang lain.
api-key-line = • <code>an_{ $id }_…</code>, dibuat { $made }, terakhir dipakai { $used }
api-key-line-unused = • <code>an_{ $id }_…</code>, dibuat { $made }, belum dipakai
api-key-made =
    🔑 <b>Kunci baru Anda. Hanya ditampilkan sekarang:</b>
    <code>{ $key }</code>
    Simpan di tempat yang tidak dibaca orang lain dan kirim sebagai <code>Authorization: Bearer …</code>. Kami hanya menyimpan sidik kuncinya. Setelah disalin, pesan ini boleh dihapus.
api-key-revoke-ask = Cabut kunci <code>an_{ $id }_…</code>? Apa pun yang memakainya akan ditolak sejak itu. Tidak bisa dikembalikan.
api-key-offer = 🔑 Kunci HTTP API termasuk dalam Pro dan Elite. Tanpa kunci, API menjawab semua orang seperti Free: lebih lambat dan lebih jarang.
button-api-keys = 🔑 Kunci API
button-make-key = ➕ Buat kunci
button-copy-key = 📋 Salin kunci
button-revoke-key = 🗑 Cabut an_{ $id }
button-revoke-surely = Ya, cabut
command-apikey = Kunci HTTP API
settings-title = ⚙️ <b>Pengaturan Anda</b>
settings-line = { $name }: <b>{ $loudness }</b>
settings-line-digest = { $name }: <b>{ $period }, { $loudness }</b>
settings-line-digest-off = { $name }: <b>mati</b>
settings-signals = { $name }: <b>{ $loudness }</b>, { $pairs }
settings-all-pairs = semua pair
settings-kind = { $kind ->
    [signal] 🔔 Sinyal untuk saya
    [outcome] 🏁 Hasil akhirnya
    [digest] 📊 Digest
    [reminder] ⏰ Pengingat
    [news] 📣 Berita
   *[incident] 🚨 Gangguan
}
settings-loudness = { $loudness ->
    [on] nyala
    [silent] tanpa suara
   *[off] mati
}
settings-digest = { $period ->
    [daily] harian
   *[weekly] mingguan
}
settings-quiet-none = 🌙 Jam tenang: <b>tidak ada</b>
settings-quiet = 🌙 Jam tenang: <b>{ $from }–{ $to }</b>
settings-zone = 🕰 Jam Anda: <b>{ $zone }</b>, sekarang { $time }
settings-risk = ⚖️ Risiko di stop: <b>{ $risk }</b>
settings-risk-stated = sesuai sinyal
settings-theme = 🎨 Gambar: <b>{ $theme }</b>
settings-theme-name = { $theme ->
    [light] terang
    [dark] gelap
   *[own] seperti biasa
}
settings-language = 🗣 Bahasa: <b>{ $language }</b>
settings-language-app = seperti di Telegram saya
settings-always = <i>Kuitansi, pintu channel, dan jawaban pertanyaan Anda selalu datang.</i>
settings-messages-title = 🔔 <b>Pesan mana yang datang, dan bagaimana</b>
settings-messages-hint = <i>Setiap tombol mengubah satu jenis: nyala, tanpa suara, mati. Dengan setelan awal Anda menerima paling banyak sepuluh pesan sehari.</i>
settings-signal-offer = Sinyal dan hasil akhirnya dikirim langsung dengan Pro.
settings-quiet-title = 🌙 <b>Jam tenang</b> menurut jam Anda ({ $zone })
settings-quiet-how =
    Selama berlangsung:
    • sinyal yang masih berupa berita saat berakhir menunggu sampai itu; lainnya dilewati dan dihitung digest
    • digest, pengingat, berita, dan hasil sinyal menunggu
    • gangguan datang tanpa suara
settings-quiet-own = <i>Jam lain: <code>/settings quiet 22:30-06:45</code></i>
settings-zone-title = 🕰 <b>Jam Anda</b>: { $zone }, sekarang { $time }
settings-zone-how = Jam tenang dan digest mengikutinya, juga saat berganti ke waktu musim panas. Pilih tempat, atau tulis yang lain: <code>/settings zone Asia/Tashkent</code>
settings-zone-unknown = Saya tidak mengenal zona bernama itu. Penulisannya seperti <code>Europe/Berlin</code>.
settings-quiet-unknown = Tulis jam seperti <code>22:30-06:45</code>, atau <code>off</code>.
settings-language-title = 🗣 <b>Bahasa</b> chat ini. Channel tetap dengan bahasanya.
button-settings = ⚙️ Pengaturan
button-settings-messages = 🔔 Pesan
button-settings-quiet = 🌙 Jam tenang
button-settings-zone = 🕰 Jam
button-settings-language = 🗣 Bahasa
button-settings-theme = 🎨 Gambar: { $theme }
button-settings-risk = ⚖️ Risiko: { $risk }
button-settings-digest = 📊 Digest: { $period }
button-settings-cost = 💱 Biaya saya
button-settings-kind = { $name }: { $loudness }
button-settings-no-quiet = Tidak ada
button-settings-hours = { $from }–{ $to }
button-settings-place = { $place } { $time }
button-chosen = ✓ { $label }
invite = 🎟 <b>Undangan Anda</b>
    <code>{ $link }</code>
invite-days = Bila seorang teman datang lewatnya untuk pertama kali lalu membayar, kalian berdua mendapat { $duration } gratis.
invite-commission = Bila seorang teman datang lewatnya untuk pertama kali, Anda mendapat { $share } dari yang ia bayar. Dapat dicairkan setelah { $hold }, mulai { NUMBER($minimum) } Stars; pembayaran yang dikembalikan membawanya pergi.
invite-rewards = Sejauh ini membawa hari gratis { NUMBER($rewards) } { $rewards ->
   *[other] kali
}.
invite-balance = Diperoleh: { $payable } dapat dicairkan, { $onHold } ditahan, { $paidOut } sudah dibayar.
invite-caption = 🎟 Undangan Anda: { $link }
invite-country = 🌍 Sebelum menjanjikan sesuatu untuk undangan: di beberapa negara itu tidak diizinkan. Anda tinggal di mana? Saya tanya sekali.
invite-off = Di tempat Anda, undangan tidak memberi hadiah. Tentu Anda tetap boleh menunjukkan saya kepada orang lain.
invited = 👋 Anda diundang. Silakan melihat-lihat.
invited-days = 👋 Anda diundang: saat Anda mengambil paket, Anda dan teman Anda mendapat tambahan { $duration } gratis.
referral-days = 🎁 { $duration } <b>{ $tier }</b> untuk Anda, gratis: sebuah undangan menghasilkan paket. Bila ada milik Anda yang masih ditagih, hari itu disimpan dan mulai setelahnya.
referral-earned = 💶 Anda mendapat <b>{ $amount }</b> dari undangan. Dapat dicairkan mulai { $time }.
button-share = ↗️ Kirim ke seseorang
button-invite-picture = 📷 Sebagai gambar
button-country = { $flag } { $country }
button-elsewhere = Tempat lain
gift = 🎁 <b>Paket untuk orang lain.</b> Pilih dan bayar; Anda mendapat tautan. Yang pertama menekannya mendapat paketnya.
gift-terms = 🎁 Sebelum pembayaran pertama, mohon terima ketentuan { $version }.
gift-description = Hadiah: Anda mendapat tautan untuk diteruskan, dan yang pertama menekannya mendapat paketnya. Tidak ada yang diperpanjang sendiri.
gift-paid = 🎁 <b>Sudah dibayar.</b> Teruskan tautan ini; yang pertama menekannya mendapat paketnya:
    <code>{ $link }</code>
gift-yours = 🎁 Hadiah untuk Anda: <b>{ $tier }</b> sampai <b>{ $until }</b>. Tidak ada tagihan.
gift-kept = 🎁 Hadiah untuk Anda. Disimpan dan mulai setelah yang Anda punya berakhir: lihat /plan.
gift-choose = Tekan tombol di bawah dan pilih siapa yang mendapatkannya. Saya hanya tahu nomornya, tidak lebih.
gift-given = 🎁 <b>{ $name }</b> sudah mendapatkannya, dan sudah saya beri tahu.
gift-not-met = Saya tidak boleh menulis kepada orang yang belum pernah menekan START di sini; berikan tautan ini: { $link }
button-gift-to = 👤 Pilih seseorang di Telegram
button-gift-choose = 👤 Pilih orang
gift-own = 🎁 Itu hadiah Anda sendiri. Teruskan tautannya kepada yang dituju.
gift-taken = Hadiah itu sudah diambil orang lain.
gift-unknown = Saya tidak mengenal hadiah itu, atau sudah dikembalikan.
button-gift-plan = 🎁 { $plan }, { NUMBER($stars) } Stars
pause-ask = ⏸ Jeda paket Anda? Waktunya berhenti, channel privat ditutup, dan sinyal datang seperti di Free, sampai Anda melanjutkannya di /plan. Tiga jeda setahun.
plan-now-paused = ⏸ Dijeda. Tidak sehari pun hilang; /plan melanjutkannya.
plan-resumed = ▶️ Paket Anda berjalan lagi.
pause-refused = { $why ->
    [subscription] Langganan tidak bisa dijeda: batalkan di /plan, yang dibayar tetap.
    [too-often] Anda sudah menjeda tiga kali dalam setahun; tidak bisa lebih.
   *[nothing] Tidak ada yang bisa dijeda sekarang.
}
button-pause-plan = ⏸ Jeda
button-pause-plan-surely = Ya, jeda
button-resume-plan = ▶️ Lanjutkan
recovery-code =
    🛟 <b>Kode pemulihan Anda. Hanya ditampilkan sekarang:</b>
    <code>{ $code }</code>
    Bila Anda kehilangan akun Telegram ini, kirim dari yang baru: <code>/recover { $code }</code>. Semuanya pindah ke sana setelah sehari; selama itu akun ini bisa menghentikannya. Kode lama tidak membuka apa pun lagi.
recover-usage = Seperti ini: <code>/recover A1B2-C3D4-E5F6-0718</code>, dari akun baru. Kodenya dari /recovery di akun lama.
recover-unknown = Saya tidak mengenal kode itu, atau perpindahan dengannya sudah menunggu.
move-asked = 🛟 Akun lama diperingatkan. Bila tidak dihentikan, semuanya pindah ke sini setelah <b>{ $time }</b>. Langganan akun lama lalu dibatalkan; yang dibayar tetap.
move-warning = ⚠️ <b>{ $name }</b> memberikan kode pemulihan Anda dari akun Telegram lain. Setelah <b>{ $time }</b> paket Anda dan semuanya pindah ke sana. Kalau bukan Anda, hentikan sekarang.
move-stopped = ✅ Dihentikan. Semuanya tetap di sini, dan kodenya tidak membuka apa pun lagi. Buat yang baru dengan /recovery.
moved = 🛟 Semuanya sekarang di sini: paket, kunci, dan pengaturan Anda. Gabung lagi ke channel dari /plan.
button-stop-move = ✋ Hentikan
exported = Semua yang disimpan tentang Anda. Dari kunci API dan kode pemulihan kami hanya punya sidiknya, yang tidak disertakan.
erase-ask = 🗑 <b>Hapus semua tentang Anda?</b> Tidak bisa dikembalikan. Tiket, pengaturan, kunci, dan keanggotaan dihapus; pembayaran tetap sesuai hukum, tanpa nama atau id Anda.
erase-ask-paid = <b>{ $tier }</b> Anda berakhir seketika dan tidak dikembalikan dengan ini; langganan dibatalkan dulu.
erased = ✅ Selesai. Saya tidak tahu apa pun lagi tentang Anda; bila Anda menulis lagi, kita berkenalan dari awal.
button-export = 📄 Data saya dulu
button-erase-surely = 🗑 Ya, hapus semuanya
command-invite = Undang teman
command-gift = Paket untuk orang lain
command-recovery = Kode untuk hari Anda kehilangan akun ini
command-recover = Memindahkan semua ke sini dari akun yang hilang
command-export = Semua data Anda sebagai file
command-deletemydata = Lupakan saya
digest-day = 📊 <b>{ $day } Anda</b>
digest-week = 📊 <b>Minggu Anda, { $from } sampai { $to }</b>
digest-decided = Diputuskan: { NUMBER($signals) } sinyal yang boleh Anda lihat, { NUMBER($right) } benar, { NUMBER($wrong) } salah, { NUMBER($others) } terbuka atau bukan keduanya
digest-sent = Dikirim ke Anda: { NUMBER($signals) }, { NUMBER($right) } benar, { NUMBER($wrong) } salah, { NUMBER($others) } terbuka atau bukan keduanya
digest-left-out = Pengaturan Anda melewatkan <b>{ NUMBER($signals) } sinyal: { NUMBER($right) } benar</b>, { $share } { $interval } dari yang sudah selesai
digest-left-out-few = Pengaturan Anda melewatkan <b>{ NUMBER($signals) } sinyal: { NUMBER($right) } benar</b>; terlalu sedikit untuk persentase
digest-left-out-none = Pengaturan Anda tidak melewatkan satu pun.
digest-foot = <i>Sebelum biaya, menurut arah. Semuanya masuk catatan: /track. Anda yang memilih apa yang dikirim: /settings</i>
sales-closed = 🔻 <b>Tidak ada lagi yang dijual</b>: layanan ini sedang ditutup. Yang Anda miliki tetap terbuka sampai habis; lihat /plan.
closing-told-until = 🔻 <b>Layanan ini sedang ditutup.</b> Tidak ada lagi yang dijual. Anda punya { $tier } sampai { $until }, dan tetap terbuka sampai saat itu.
closing-told-for-good = 🔻 <b>Layanan ini sedang ditutup.</b> Tidak ada lagi yang dijual. { $tier } Anda, dibeli untuk selamanya, tetap terbuka sampai layanan berhenti.
closing-told-kept = 🔻 <b>Layanan ini sedang ditutup.</b> Tidak ada lagi yang dijual. Sisa waktu Anda tercatat.
closing-told-cancelled = Langganan Anda dibatalkan: tidak ada lagi yang ditagih.
closing-told-presents = 🎁 { NUMBER($presents) } hadiah yang Anda bayar belum diambil. Tautannya masih berlaku; bila operator mengembalikan Stars, milik Anda ikut kembali.
closing-told-more = Operator melihat sisa milik Anda. Pertanyaan soal uang: /paysupport.
reopened-told = 🔺 <b>Layanan ini tetap berjalan.</b> Paket dijual seperti biasa. Langganan yang dibatalkan tetap batal sampai Anda melanjutkannya di /plan.
