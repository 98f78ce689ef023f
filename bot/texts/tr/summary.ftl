summary-day = 📋 <b>{ $day } özeti</b> (UTC)
summary-week = 📋 <b>{ $from } – { $to } haftasının özeti</b> (UTC)
summary-posted = Burada yayımlanan: { NUMBER($closes) } mum kapanışında <b>{ NUMBER($posted) }</b> sinyal ({ $pairs })
summary-none = Burada bir şey yayımlanmadı.
summary-exits = Günlerce tutulmuş { NUMBER($count) } pozisyondan çıkıldı: çıkış sonucuyla sayılır
summary-net = Yayımlanan planlara göre, maliyet sonrası: sinyal başına ortalama <b>{ $mean }</b>, 95 % { $low } ile { $high } arası
summary-net-few = Yayımlanan planlara göre, maliyet sonrası: sinyal başına ortalama <b>{ $mean }</b>; şanstan ayırt etmek için çok az
summary-verdict = { $verdict ->
    [gain] Şansın açıkladığından fazla.
    [loss] Şanssızlığın açıklamadığı bir kayıp.
   *[luck] Şanstan fazlası olduğu gösterilmedi.
}
summary-won = Para kazandıran: <b>{ NUMBER($counted) } içinde { NUMBER($won) }</b> ({ $share })
summary-win = Ortalama kazanç { $win }
summary-loss = Ortalama kayıp { $loss }
summary-left-out = Yukarıda sayılmayan:
summary-open = • { NUMBER($count) } hâlâ açık
summary-void = • { NUMBER($count) } sonuçsuz: mum gelmedi
summary-held-back = • { NUMBER($count) } karar verildi, burada yayımlanmadı: bilgi amaçlı, işleme değmez
summary-too-late = • { NUMBER($count) } yayımlanmadı: haber olmak için geç
summary-failed = • { NUMBER($count) } yayımlandığı kesin değil: Telegram almadı ya da yanıt vermedi
summary-foot = <i>Hepsi sicilde sayılır: /track. Tavsiye değildir; geçmiş geleceği vaat etmez. /terms</i>
