market-from-file = bir dosya
market-note = ⏪ Piyasa: { $note }.
sandbox-redated = { $symbol } { $year } yılından, tarihi { $years } yıl { $direction ->
    [later] ileri
   *[earlier] geri
} alındı
sandbox-replay = { $source ->
    [live] son mumlar { $speed }× hızla tekrar, sonra canlı
    [recorded] kayıtlı mumlar, { $speed }× hızla tekrar
   *[simulated] { $speed }× hızla SİMÜLE piyasa: buradaki sonuçlar gerçeği göstermez
}
sandbox-replay-redated = { $note } ({ $redated })
signals-title = 📈 <b>Sinyaller</b>, en yeniden
signals-title-page = 📈 <b>Sinyaller</b> · sayfa { NUMBER($page) }
signals-title-of = 📈 <b>Sinyaller</b> · { $symbol }, en yeniden
signals-title-of-page = 📈 <b>Sinyaller</b> · { $symbol } · sayfa { NUMBER($page) }
signals-delayed = Free’desiniz: Pro ile aynı sinyaller, { $delay }.
signals-none = Henüz sinyal yok. Çoğu mum sinyal vermez: model yalnızca söyleyecek sözü olduğunda konuşur.
signals-none-such = En yeniler arasında böylesi yok. Seçimi genişletmek için bir düğmeye basın.
signals-open = { $count ->
    [one] { NUMBER($count) } tanesi açık
   *[other] { NUMBER($count) } tanesi açık
}, listenin başında.
button-signals-state = { $state ->
    [open] ⏳ Açık
    [right] ✅ Doğru
    [wrong] ❌ Yanlış
   *[any] Açık ve bitmiş
}
signals-hint = Grafik ve seviyeler için bir numaraya basın.
signal-usage = Hangisi olduğunu yazın: <code>/signal a1b2c3d4e5</code>. Kimlik her sinyalde yazar; listede düğmeler var.
signal-unknown = <code>{ $id }</code> sinyali yok. Kimlik en az 6 karakterdir: 0–9 ve a–f.
signal-later = O kapanışta verilen karar, sinyal olsun olmasın, Free’ye <b>{ $time }</b> ulaşır. Pro’da şimdiden var.
chart-missing = Grafik şu anda çizilemedi, sinyal sözle burada.
predict-choose =
    🔮 <b>Sonraki mumu tahmin et</b>
    Bir piyasa seçin ya da <code>/predict btc</code> gönderin:
predict-choose-timeframe =
    🔮 <b>{ $symbol }</b>
    Hangi mum?
predict-refused = { $code ->
    [unknown-symbol] Bu pariteyi izlemiyorum.
    [unsupported-timeframe] Bu zaman dilimi için modelim yok.
    [no-model] Bu piyasanın modeli hâlâ öğreniyor. Bir dakika sonra deneyin.
   *[bad-candles] Bu piyasanın mumlarında şu an boşluk var; tahmin yürütmektense susuyorum.
}
prediction = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · güven <b>{ $confidence }</b>
prediction-leaning = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · eğilim { $direction ->
    [up] yukarı
   *[down] aşağı
} · güven <b>{ $confidence }</b>
prediction-candle = Mum <b>{ $span }</b>, { $left }
prediction-delayed = ⏳ Free’desiniz: her kapanışı { $delay } sonra öğrenirsiniz.
expected-value = Beklenen değer maliyet sonrası <b>{ $value }</b>
expected-value-unknown = Beklenen değer bilinmiyor, geçmiştekiler boşa çıkmış olabilir: <b>işleme değmez</b>
expected-value-negative = Beklenen değer maliyet sonrası { $value }: <b>işleme değmez</b>
data-quality = Veri kalitesi { $mark } { $stamp }
data-quality-reasons = Veri kalitesi { $mark } { $stamp }: { $reasons }
stamp = { $stamp ->
    [green] iyi
    [amber] kuşkulu
   *[red] kötü
}
model-version = Model <code>{ $version }</code>
action = { $action ->
    [BUY] BUY
    [SELL] SELL
   *[HOLD] HOLD
}
pair-unknown = { $asked } izlemiyorum. İzlediklerim: { $followed }.
pair-unknown-one = { $asked } izlemiyorum. <b>{ $near }</b> mi demek istediniz?
pair-unknown-several = { $asked } izlemiyorum. Bunlardan birini mi demek istediniz?
pair-several = { $asked } birkaç piyasa olabilir. Hangisi?
timeframe-unknown = <b>{ $symbol }</b> { $followed } ile izleniyor, { $asked } ile değil.
words-unknown = <b>{ $symbol }</b> anladım ama { $asked } anlamadım. { $symbol } { $followed } ile izleniyor.
pair-mentioned = <b>{ $symbol }</b>, { $followed } ile izleniyor. Ne görmek istersiniz?
markets-title = 🗂 <b>İzlediklerim</b>
markets-title-page = 🗂 <b>İzlediklerim</b> · sayfa { NUMBER($page) } / { NUMBER($pages) }
markets-line = { $mark } <b>{ $symbol }</b> { $timeframe } · { $state ->
    [ok] güncel
    [closed] 🌙 kapalı
    [late] ⏳ gecikti
    [paused] ⏸ duraklatıldı
   *[disabled] ⛔ devre dışı
} · { $model } · { $record }
markets-no-model = henüz model yok
markets-no-record = henüz biten sinyal yok
markets-record = { NUMBER($settled) } sinyalde doğruluk { $accuracy } { $interval }
status-title = 🩺 <b>Piyasalar ve verileri</b>
status-title-page = 🩺 <b>Piyasalar ve verileri</b> · sayfa { NUMBER($page) } / { NUMBER($pages) }
status-none = Henüz izlenen piyasa yok.
status-marks = <i>🟢 sağlam · 🟡 kuşkulu: sinyallerin yarısı · 🔴 sinyal yok</i>
status-market = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange }
status-market-state = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange } · { $state ->
    [closed] 🌙 kapalı
    [late] ⏳ gecikti
    [paused] ⏸ duraklatıldı
   *[disabled] ⛔ devre dışı
}
status-no-candle = henüz mum yok
status-candle = mum { $time }, { $age } önce
status-counts = { NUMBER($candles) } mum · { NUMBER($gaps) } boşluk · { NUMBER($revisions) } düzeltme
market-chart-title = 📉 <b>{ $symbol } { $timeframe }</b> · son { $price }
market-chart-open = Şu anda açık:
market-chart-none = Burada açık sinyal yok.
market-chart-empty = Henüz { $symbol } mumum yok. Kendiliğinden gelirler; ne kadarının geldiğini /status söyler.
market-chart-missing = Görsel şu anda çizilemedi.
market-chart-choose = 📉 <b>Hangi grafik?</b>
