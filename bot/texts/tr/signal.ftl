signal-disclaimer = Analyser’ın model çıktısıdır, tavsiye değildir. İşlemde yatırdığınız her şeyi kaybedebilirsiniz. Geçmiş sonuçlar geleceği vaat etmez.
signal-hypothetical = Varsayımsal ya da simüle sonuçların sınırları vardır. Gerçek sicilden farklı olarak gerçek işlemi temsil etmezler.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · güven <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>işleme değer</b>
    [unproven] <b>işleme değer</b>, henüz kanıtlanmadı
   *[information] bilgi amaçlı
}
signal-head-settled = <b>{ $side } { $symbol }</b> · { $timeframe } · { $confidence } · { $verdict ->
    [worth] <b>işleme değer</b>
    [unproven] <b>işleme değer</b>, henüz kanıtlanmadı
   *[information] bilgi amaçlı
}
signal-result = { $end ->
    [stop] ⛔ <b>STOP</b>
    [target] 🎯 <b>HEDEF</b>
    [exit] 🚪 <b>ÇIKIŞ</b>
    [right] ✅ <b>DOĞRU</b>
    [wrong] ❌ <b>YANLIŞ</b>
    [flat] ➖ <b>YATAY</b>
   *[void] ⚪ <b>GEÇERSİZ</b>
}
signal-result-mark = { $end ->
    [stop] ⛔
    [target] 🎯
    [exit] 🚪
    [right] ✅
    [wrong] ❌
    [flat] ➖
   *[void] ⚪ geçersiz
}
signal-result-net = maliyet sonrası <b>{ $net }</b>
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = Mum <b>{ $time }</b> kapandı, { $exchange }
signal-recorded = ⏪ <b>Kayıtlı mumlar, yeniden oynatılıyor</b>
signal-recorded-more = Kayıtlı mumlar, yeniden oynatılıyor: hızlandırılmış saatle geçmiş fiyatlar
signal-simulated = 🧪 <b>SİMÜLASYON</b>: uydurma fiyatlar
signal-simulated-more = Simüle bir piyasa: burada hiçbir şey alınıp satılamaz
signal-entry = Giriş <code>{ $price }</code> · çıkış duyurulana dek
signal-entry-until = Giriş <code>{ $price }</code> · bitiş { $until }
signal-levels = Stop <code>{ $stop }</code> · hedef <code>{ $target }</code>
signal-level-stop = Stop <code>{ $stop }</code>
signal-left = Giriş { $from }, çıkış { $to }, saat { $time } UTC
signal-plan = Sonraki açılışta { $entry } civarı giriş · Stop { $stop } ({ $stopDistance }) · Hedef { $target } ({ $targetDistance }) · bitiş { $time }
signal-plan-stop = Sonraki açılışta { $entry } civarı giriş · Stop { $stop } ({ $stopDistance }) · bitiş { $time }
signal-left-more = En geç { $time } çıkıldı: maliyet öncesi { $gross }
signal-worth = { $cost } maliyete karşı beklenen { $value }
signal-not-worth = { $cost } maliyete karşı beklenen { $value }: yön olası, <b>işleme değmez</b>
signal-your-cost = Gidiş dönüş { $cost } maliyetinizle (/cost)
signal-value-unknown = Yön olası, { $cost } maliyetle <b>işleme değmez</b>: geçmiş beklentiler boşa çıkmış olabilir
signal-not-shown = ⚠️ Böyle sinyallerin maliyetini çıkardığı henüz gösterilmedi
signal-one-bet = { NUMBER($count) } taneden biri, hepsi { $side }: <b>tek bahis</b>
signal-one-of = Bu kapanıştaki { NUMBER($count) } taneden biri
signal-record-net = Maliyet sonrası: sinyal başına { $net } ({ NUMBER($signals) })
signal-record-net-more = Sicil: plana göre maliyet sonrası sinyal başına { $net }, { NUMBER($closes) } kapanışta { NUMBER($signals) } sinyal
signal-record-none = Sicil: henüz biten sinyal yok
signal-record-none-of = { $of } sicili: henüz biten sinyal yok
signal-record = Sicil: { $decided } sinyalde doğruluk <b>{ $accuracy }</b> { $interval } (95 % aralığı)
signal-record-of = { $of } sicili: { $decided } sinyalde doğruluk <b>{ $accuracy }</b> { $interval } (95 % aralığı)
signal-record-reversal = Sicil: { $decided } sinyalde doğruluk <b>{ $accuracy }</b> { $interval } (95 % aralığı; son muma karşı oynamak: { $reversal })
signal-record-reversal-of = { $of } sicili: { $decided } sinyalde doğruluk <b>{ $accuracy }</b> { $interval } (95 % aralığı; son muma karşı oynamak: { $reversal })
signal-sent = Gönderim { $time }, kapanıştan { $delay } sonra
signal-end = { $command } · tavsiye değildir · /terms
signal-end-link = <a href="{ $link }">Grafik ve ayrıntı</a> · tavsiye değildir · /terms
signal-outcome = { $outcome ->
    [right] ✅ <b>DOĞRU</b>
    [wrong] ❌ <b>YANLIŞ</b>
    [flat] ➖ <b>YATAY</b>: mum açıldığı yerde kapandı, ne doğru ne yanlış sayılır
   *[void] ⚪ <b>GEÇERSİZ</b>: sonraki mum gelmedi, bu sinyal puanlanmaz
}
signal-moved = Mum { $open } → { $close } gitti ({ $move }): bu { $side } için maliyet öncesi <b>{ $gain }</b>
swing-head = { $mark } <b>{ $side } { $symbol }</b> · swing, günlerce · { $verdict ->
    [worth] <b>işleme değer</b>
   *[information] bilgi amaçlı
}
swing-head-settled = <b>{ $side } { $symbol }</b> · swing · { $verdict ->
    [worth] <b>işleme değer</b>
   *[information] bilgi amaçlı
}
swing-line = { $mark } <b>{ $side } { $symbol }</b> swing
swing-worth = Taraf başına { $cost } maliyetle <b>işleme değer</b>: bu maliyet sonrası geçmişi gösteriyor
swing-information = <b>Bilgi amaçlı</b>: geçmişi, taraf başına { $cost } maliyetinden fazlasını henüz göstermedi
swing-entry = Sonraki açılışta giriş, <code>{ $price }</code> civarı
swing-stop = Stop <code>{ $price }</code> ({ $distance }) · büyüklük { $size }
swing-held = Hedef yok; çıkışı duyurana dek tutulur
swing-plan = Mum { $time } kapandı, { $exchange }. Sonraki açılışta { $price } civarı giriş; stop { $stop } ({ $distance }), 4 sa kapanışlarına göre; hedef yok
swing-size = Büyüklük: en çok hesabın { $size } kadarı; böylece stop { $risk } götürür
swing-expect = Coin başına yılda { NUMBER($entries) } giriş; 10’da { NUMBER($won) } kazanır, ortalama kazanç ortalama kaybın { NUMBER($ratio) } katı; art arda { NUMBER($losses) } kayıp olağandır ({ $past }, maliyet sonrası)
swing-rule = Kural: trend gücü { $enter } üstüne çıkınca giriş, { $leave } altına inince ya da stopta çıkış ({ $version }).
swing-trim = ✂️ <b>{ $share } sat</b> · { $side } { $symbol }, { $day } swing’i
swing-trim-how = Sonraki açılışta, <code>{ $price }</code> civarı
swing-trim-stop = Stop <code>{ $stop }</code> seviyesinde kalır
swing-trim-why = Fiyat son adımdan { $gain }: pozisyon baştaki riski taşısın diye o kadar satılır.
swing-leave = ⏹ <b>Şimdi çık</b> · { $side } { $symbol }, { $day } swing’i
swing-leave-price = Tümü sonraki açılışta, <code>{ $price }</code> civarı
swing-leave-how = Girişten beri: maliyet öncesi <b>{ $gain }</b>
swing-leave-stop = Mum { $price } seviyesinde, { $stop } stopunun ötesinde kapandı. Sonuç giriş mesajında gelecek.
swing-leave-faded = Trend söndü; mum { $price } seviyesinde kapandı. Sonuç giriş mesajında gelecek.
swing-trimmed = ✂️ { $day } { $share } satıldı, <code>{ $price }</code> civarı
swing-trimmed-more = { $time } { $share } satıldı, { $price } civarı
swing-left = ⏹ Çıkış duyuruldu; sonuç gelecek
swing-left-more = Çıkış { $time } duyuruldu; sonuç sonraki mum kapanınca gelecek
swing-outcome = { $outcome ->
    [right] ✅ <b>KAZANÇ { $result }</b>
    [wrong] ❌ <b>KAYIP { $result }</b>
   *[flat] ➖ <b>BAŞA BAŞ</b>
} maliyet sonrası, { $held } içinde
swing-outcome-void = ⚪ <b>GEÇERSİZ</b> (tutulurken fiyatın birimi değişti)
swing-filled = Giriş <code>{ $entry }</code>, çıkış <code>{ $exit }</code>
swing-filled-more = Giriş { $entry }, çıkış { $exit } ({ $how }): maliyet öncesi { $gain }
swing-filled-trimmed = Giriş { $entry }, önce satılanlarla ortalama çıkış { $exit } ({ $how }): maliyet öncesi { $gain }
swing-how = { $touched ->
    [stop] stopta
   *[exit] trend söndü
}
swing-state-held = ⏳ tutuluyor
swing-state-left = ⏹ çıkış duyuruldu
swing-why-title = 🔎 <b>Neden { $side } { $symbol }</b> · { $time } swing’i
swing-why-strength = Trend 1 üzerinden <b>{ $strength }</b>: beş pencerenin ortalaması. Giriş { $enter } üstünü ister, { $leave } altında çıkılır.
swing-why-up = ▲ { NUMBER($days) } gün: { $move } yukarı, olağan hareketinin { $times } katı
swing-why-down = ▼ { NUMBER($days) } gün: { $move } aşağı, olağan hareketinin { $times } katı
swing-why-usual = Olağan hareket bir standart sapmadır: son beş ayda günde { $daily }.
close-head = <b>{ NUMBER($count) } sinyal</b> · { $timeframe } · mum kapandı <b>{ $time }</b>
close-line = { $mark } { $side } <a href="{ $link }">{ $symbol }</a> { $confidence } · { $verdict ->
    [worth] işleme değer
    [unproven] işleme değer, henüz kanıtlanmadı
   *[information] bilgi amaçlı
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] işleme değer
    [unproven] işleme değer, henüz kanıtlanmadı
   *[information] bilgi amaçlı
} · { $command }
close-swing = swing
close-not-shown = ⚠️ Henüz kanıtlanmadı: böyle sinyallerin maliyetini çıkardığı gösterilmedi
close-outcome = { $outcome } · <b>{ $symbol }</b>
repeat-signal = 🔁 <i>{ $id } sinyalinin tekrarı olabilir: ilk deneme yanıtsız kaldı</i>
inline-title = { $mark } { $side } { $symbol } { $timeframe } · { $state }
inline-about = { $time } · { $confidence }
inline-none = Bunun için henüz herkese açık sinyal yok
inline-open = Botu aç
group-leave = Gruplarda kalmıyorum. Herhangi bir sohbette @{ $bot } ve btc gibi bir parite yazın, herkese açık son sinyal gelir; gerisi kendi sohbetimizde.
channel-about-unsold = { $title } planı için, henüz satışta değil.
channel-about-posts = { $posts ->
    [worth] Maliyet sonrası işleme değer sinyaller; ötekiler botta.
   *[all] Bütün sinyaller; bilgi amaçlılar ve kaybettirenler de.
}
channel-about-at-once = Mum kapanınca gönderilir.
channel-about-later = Kapanıştan { $candles } mum sonra, swing { $days } gün sonra.
channel-about-cost = Maliyet: taraf başına { $cost }.
channel-about-cost-stated = Maliyet: kripto taraf başına { $cost }, döviz spread.
channel-about-not-shown = Maliyeti çıkardığı gösterilmedi: { $families }.
channel-about-family = { $family ->
    [swing] swing
   *[next-candle] { $assets ->
        [crypto] kripto
        [forex] döviz
       *[metal] metal
    }
}
channel-about-not-advice = Tavsiye değildir.
