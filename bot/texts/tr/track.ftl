track-title = 📊 <b>Sicil</b> · bütün piyasalar
track-title-of = 📊 <b>Sicil</b> · { $symbol }
track-empty = Henüz biten sinyal yok. Sicil kendiliğinden dolar, mum mum, kaybettirenler dahil.
track-span = { $from } – { $to }
track-published = <b>Bütün sinyaller, yayımlanan plana göre, maliyet sonrası</b>
track-direction = <b>Yalnızca yön</b>, maliyet öncesi
track-counts = { NUMBER($closes) } kapanışta { NUMBER($signals) } sinyal
track-net = Sinyal başına <b>{ $average }</b> (95 %: { $low } – { $high })
track-net-alone = Sinyal başına <b>{ $average }</b>
track-won = { $share } { $interval } kazandı: ortalama { $win }, ötekiler { $loss }
track-touched = { NUMBER($stopped) } stopta, { NUMBER($target) } hedefte
track-worth = İşleme değer
track-worth-net = <b>İşleme değer</b>: sinyal başına <b>{ $average }</b> (95 %: { $low } – { $high }), { NUMBER($closes) } kapanışta { NUMBER($signals) }; { NUMBER($left) } bilgi amaçlı, sayılmadı
track-worth-none = <b>İşleme değer</b>: henüz sinyal yok
track-equity = Bunları izleyen bir hesap: { $result }, en derin düşüş { $fall }
track-not-shown = ⚠️ Maliyetini çıkardığı henüz gösterilmedi.
track-information = Yalnızca bilgi amaçlı
track-unreached = Kimseye zamanında ulaşmadı
track-windows = <b>Zaman içinde</b>, plana göre maliyet sonrası
track-last = son { $days } gün
track-line = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: sinyal başına { $average }, { NUMBER($closes) } kapanışta { NUMBER($signals) }
track-line-none = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: puanlanan yok ({ NUMBER($closes) } kapanışta { NUMBER($signals) } sinyal)
track-scored = <b>Puanlanan her mum</b>, gönderilmiş ya da değil
track-markets = <b>Piyasaya göre</b>, yayımlananlar
track-explained = <i>Plana göre: sonraki açılışta giriş; stop, hedef ya da ufuktan hangisi önceyse orada çıkış; ikisi aynı mumdaysa stop. Köşeli parantezde: 95 % aralığı; aynı kapanışın sinyalleri tek bahis sayılır. Bu sonuçları kimse sizin için işleme koymadı; geçmiş geleceği vaat etmez.</i>
track-right = { NUMBER($count) } doğru
track-wrong = { NUMBER($count) } yanlış
track-flat = { NUMBER($count) } yatay
track-void = { NUMBER($count) } geçersiz
track-accuracy = Doğruluk <b>{ $accuracy }</b> { $interval }
track-accuracy-none = Doğruluk: henüz sayılacak yok
track-reversal = Aynı mumlarda ters dönüş kuralı: { $accuracy }
track-average = ortalama { $average }, maliyet öncesi
track-average-sides = ortalama { $average }: doğruyken { $right }, yanlışken { $wrong }
track-verdict-early = Karşılaştırmak için erken.
track-verdict-few = ⚠️ Yalnızca { NUMBER($counted) } sayıldı: { NUMBER($few) } altında şans beceriden ağır basar.
track-verdict-better = ✅ Aralığın tümü basit ters dönüş kuralının üstünde.
track-verdict-worse = ❌ Basit ters dönüş kuralından kötü.
track-verdict-same = ➖ Basit ters dönüş kuralından iyi olduğu henüz gösterilmedi.
track-more = ve { NUMBER($more) } tane daha: aşağıdaki parite sayfalarına bakın
track-series-none = { $market }: henüz biten yok
track-series = { $market }: plana göre sinyal başına { $net }; { NUMBER($counted) } sinyalde doğruluk { $accuracy } { $interval }
calibration-title = 🎯 <b>Olasılıklar tutuyor mu?</b> · { $market }
calibration-all = bütün piyasalar
calibration-empty = Henüz puanlanan yok. Sinyal olsun olmasın her mum bir tane ekler.
calibration-rows = Sonucu bilinmeden puanlanan { NUMBER($rows) } mum, { $from } – { $to }.
calibration-error = Söylenen ile görülen, eşit on grupta ortalama <b>{ $error }</b> ayrışıyor.
calibration-chance = Olasılıklar tam doğruyken bile şans tek başına { $upper } kadar sapma yapar (100’de 95): { $verdict ->
    [within] yanlış olduklarına dair işaret yok
   *[beyond] şansın açıkladığından fazla: olasılıklar sapıyor
}.
calibration-accuracy = Doğru bilinen: <b>{ $accuracy }</b> { $interval }; aynı mumlarda ters dönüş kuralı: { $reversal }
calibration-accuracy-alone = Doğru bilinen: <b>{ $accuracy }</b> { $interval }
calibration-confident = En güvenli { $share }: { NUMBER($count) } mumda <b>{ $accuracy }</b> { $interval }
calibration-explained = <i>Kesikli çizgide 55 % olasılık 100’de 55 kez gerçekleşir. Köşeli parantezde ve çubuklarda: 95 % aralığı.</i>
equity-title = 📈 <b>İşleme değer, toplanmış</b> · { $market }
equity-all = bütün piyasalar
equity-empty = İşleme değer denenlerden henüz biten yok.
equity-line = { $family ->
    [swing] Swing
   *[next-candle] Sonraki mum
}: toplam <b>{ $result }</b>, en derin düşüş { $fall }, { NUMBER($count) } sinyal
equity-explained = <i>Her sonuç yayımlanan plana göre ve maliyet sonrası, hep aynı tutarla toplandı. Altta: en yüksek değerinin ne kadar altında kaldığı. Geçmiş geleceği vaat etmez.</i>

# The history as a file
history = 🗂 { $from } tarihinden beri { NUMBER($count) } sinyal, kaybedenler dahil, şimdi görebildiğiniz biçimde: ne yazıldı, ne zaman ve sonu ne oldu. Saatler UTC; plana göre sonuçlar belirtilen maliyetten sonradır. Varsayımsal sonuçlar: kimse sizin için işlem yapmadı ve geçmiş geleceği vaat etmez.
history-empty = Son 12 aydan henüz sinyal yok.
