summary-day = 📋 <b>Ringkasan { $day }</b> (UTC)
summary-week = 📋 <b>Ringkasan pekan { $from } – { $to }</b> (UTC)
summary-posted = Diterbitkan di sini: <b>{ NUMBER($posted) }</b> sinyal pada { NUMBER($closes) } penutupan candle ({ $pairs })
summary-none = Tidak ada yang diterbitkan di sini.
summary-exits = { NUMBER($count) } posisi yang ditahan berhari-hari ditutup: dihitung menurut hasil keluarnya
summary-net = Menurut rencana yang diterbitkan, setelah biaya: rata-rata <b>{ $mean }</b> per sinyal, 95 % antara { $low } dan { $high }
summary-net-few = Menurut rencana yang diterbitkan, setelah biaya: rata-rata <b>{ $mean }</b> per sinyal; terlalu sedikit untuk dibedakan dari keberuntungan
summary-verdict = { $verdict ->
    [gain] Lebih dari yang dijelaskan keberuntungan.
    [loss] Kerugian yang tak dijelaskan nasib buruk.
   *[luck] Belum terbukti lebih dari keberuntungan.
}
summary-won = Untung: <b>{ NUMBER($won) } dari { NUMBER($counted) }</b> ({ $share })
summary-win = Rata-rata untung { $win }
summary-loss = Rata-rata rugi { $loss }
summary-left-out = Tidak dihitung di atas:
summary-open = • { NUMBER($count) } masih terbuka
summary-void = • { NUMBER($count) } tanpa hasil: candle tidak pernah datang
summary-held-back = • { NUMBER($count) } diputuskan tetapi tidak diterbitkan di sini: hanya informasi, tidak layak
summary-too-late = • { NUMBER($count) } tidak diterbitkan: terlambat untuk jadi berita
summary-failed = • { NUMBER($count) } tidak pasti terbit: Telegram menolak atau tidak menjawab
summary-foot = <i>Semuanya dihitung dalam rekam jejak: /track. Bukan saran; yang lampau tidak menjanjikan yang akan datang. /terms</i>
