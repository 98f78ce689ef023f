why-title = 🔎 <b>Neden { $side } { $symbol }</b> · { $timeframe } · mum kapandı { $time }
why-chance = Sonraki mumun daha yukarıda kapanma olasılığı: <b>{ $chance }</b>. Hiçbir şey bilmeden { $start } olurdu. Ekleyen ▲ ya da eksilten ▼:
why-part = { $mark } <b>{ $points }</b>
why-rest = { $mark } { $points } geri kalan her şey
why-differs = Sinyal { $chance } demişti: o günden beri dayandığı mumlar değişti.
why-how = Kalın sayılar { $start } ile { $chance } arasını toplar. “Böyle”: önceki { NUMBER($cases) } içinde buna en çok benzeyenler; hangisi olursa olsun ardından 100’de { $share } kez yükseldi. Bu, modelin okuduğudur; piyasayı hareket ettiren değil. Model <code>{ $version }</code>
why-usage = Hangi sinyal: <code>/why a1b2c3d4e5</code>. Kimlik her sinyalde yazar; grafiğinin altında düğme var.
why-no-model = Bu sinyali veren model artık saklanmıyor; neyin etkilediğini söyleyemem.
why-no-candles = Bu sinyalin dayandığı mumların hepsi artık saklı değil; neyin etkilediğini söyleyemem.
why-followed = ; { $after ->
    [at-hour] bu saatte
    [weekday] bu günde
    [days] böyle günlerden sonra
    [past] bütün geçmişinde
    [hours] böyle saatlerden sonra
   *[candles] böyle mumlardan sonra
} 100’de { $share } kez yükseldi
why-followed-few = ; { $after ->
    [at-hour] bu saatte
    [weekday] bu günde
    [days] böyle günlerden sonra
    [past] bütün geçmişinde
    [hours] böyle saatlerden sonra
   *[candles] böyle mumlardan sonra
} { NUMBER($cases) } kezin { NUMBER($rises) } tanesinde yükseldi (az örnek: 100’de { $low } – { $high })
why-too-few = ; saymak için böyle örnek çok az
why-move = { $way ->
    [up] { $size } yükseldi
    [down] { $size } düştü
   *[still] kıpırdamadı
}
why-span = { $timeframe ->
    [m1] bir dakikada
    [m5] beş dakikada
    [m15] çeyrek saatte
    [m30] yarım saatte
    [h1] bir saatte
    [h4] dört saatte
   *[d1] bir günde
}
why-last-move = { $name } { $span } { $move }
why-last-move-usual = { $name } { $span } { $move }, olağanın { $times } katı
why-earlier-moves = son mumdan önceki { $span } içinde { $move }
why-trend = { $span } boyunca { $move }
why-candle-close = mum, en düşükten en yükseğe yolun { $share } noktasında kapandı
why-price-place = { $name }, { $span } aralığında en düşükten en yükseğe yolun { $share } noktasında
why-swings = son { $span } hareketleri olağanın { $times } katıydı
why-volume = hacim olağanın { $times } katıydı
why-takers = hacmin { $share } kadarı aceleci alıcılardan
why-spread = alış satış farkı { $size }
why-spread-usual = alış satış farkı { $size }, olağanın { $times } katı
why-hour = sonraki mum { $time } UTC’de açılır, sizin saatinizle <tg-time unix="{ $unix }" format="t">{ $time } UTC</tg-time>
why-weekday = sonraki mumun açılış günü { $day }
why-day = { $day ->
    [monday] pazartesi
    [tuesday] salı
    [wednesday] çarşamba
    [thursday] perşembe
    [friday] cuma
    [saturday] cumartesi
   *[sunday] pazar
}
why-same-time = dün bu saatte { $move }
why-leader = aynı sürede Bitcoin { $move }
why-peers = aynı sürede öteki piyasalar ortalama { $move }
why-path = mumun sonunda fiyat { $way ->
    [up] aralığının { $share } kadarı yükseldi
    [down] aralığının { $share } kadarı düştü
   *[still] yerinde kaldı
}
why-funding = yükselişe oynamayı tutmak { $way ->
    [up] { $size } tutuyor (funding)
    [down] { $size } kazandırıyor (funding)
   *[still] bedava (funding)
}
why-long-short = düşüşe oynayan her hesaba karşı { $times } hesap yükselişe oynuyor
why-fear-greed = Korku ve Açgözlülük endeksi 100 üzerinden { $index }
why-this-market = { $name } öteki piyasalar gibi değil
why-chosen = burada seçilen göstergeler: { $names }
why-unread = { $family }
why-family = { $family ->
    [last-move] son mumun hareketi
    [earlier-moves] ondan önceki hareketler
    [day-trend] { $day } trendi
    [week-trend] { $week } trendi
    [candle-close] mumun kapandığı yer
    [day-place] { $day } aralığındaki yer
    [week-place] { $week } aralığındaki yer
    [swings] hareketlerin büyüklüğü
    [volume] işlem hacmi
    [takers] kimin acelesi vardı
    [spread] alış satış farkı
    [hour] saat
    [weekday] haftanın günü
    [same-time] dün bu saat
    [leader] Bitcoin
    [peers] öteki piyasalar
    [path] mumun sonu
    [funding] funding oranı
    [long-short] yükselişe oynayanlar
    [fear-greed] Korku ve Açgözlülük endeksi
    [this-market] hangi piyasa olduğu
   *[chosen] seçilen göstergeler
}
why-times = olağanın { $times } katı
why-utc = { $time } UTC
why-bar = { $family }: { $value }
why-bar-rest = geri kalan her şey
why-bar-chance = yükseliş olasılığı: { $start } → { $chance }
why-bar-title = Neden { $side } { $symbol } { $timeframe }?
why-bar-closed = mum kapandı { $time }
