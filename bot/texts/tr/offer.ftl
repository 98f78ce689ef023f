plan-name = Analyser { $tier }, { NUMBER($days) } gün
plan-name-for-good = Analyser { $tier }, süresiz
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, tek ödeme. Hiçbir şey kendiliğinden yenilenmez.
offer-warning = Hız ve erişim satın alırsınız, kâr vaadi değil. Önce /track’e bakın.
offer-paid-until = { $until } tarihine kadar erişiminiz var; bu { NUMBER($days) } gün ekler.
offer-paid-until-for-good = { $until } tarihine kadar erişiminiz var; bu süresiz sizin olur.
offer-renews = Ya da abonelik: iptal edene dek 30 günde bir { NUMBER($stars) } Stars; iptal /plan’da iki dokunuş. Ödenen kalır.
offer-credit = Kullanılmamış { $unused } { $from }, aldığınızın üstüne { $credit } { $tier } olur.
offer-replaces = { $tier } aboneliğiniz bununla biter ve artık ücret alınmaz.
offer-waits = { $tier } planınız { $until } tarihine kadar; aldığınız ondan sonra başlar.
offer-waits-for-good = Süresiz { $tier } planınız var, bunların hepsini zaten içerir.
offer-terms = İlk ödemeden önce lütfen { $version } koşullarını kabul edin.
plan-gone = Bu plan artık satılmıyor. Olanlar şunlar:
nothing-on-sale = Şu anda satışta bir şey yok. Neyim varsa size ücretsiz.
at-once = hemen
at-the-close = mum kapandığı anda
at-its-close = kendi mumu kapandığı anda
days-later = { NUMBER($days) } gün sonra
benefit-sooner = Sonraki mumla ilgili her sinyal ve /predict, { $delay }. Free aynısını { $freeDelay } alır.
benefit-swing-sooner = Günlerce tutulan girişler (swing), { $delay }. Free bunları { $freeDelay } alır.
benefit-channel = Özel { $tier } kanalı
benefit-direct-alerts = Seçtiğiniz sinyaller buraya: parite, yön, güven, sizin maliyetinizle işleme değer mi: /watch
benefit-questions = Dakikada { NUMBER($freePerMinute) } yerine { NUMBER($perMinute) } soru
benefit-backtests = Her parite için /backtest, günde { NUMBER($perDay) }{ NUMBER($freePerDay) ->
    [0] {""}
   *[other] {" "}({ NUMBER($freePerDay) } yerine)
}
benefit-api-per-minute = API: dakikada { NUMBER($freePerMinute) } yerine { NUMBER($perMinute) } çağrı
benefit-api-per-day = API: günde { NUMBER($freePerDay) } yerine { NUMBER($perDay) } çağrı
invoice-sooner = her sinyal { $delay }
invoice-swing-sooner = swing hemen ({ $freeDelay } değil)
invoice-channel = özel { $tier } kanalı
invoice-direct-alerts = size gönderilen sinyaller
invoice-questions = dakikada { NUMBER($perMinute) } soru
invoice-backtests = günde { NUMBER($perDay) } backtest
invoice-api-per-minute = API { NUMBER($perMinute) }/dk
invoice-api-per-day = API { NUMBER($perDay) }/gün
invoice-end-for-good = Hizmet sürdükçe; hiçbir şey yenilenmez.
invoice-end-renews = İptal edene dek 30 günde bir yenilenir.
invoice-end = { NUMBER($days) } gün; kendiliğinden biter.
subscription-ready = 🔁 <b>{ $plan }</b>, 30 günde bir { NUMBER($stars) } Stars. Faturayı düğmeyle açın; onaylamadan ücret alınmaz.
subscription-ready-kept = Kalan günleriniz saklanır ve abonelik bitince başlar.
subscription-refused = { $code ->
    [already-subscribed] Zaten açık bir aboneliğiniz var, ikincisi satılmaz. Bkz. /plan.
   *[higher-plan-runs] Daha yüksek bir plan açık; bunu bu arada boşuna ödemiş olurdunuz. Bkz. /plan.
}
subscription-ask-cancel = { $tier } aboneliğiniz iptal edilsin mi? Artık ücret alınmaz. { $until } tarihine kadar açık kalır.
subscription-cancelled = ✅ İptal edildi. Artık ücret alınmaz. { $tier } <b>{ $until }</b> tarihine kadar açık.
subscription-may-resume = ↩️ Telegram yeniden başlatmanıza izin veriyor: Telegram Ayarları, Yıldızlarım, bu abonelik, Yenile. Olunca yazarım.
subscription-gone = Bu abonelik artık açık değil. Bkz. /plan.
subscription-failed = ⚠️ Telegram { $tier } aboneliğinizin ücretini alamadı. <b>{ $until }</b> tarihine kadar açık: bakiyenize Stars ekleyin, sonra Telegram Ayarları’nda Yıldızlarım bölümünden yenileyin.
subscription-failed-card = ⚠️ { $tier } için kartınızdan ücret alınamadı. <b>{ $until }</b> tarihine kadar açık, yeniden denenecek. /plan’daki “Kartım” ile başka kart kullanabilirsiniz.
subscription-on = ✅ { $tier } aboneliğiniz sürüyor. <b>{ $until }</b> tarihine kadar ödendi.
trial-started =
    🎁 <b>{ $tier } { $until } tarihine kadar sizin</b>, ücretsiz. Stars yok, yenileme yok, iptal edilecek bir şey yok.
    Düğme kanalı açar; kalanı /plan gösterir.
trial-used = Deneme yeni gelenler içindir: bir kez ve her şeyden önce. /plan neyiniz olduğunu, /subscribe neler olduğunu gösterir.
return-ask = Satın almanız iade edilsin mi? { $amount } tutarın tümü size döner, süresi hemen biter, abonelik iptal olur. Bu bir kez yapılabilir.
return-begun = ↩️ Ödemeniz iade ediliyor. Olunca yazarım.
return-too-late = Bu satın alma artık buradan iade edilemez. /paysupport gönderin, bir kişi baksın.
reminder = ⏳ <b>{ $tier }</b> planınız { $left } sonra, <b>{ $until }</b> bitiyor. Kendiliğinden yenilenmez; bir dokunuş ekler.
reminder-ended = Planınız { $time } bitti. Free’deki her şey sizde kalır; bir dokunuş gerisini geri getirir.
card-link =
    💳 Düğme, kartla ödeyeceğiniz sayfayı açar. Yalnızca size aittir: yarım saat içinde bir kez çalışır, kimseye vermeyin.
    Ödedikten sonra buraya dönün: kanal kendiliğinden açılır.
card-portal = 💳 Düğme, kartınızı değiştirdiğiniz, iptal ettiğiniz ve makbuzlarınızı bulduğunuz sayfayı açar. Kimseye vermeyin.
card-not-offered = 💳 Şu anda burada kartla ödeme yok. Her şey Stars ile satılır: /subscribe.
redeem-usage = 🎟 <code>/redeem</code> ve kodunuzu gönderin.
coupon-refused = 🎟 { $code ->
    [over] Bu kodun süresi doldu.
    [used-up] Bu kod izin verilen sayıda kullanıldı.
    [used-by-you] Bu kodu zaten kullandınız.
    [not-for-you] Bu kod şu an size uygun değil: yeni gelenler ya da daha önce planı olanlar için olabilir.
    [other-plan] Bu kod o plana uymuyor.
   *[unknown] <code>{ $word }</code> kodunu tanımıyorum ya da artık geçerli değil.
}
coupon-given = 🎁 <b>{ $days } { $tier }</b> ücretsiz sizin. Hiçbir şey yenilenmez.
coupon-given-until = 🎁 <b>{ $days } { $tier }</b> ücretsiz sizin: <b>{ $until }</b> tarihine kadar açık. Hiçbir şey yenilenmez.
coupon-given-later = 🎁 <b>{ $days } { $tier }</b> ücretsiz sizin. Aboneliğiniz sürüyor; günler saklanır ve abonelik bitince başlar.
coupon-cheaper = 🎟 <b>{ $code }</b>: ilk seferde { $gift }. Tek seferlik ödenen bir plan seçin:
coupon-held = 🎟 <b>{ $code }</b> ile, ilk seferde { $gift }, bu plan <b>{ $price }</b>, tek ödeme.
coupon-terms = 🎟 <b>{ $code }</b>: ilk seferde { $gift }. İlk ödemeden önce lütfen { $version } koşullarını kabul edin; fatura bu fiyatla gelir.
coupon-invoice = { $code } koduyla. Tek ödeme; kendiliğinden biter, hiçbir şey yenilenmez.
coupon-win-back = 👋 Planınız bir süre önce bitti. <code>{ $code }</code> kodu sizin için: { $gift }. <code>/redeem { $code }</code> gönderin.
coupon-percent = { $percent } indirim
coupon-fixed = { $stars } indirim ya da kartla { $dollars }
coupon-days = { NUMBER($days) } gün { $tier }

# /partner: affiliate and introducing-broker programmes
partners-none = Şu anda burada bir ortaklık programı yok.
partners-not-here = Yaşadığınız yer için bir ortaklık programı yok.
partners-title =
    🤝 <b>Ortaklar</b>
    Bizim bağlantımızla hesap açabileceğiniz yerler. Birini seçin:
partner-country = 🌍 Böyle programlara her yerde izin verilmez. Nerede yaşıyorsunuz? Bir kez soruyorum.
partner-title = 🤝 <b>{ $title }</b>
partner-reward = { $on ->
    [registration] Orada bağlantımızla hesap açınca <b>{ $duration } { $tier }</b> ücretsiz.
    [trade] Orada bağlantımızla hesap açıp işlem yapınca <b>{ $duration } { $tier }</b> ücretsiz.
    [withdrawal] Orada bağlantımızla hesap açıp işlem yapıp para çekince <b>{ $duration } { $tier }</b> ücretsiz.
   *[deposit] Orada bağlantımızla hesap açıp para yatırınca <b>{ $duration } { $tier }</b> ücretsiz.
}
partner-conflict = { $on ->
    [registration] <i>{ $title } üzerinde hesap açtığınızda bu botun işletmecisi kazanır. Bu bir çıkar çatışmasıdır: bir sinyal, hesap açmak için neden değildir.</i>
    [trade] <i>{ $title } üzerinde işlem yaptığınızda bu botun işletmecisi kazanır. Bu bir çıkar çatışmasıdır: bir sinyal, daha çok işlem yapmak için neden değildir.</i>
    [withdrawal] <i>Bu botun işletmecisi { $title } hesabınızdan kazanır. Bu bir çıkar çatışmasıdır: bir sinyal, daha çok işlem yapmak için neden değildir.</i>
   *[deposit] <i>{ $title } hesabına para yatırdığınızda bu botun işletmecisi kazanır. Bu bir çıkar çatışmasıdır: bir sinyal, daha çok yatırmak için neden değildir.</i>
}
partner-steps =
    1. Hesabı aşağıdaki düğmeyle açın: başka yoldan { $title } buradan geldiğinizi bilemez.
    2. Oradaki UID’nizi bana gönderin. Parolaya ve anahtara ihtiyacım yok; bizden kimse de istemez.
partner-own-claim = { $state ->
    [confirmed] ✅ UID <code>{ $uid }</code>: onaylandı
    [rejected] ✖ UID <code>{ $uid }</code>: orada bağlantımızla gelmiş görünmüyor
    [expired] ⌛ UID <code>{ $uid }</code>: zamanında kimse onaylamadı
   *[pending] ⏳ UID <code>{ $uid }</code>: onay bekliyor
}
partner-ask-uid =
    🤝 { $title } üzerindeki UID’nizi tek mesajda gönderin. Oradaki hesabınızda, çoğunlukla adınızın ya da profilinizin altındadır.
    Vazgeçmek için /cancel.
partner-bad-uid = Bu bir UID değil: 3–32 harf ve rakam. Yeniden deneyin ya da /cancel.
partner-claim = { $outcome ->
    [confirmed] ✅ { $title }, UID <code>{ $uid }</code> için bağlantımızla gelindiğini onayladı.
    [rejected] ✖ { $title }, UID <code>{ $uid }</code> için bağlantımızla gelindiğini bilmiyor. Listesi gecikir: hesabı yeni açtıysanız bir saat sonra yeniden gönderin. Yanlış olduğunu düşünüyorsanız /support üzerinden yazın.
    [taken] ✖ UID <code>{ $uid }</code> burada başka bir hesapça bildirildi. Sizinse /support üzerinden yazın.
    [too-many] ✖ Bugün çok sayıda UID bildirdiniz. Yarın deneyin ya da /support üzerinden yazın.
    [expired] ⌛ { $title } bir ay içinde UID <code>{ $uid }</code> için onay vermedi, artık beklemiyorum. Yeniden gönderebilirsiniz.
   *[pending] ⏳ Not ettim: UID <code>{ $uid }</code>. { $title } bağlantımızla geldiğinizi onaylar onaylamaz haber veririm. Birkaç gün sürebilir.
}
partner-granted = 🎁 <b>{ $duration } { $tier }</b> sizin, ücretsiz: { $title } hesabınızı onayladı. Hiçbir şey yenilenmez.
partner-revoked = ↩️ { $title } hesabınız için bildirdiğini geri aldı, bu yüzden getirdiği ücretsiz günler bitiyor.
button-partner = 🤝 { $title }
button-partner-link = ↗️ { $title } hesabı aç
button-trade-at = ↗️ { $title } üzerinde işlem yap
button-partner-uid = 🔢 Hesabım var: UID’m
button-partners = ◀️ Tüm ortaklar
command-partner = Bir ortakla ücretsiz günler
