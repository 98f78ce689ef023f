greeting = 👋 Merhaba { $name }. Mumları izler, bir sonrakinin hangi yönde kapanmasının daha olası olduğunu söylerim: <b>BUY</b>, <b>SELL</b> ya da hiçbiri.
greeting-record =
    • Her sinyal gönderilmeden önce kaydedilir, mum kapanınca puanlanır. Kaybettirenler de sicilde kalır.
    • Avantaj küçüktür ve kaybolabilir. Sicil, ona ne kadar güvenilebileceğini gösterir.
greeting-free = • Sinyaller ücretsiz.
greeting-tiers = • <b>Free</b>: bütün sinyaller, { $delay }. <b>Pro</b>: mum kapandığı anda.
greeting-warning = <i>Model çıktısıdır, tavsiye değildir. İşleme koyduğunuz her şeyi kaybedebilirsiniz.</i>
link-unknown = Bu bağlantı artık bir yere götürmüyor. Yapabildiğim her şey burada.
help-title = ❓ <b>Neler yapabilirim</b>
help-line = /{ $command }  { $about }
help-line-of = /{ $command } <code>{ $example }</code>  { $about }
help-of-tier = { $about } ({ $tier })
help-operators = <b>Operatör olarak</b>
help-pairs = İzlediklerim: { $pairs }. Bir paritenin adını yazın, örneğin <code>bitcoin</code>; onunla ilgili her şeyi göstereyim.
help-reading = <b>Sinyal nasıl okunur.</b> Güven, bir sonraki mumun o yönde kapanma olasılığıdır; 55 %, 100’de 45’inin yanıldığı demektir. Beklenen değer, maliyetten sonra kalandır; sıfırın altındaysa söylerim.
tier-free = Free
tier-pro = Pro
tier-elite = Elite
plan-title = ⭐ <b>Planınız: { $tier }</b>
plan-free = Free’de bütün sinyaller, sicil ve ücretsiz kanal var.
plan-free-no-channel = Free’de bütün sinyaller ve sicil var.
plan-free-delayed = Free’de bütün sinyaller ({ $delay }), sicil ve ücretsiz kanal var.
plan-free-delayed-no-channel = Free’de bütün sinyaller ({ $delay }) ve sicil var.
plan-until = Bitiş: <b>{ $until }</b>, kalan { $left }. Kendiliğinden biter; hiçbir şey yenilenmez.
plan-for-good = Hizmet sürdükçe, süresiz sizin.
plan-renews = Ödendi: <b>{ $until }</b> tarihine kadar, kalan { $left }. Sonra { $amount } ile yenilenir.
plan-cancelled = İptal edildi: artık ücret alınmaz. <b>{ $until }</b> tarihine kadar açık, kalan { $left }.
plan-past-due = ⚠️ Yenileme ücreti alınamadı. <b>{ $until }</b> tarihine kadar her şey açık: bakiyenize Stars ekleyip Telegram Ayarları’nda Yıldızlarım bölümünden yenileyin ya da buradan gün ekleyin.
plan-past-due-card = ⚠️ Kartınızdan ücret alınamadı. <b>{ $until }</b> tarihine kadar her şey açık; yeniden denenecek. Aşağıdaki “Kartım” ile başka kart kullanabilirsiniz.
plan-trial = Denemeniz <b>{ $until }</b> tarihine kadar sürer, kalan { $left }. Kendiliğinden biter; ücret alınmaz.
plan-granted = Hediye, <b>{ $until }</b> tarihine kadar, kalan { $left }. Kendiliğinden biter; ücret alınmaz.
plan-paused = ⏸ Planınız duraklatıldı. Süresi işlemiyor.
plan-kept = ➕ { $kept } { $tier } saklandı; bu bitince başlar.
plan-kept-for-good = ➕ Süresiz { $tier } saklandı; bu bitince başlar.
plan-channels = Kanallarınız:
plan-ended = Ücretli süreniz { $time } itibarıyla bitti.
plan-refunded = Ödemeniz iade edildi.
terms-accepted = ✅ { $version } koşulları kabul edildi. Fatura aşağıda 👇
invoice-sent = Fatura aşağıda 👇
terms-changed = Koşullar o günden beri değişti. Lütfen günceline bakın:
pre-checkout-refused = { $code ->
    [unknown-invoice] Bu fatura bize ait değil. Ücret alınmadı. Yenisi için /subscribe gönderin.
    [other-account] Bu fatura başkası için kesilmiş. Ücret alınmadı. Kendinizinki için /subscribe gönderin.
    [old-invoice] Bu fatura çok eski. Ücret alınmadı. Yenisi için /subscribe gönderin.
    [wrong-price] Faturanın fiyatı planla uyuşmuyor. Ücret alınmadı. Yenisi için /subscribe gönderin.
    [already-subscribed] Zaten açık bir aboneliğiniz var. Ücret alınmadı. Bkz. /plan.
    [higher-plan-runs] Daha yüksek bir plan açık; bunu boşuna ödemiş olurdunuz. Ücret alınmadı. Bkz. /plan.
    [closed] Artık satış yok: bu hizmet kapatılıyor. Ücret alınmadı.
   *[terms-not-accepted] Önce koşulları kabul edin: /subscribe gönderin. Ücret alınmadı.
}
pre-checkout-unavailable = Şu anda ödeme alamıyoruz. Ücret alınmadı. Birazdan yeniden deneyin.
paid = ✅ <b>Ödeme alındı: { $amount }.</b>
paid-tier = <b>{ $tier }</b> sizin. Kendiliğinden biter; hiçbir şey yenilenmez.
paid-tier-until = <b>{ $tier }</b> <b>{ $until }</b> tarihine kadar sizin. Kendiliğinden biter; hiçbir şey yenilenmez.
paid-tier-renews = <b>{ $tier }</b> <b>{ $until }</b> tarihine kadar sizin; sonra kendiliğinden yenilenir. /plan’dan istediğiniz an iptal edin.
paid-tier-for-good = <b>{ $tier }</b> süresiz sizin.
paid-channel = Kanalınıza katılmak için düğmeye basın. Sizi hemen içeri alırım.
paid-no-channel = Artık her sinyal size burada gecikmesiz ulaşır: /signals.
payment-unmatched = Ödemeniz ulaştı ama bir planla eşleştiremedim. Operatöre haber verildi. Düzeltmemiz için /paysupport gönderin.
refunded = ↩️ { $amount } size iade edildi, satın aldığı günler geri alındı. Şimdi <b>{ $tier }</b> planındasınız.
refunded-part = ↩️ Ödemenizin { $amount } tutarı kartınıza iade edildi. Sahip olduklarınız /plan içinde.
refund-failed = ↩️ Bankanız size iade edilecek { $amount } tutarını bize geri gönderdi. Onunla ödediğiniz yeniden açık: /plan. Parayı başka bir yolla almak için /paysupport gönderin.
maybe-repeated = <i>Bunu gönderirken kesintiye uğradım: daha önce almış olabilirsiniz.</i>
payment-delayed = ⏳ <b>{ NUMBER($stars) } Stars</b> ödemeniz ulaştı ve güvende. Planınızın açılması her zamankinden uzun sürüyor; operatöre haber verildi, hazır olunca yazarım.
refund-delayed = ⏳ { NUMBER($stars) } Stars size iade edildi. Kaydı her zamankinden uzun sürüyor; bitince haber veririm.
join-delayed = ⏳ Şu anda planınıza bakamıyorum. <b>{ $title }</b> için katılma isteğiniz saklandı; en kısa sürede yanıtlarım.
join-welcome = 🔓 <b>{ $title }</b> kanalına hoş geldiniz. Yeni sinyaller mum kapandığı anda orada.
join-declined = <b>{ $title }</b> aboneler içindir ve geçerli bir planınız yok. Düğmeye basın, kapı kendiliğinden açılır.
expired = Planınız bitti, bu yüzden <b>{ $title }</b> sizin için kapandı. Free’de ne varsa sizde kalır: /signals, /track ve ücretsiz kanal. İstediğiniz zaman dönün.
channel-open = 🔓 <b>{ $title }</b> size açık. Katılmak için düğmeye basın.
channel-link-missing = 🔓 <b>{ $title }</b> size açık ama Telegram bağlantısını henüz vermedi. Bir dakika sonra deneyin.
channel-locked = 🔒 <b>{ $title }</b> özel bir kanal: her sinyal, mumu kapandığı anda orada yayımlanır. Bu plan onu açar; ödeme sonrası katılma düğmesi gelir.
channel-not-sold = 🔒 <b>{ $title }</b> özel bir kanal ve onu açan bir plan şu anda satışta değil.
support-ask-payment =
    💬 <b>Ödeme yardımı</b>
    Neyin ters gittiğini tek mesajda yazın: ne ödediniz, ne zaman. Operatöre iletilir.
    /cancel ile vazgeçin.
support-ask-general =
    💬 <b>Destek</b>
    Sorunuzu tek mesajda yazın. Operatöre iletilir.
    /cancel ile vazgeçin.
support-stored = ✅ <code>{ $id }</code> numaralı talep olarak kaydedildi. { $duty ->
    [on] Burada size bir kişi yanıt verecek.
   *[off] Bu sohbette görevli yok; operatör kayıtlı talepleri okur.
}
support-too-long = Çok uzun. Lütfen { NUMBER($most) } karakterin altında tutun.
support-answer =
    💬 <b>Talebinize yanıt</b> <code>{ $id }</code>
    { $words }
cancelled = İptal edildi.
nothing-to-cancel = İptal edilecek bir şey yok.
toast-old-button = Bu düğme çok eski. Yeni menü için /start gönderin.
toast-slow-down = Çok hızlısınız. { $wait } sonra yine yanıtlarım.
toast-failed = Bir şeyler ters gitti ({ $code }). Yeniden deneyin.
slow-down = ⏳ Bir dakikada { NUMBER($perMinute) } sorudan fazla oldu. { $wait } sonra yine yanıtlarım; o zamana dek susuyorum.
slow-down-upgrade = ⏳ Bir dakikada { NUMBER($perMinute) } sorudan fazla oldu. { $wait } sonra yine yanıtlarım; o zamana dek susuyorum. Pro’da sınır daha yüksek.
failed = 😕 Bizim tarafta bir sorun çıktı (<code>{ $code }</code>): operatöre haber verildi, bir dakika sonra deneyin.
not-understood = Anlamadım. <code>btc</code> ya da <code>euro</code> gibi bir parite adı yazın, bir düğmeye basın ya da yapabildiğim her şey için /help’e bakın.
money-trouble = Ödemede sorun olduysa düğmeye basın, ne ödediğinizi ve ne zaman ödediğinizi tek mesajda yazın. Operatöre iletilir.
cost-title = 💱 <b>İşlem maliyetiniz</b>
cost-crypto = Kripto: taraf başına <b>{ $cost }</b>, sizinki
cost-crypto-stated = Kripto: her sinyalde belirtildiği gibi
cost-forex = Döviz pariteleri: gidiş dönüş <b>{ $cost }</b>, sizinki
cost-forex-stated = Döviz pariteleri: her sinyalde belirtildiği gibi
cost-how = Bu sohbetteki değerlendirme ve sonuçlar sizin maliyetinize göredir; kanallar ve sicil belirtilen maliyeti kullanır. Aşağıdan yaygın bir komisyon seçin ya da yüzde olarak yazın: kripto için taraf başına /cost 0.12; bir paritenin spread’i için /cost forex 0.01.
cost-unclear = Bu maliyeti anlayamadım.
watch-title = 🔔 <b>Size gönderilen sinyaller</b>
watch-off = Henüz yok. Bir pariteye ya da hepsine basın; sinyalleri mum kapandığı anda buraya gelir.
watch-all = Bütün pariteler.
watch-pairs = { $pairs }.
watch-side = Yalnızca { $side }.
watch-confidence = Yalnızca güveni { $confidence } ve üstü olanlar.
watch-worth = Yalnızca maliyet sonrası işleme değer olanlar.
watch-frames = Yalnızca { $timeframes }.
watch-most = Günde en çok { NUMBER($most) }, en çok yarısı bilgi amaçlı; ötekileri özet sayar.
watch-hint = <i>Her düğme tek bir şeyi, hemen değiştirir.</i>
watch-offer = 🔔 Seçtiğiniz paritelerin sinyallerinin doğrudan size gelmesi Pro’nun parçasıdır.
api-keys-title = 🔑 <b>API anahtarlarınız</b>
api-keys-none = Henüz yok. Anahtar, HTTP API’yi planınızın haklarıyla açar: dakikada { NUMBER($perMinute) }, günde { NUMBER($perDay) } istek.
api-keys-limits = { $tier } haklarıyla: dakikada { NUMBER($perMinute) }, günde { NUMBER($perDay) } istek. Aynı anda iki anahtarınız olabilir; birinden ötekine geçmeye yeter.
api-key-line = • <code>an_{ $id }_…</code>, oluşturma { $made }, son kullanım { $used }
api-key-line-unused = • <code>an_{ $id }_…</code>, oluşturma { $made }, henüz kullanılmadı
api-key-made =
    🔑 <b>Yeni anahtarınız. Yalnızca şimdi gösterilir:</b>
    <code>{ $key }</code>
    Başkasının okumadığı bir yerde saklayın ve <code>Authorization: Bearer …</code> olarak gönderin. Anahtarın yalnızca parmak izini saklarız. Kopyaladıktan sonra bu mesajı silebilirsiniz.
api-key-revoke-ask = <code>an_{ $id }_…</code> anahtarı geri alınsın mı? Onu kullanan her şey o andan sonra reddedilir. Geri dönüşü yok.
api-key-offer = 🔑 HTTP API anahtarları Pro ve Elite ile gelir. Anahtarsız API herkese Free gibi yanıt verir: daha geç ve daha az.
button-api-keys = 🔑 API anahtarları
button-make-key = ➕ Anahtar oluştur
button-copy-key = 📋 Anahtarı kopyala
button-revoke-key = 🗑 an_{ $id } geri al
button-revoke-surely = Evet, geri al
command-apikey = HTTP API anahtarları
settings-title = ⚙️ <b>Ayarlarınız</b>
settings-line = { $name }: <b>{ $loudness }</b>
settings-line-digest = { $name }: <b>{ $period }, { $loudness }</b>
settings-line-digest-off = { $name }: <b>kapalı</b>
settings-signals = { $name }: <b>{ $loudness }</b>, { $pairs }
settings-all-pairs = bütün pariteler
settings-kind = { $kind ->
    [signal] 🔔 Bana sinyaller
    [outcome] 🏁 Nasıl bittikleri
    [digest] 📊 Özet
    [reminder] ⏰ Hatırlatmalar
    [news] 📣 Haberler
   *[incident] 🚨 Arızalar
}
settings-loudness = { $loudness ->
    [on] açık
    [silent] sessiz
   *[off] kapalı
}
settings-digest = { $period ->
    [daily] günlük
   *[weekly] haftalık
}
settings-quiet-none = 🌙 Sessiz saatler: <b>yok</b>
settings-quiet = 🌙 Sessiz saatler: <b>{ $from }–{ $to }</b>
settings-zone = 🕰 Saatiniz: <b>{ $zone }</b>, şimdi { $time }
settings-risk = ⚖️ Stop riski: <b>{ $risk }</b>
settings-risk-stated = belirtildiği gibi
settings-theme = 🎨 Görseller: <b>{ $theme }</b>
settings-theme-name = { $theme ->
    [light] açık renk
    [dark] koyu
   *[own] her zamanki
}
settings-language = 🗣 Dil: <b>{ $language }</b>
settings-language-app = Telegram’ımdaki gibi
settings-always = <i>Makbuzlar, kanal kapıları ve sorularınızın yanıtları her zaman gelir.</i>
settings-messages-title = 🔔 <b>Hangi mesajlar, nasıl gelsin</b>
settings-messages-hint = <i>Her düğme bir türü değiştirir: açık, sessiz, kapalı. İlk ayarlarla günde en çok on mesaj alırsınız.</i>
settings-signal-offer = Sinyaller ve sonuçları Pro ile doğrudan gönderilir.
settings-quiet-title = 🌙 Saatinize göre <b>sessiz saatler</b> ({ $zone })
settings-quiet-how =
    Sürerken:
    • bittiklerinde hâlâ haber olan sinyal o ana dek bekler; ötekiler atlanır, özet onları sayar
    • özet, hatırlatmalar, haberler ve sinyal sonuçları bekler
    • arızalar sessiz gelir
settings-quiet-own = <i>Başka saatler: <code>/settings quiet 22:30-06:45</code></i>
settings-zone-title = 🕰 <b>Saatiniz</b>: { $zone }, şimdi { $time }
settings-zone-how = Sessiz saatler ve özet buna uyar, yaz saatine geçişte de. Bir yer seçin ya da yazın: <code>/settings zone Asia/Tashkent</code>
settings-zone-unknown = Bu adda bir saat dilimi bilmiyorum. Şöyle yazılır: <code>Europe/Berlin</code>.
settings-quiet-unknown = Saatleri <code>22:30-06:45</code> gibi yazın ya da <code>off</code>.
settings-language-title = 🗣 Bu sohbetin <b>dili</b>. Kanallar kendi dillerini korur.
button-settings = ⚙️ Ayarlar
button-settings-messages = 🔔 Mesajlar
button-settings-quiet = 🌙 Sessizlik
button-settings-zone = 🕰 Saat
button-settings-language = 🗣 Dil
button-settings-theme = 🎨 Görseller: { $theme }
button-settings-risk = ⚖️ Stop riski: { $risk }
button-settings-digest = 📊 Özet: { $period }
button-settings-cost = 💱 Maliyetim
button-settings-kind = { $name }: { $loudness }
button-settings-no-quiet = Yok
button-settings-hours = { $from }–{ $to }
button-settings-place = { $place } { $time }
button-chosen = ✓ { $label }
invite = 🎟 <b>Davetiniz</b>
    <code>{ $link }</code>
invite-days = Bir arkadaşınız ilk kez bununla gelip sonra öderse ikiniz de { $duration } ücretsiz alırsınız.
invite-commission = Bir arkadaşınız ilk kez bununla gelirse ödediklerinin { $share } kadarını kazanırsınız. { $hold } sonra, { NUMBER($minimum) } Stars’tan itibaren ödenir; iade edilen ödeme onu da götürür.
invite-rewards = Şimdiye dek { NUMBER($rewards) } { $rewards ->
    [one] kez
   *[other] kez
} ücretsiz gün getirdi.
invite-balance = Kazanılan: { $payable } ödenebilir, { $onHold } beklemede, { $paidOut } ödendi.
invite-caption = 🎟 Davetiniz: { $link }
invite-country = 🌍 Davet için bir söz vermeden önce: bazı ülkelerde buna izin yok. Nerede yaşıyorsunuz? Bir kez sorarım.
invite-off = Yaşadığınız yerde davetler ödül getirmez. Beni yine de başkalarına gösterebilirsiniz.
invited = 👋 Davet edildiniz. Bir göz atın.
invited-days = 👋 Davet edildiniz: plan aldığınızda siz ve arkadaşınız üstüne { $duration } ücretsiz alırsınız.
referral-days = 🎁 Size ücretsiz { $duration } <b>{ $tier }</b>: bir davet plana dönüştü. Hâlâ ücreti alınan bir şeyiniz varsa saklanır ve o bitince başlar.
referral-earned = 💶 Bir davetle <b>{ $amount }</b> kazandınız. { $time } itibarıyla ödenebilir.
button-share = ↗️ Birine gönder
button-invite-picture = 📷 Görsel olarak
button-country = { $flag } { $country }
button-elsewhere = Başka bir yer
gift = 🎁 <b>Başkası için plan.</b> Birini seçip ödeyin; bir bağlantı alırsınız. İlk basan planın sahibi olur.
gift-terms = 🎁 İlk ödemeden önce lütfen { $version } koşullarını kabul edin.
gift-description = Hediye: paylaşacağınız bir bağlantı alırsınız, ilk basan planın sahibi olur. Hiçbir şey kendiliğinden yenilenmez.
gift-paid = 🎁 <b>Ödendi.</b> Bu bağlantıyı iletin; ilk basan planın sahibi olur:
    <code>{ $link }</code>
gift-yours = 🎁 Size hediye: <b>{ $until }</b> tarihine kadar <b>{ $tier }</b>. Ücret alınmaz.
gift-kept = 🎁 Size hediye. Saklandı ve şimdiki bitince başlar: bkz. /plan.
gift-choose = Aşağıdaki düğmeye basıp kime verileceğini seçin. Yalnızca numarasını öğrenirim, başka bir şey değil.
gift-given = 🎁 <b>{ $name }</b> aldı, kendisine haber verdim.
gift-not-met = Burada hiç START'a basmamış birine yazamam; bu bağlantıyı verin: { $link }
button-gift-to = 👤 Telegram'da birini seç
button-gift-choose = 👤 Kişi seç
gift-own = 🎁 Bu sizin hediyeniz. Bağlantıyı kime verecekseniz ona iletin.
gift-taken = Bu hediyeyi başkası aldı bile.
gift-unknown = Böyle bir hediye bilmiyorum ya da iade edildi.
button-gift-plan = 🎁 { $plan }, { NUMBER($stars) } Stars
pause-ask = ⏸ Planınız duraklatılsın mı? Süresi durur, özel kanallar kapanır, /plan’dan sürdürene dek sinyaller Free gibi gelir. Yılda üç duraklatma.
plan-now-paused = ⏸ Duraklatıldı. Bir gün bile kaybolmaz; /plan sürdürür.
plan-resumed = ▶️ Planınız yeniden işliyor.
pause-refused = { $why ->
    [subscription] Abonelik duraklatılamaz: /plan’dan iptal edin, ödenen kalır.
    [too-often] Bir yılda üç kez duraklattınız; daha fazlası olmaz.
   *[nothing] Şu anda duraklatılacak bir şey yok.
}
button-pause-plan = ⏸ Duraklat
button-pause-plan-surely = Evet, duraklat
button-resume-plan = ▶️ Sürdür
recovery-code =
    🛟 <b>Kurtarma kodunuz. Yalnızca şimdi gösterilir:</b>
    <code>{ $code }</code>
    Bu Telegram hesabını kaybederseniz yenisinden gönderin: <code>/recover { $code }</code>. Bu hesabın durdurabileceği bir günün ardından her şey oraya taşınır. Eski kod artık hiçbir şey açmaz.
recover-usage = Yeni hesaptan şöyle: <code>/recover A1B2-C3D4-E5F6-0718</code>. Kodu eski hesaptaki /recovery verir.
recover-unknown = Böyle bir kod bilmiyorum ya da onunla bir taşıma zaten bekliyor.
move-asked = 🛟 Eski hesap uyarılıyor. Durdurmazsa her şey <b>{ $time }</b> sonrasında buraya taşınır. Eski hesabın aboneliği o zaman iptal edilir; ödenen kalır.
move-warning = ⚠️ <b>{ $name }</b> başka bir Telegram hesabından kurtarma kodunuzu verdi. <b>{ $time }</b> sonrasında planınız ve her şey oraya taşınır. Siz değilseniz şimdi durdurun.
move-stopped = ✅ Durduruldu. Her şey burada kalır, kod artık hiçbir şey açmaz. /recovery ile yenisini alın.
moved = 🛟 Artık her şey burada: planınız, anahtarlarınız ve ayarlarınız. Kanallarınıza /plan’dan yeniden katılın.
button-stop-move = ✋ Durdur
exported = Hakkınızda saklanan her şey. API anahtarları ve kurtarma kodlarının yalnızca parmak izleri bizde; onlar dışarıda bırakıldı.
erase-ask = 🗑 <b>Hakkınızdaki her şey silinsin mi?</b> Geri dönüşü yok. Talepler, ayarlar, anahtarlar ve üyelikler silinir; ödemeler yasa gereği adınız ve kimliğiniz olmadan kalır.
erase-ask-paid = <b>{ $tier }</b> planınız hemen biter ve bununla iade edilmez; abonelikler önce iptal edilir.
erased = ✅ Tamam. Artık hakkınızda bir şey bilmiyorum; yeniden yazarsanız ilk kez tanışırız.
button-export = 📄 Önce verilerim
button-erase-surely = 🗑 Evet, her şeyi sil
command-invite = Arkadaş davet et
command-gift = Başkası için plan
command-recovery = Bu hesabı kaybettiğiniz gün için kod
command-recover = Kayıp hesaptan her şeyi buraya taşır
command-export = Bütün verileriniz dosya olarak
command-deletemydata = Beni unut
digest-day = 📊 <b>{ $day } özetiniz</b>
digest-week = 📊 <b>Haftanız, { $from } – { $to }</b>
digest-decided = Karar verilen: görebildiğiniz { NUMBER($signals) } sinyal, { NUMBER($right) } doğru, { NUMBER($wrong) } yanlış, { NUMBER($others) } açık ya da ikisi de değil
digest-sent = Size gönderilen: { NUMBER($signals) }, { NUMBER($right) } doğru, { NUMBER($wrong) } yanlış, { NUMBER($others) } açık ya da ikisi de değil
digest-left-out = Ayarlarınız <b>{ NUMBER($signals) } sinyali dışarıda bıraktı: { NUMBER($right) } doğru</b>, bitenlerin { $share } { $interval }
digest-left-out-few = Ayarlarınız <b>{ NUMBER($signals) } sinyali dışarıda bıraktı: { NUMBER($right) } doğru</b>; oran için çok az
digest-left-out-none = Ayarlarınız hiçbirini dışarıda bırakmadı.
digest-foot = <i>Maliyetten önce, yöne göre. Hepsi sicile girer: /track. Size ne geleceğini siz seçersiniz: /settings</i>
sales-closed = 🔻 <b>Artık satış yok</b>: bu hizmet kapatılıyor. Sahip olduklarınız sürelerinin sonuna kadar açık kalır; /plan gösterir.
closing-told-until = 🔻 <b>Bu hizmet kapatılıyor.</b> Artık satış yok. { $tier } planınız { $until } tarihine kadar sizin ve o zamana kadar açık kalır.
closing-told-for-good = 🔻 <b>Bu hizmet kapatılıyor.</b> Artık satış yok. Kalıcı olarak aldığınız { $tier }, hizmet durana kadar açık kalır.
closing-told-kept = 🔻 <b>Bu hizmet kapatılıyor.</b> Artık satış yok. Kalan süreniz kayıtlı.
closing-told-cancelled = Aboneliğiniz iptal edildi: başka ücret alınmaz.
closing-told-presents = 🎁 Ödediğiniz { NUMBER($presents) } hediye henüz alınmadı. Bağlantı hâlâ geçerli; işletmeci Stars iade ederse sizinkiler de döner.
closing-told-more = İşletmeci kalan sürenizi görür. Ödeme soruları: /paysupport.
reopened-told = 🔺 <b>Hizmet yine de sürüyor.</b> Planlar önceki gibi satılıyor. İptal edilen abonelik, siz /plan içinde yeniden başlatana kadar öyle kalır.
