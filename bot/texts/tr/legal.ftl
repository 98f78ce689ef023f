terms =
    📄 <b>Satış koşulları</b>, sürüm { $version }

    <b>Ne satın alırsınız.</b> Planınızın günleri boyunca sinyallere erişim: daha erken iletim, özel kanal, daha çok soru. Bir kez ödenen kendiliğinden biter ve yeniden tahsil edilmez. Abonelik, /plan’dan, Telegram’dan ya da kartınızın sayfasından iptal edene dek her 30 günde aynı fiyatla yenilenir; ödenen, süresi dolana dek sizindir. “Süresiz” plan, hizmet sürdükçe geçerlidir.

    <b>Ne değildir.</b> Sinyaller, sonraki mum ya da günler süren bir trend hakkında istatistiksel bir modelin çıktısıdır. Tavsiye değildir, sizin durumunuza göre hazırlanmamıştır ve kâr vaat edilmez. Birçok sinyal yanlıştır. İşleme koyduğunuz her şeyi kaybedebilirsiniz. Kararı kendiniz verin, yalnızca kaybetmeyi göze aldığınızla işlem yapın.

    <b>Sicil.</b> Plana göre sonuçlar, sizinkinden farklı olabilecek belirtilmiş bir maliyetten sonra sayılır ve kimse onları sizin için işleme koymadı. Varsayımsal sonuçların sınırları vardır: gerçek işlem değildirler ve geçmiş geleceği vaat etmez.

    <b>Ödeme ve iade.</b> Bu botun operatörüne Telegram Stars ile ya da operatörün plan sayfasında, ödemeyi Stripe’ın aldığı kartla ödersiniz. Bir sorun olduysa /paysupport gönderin. İade, bir ödemenin tamamını geri verir ve satın aldığı günleri sona erdirir. Telegram desteği buradaki alımlarda yardımcı olamaz.

    <b>Adil kullanım.</b> Özel kanal sizin içindir. Sinyallerini başkalarına aktarmak erişiminizi sona erdirebilir.

    <b>Yaş.</b> Yaşadığınız yerde reşit olmanız ve böyle bir hizmeti orada kullanabilmeniz gerekir.
privacy =
    🔒 <b>Hakkınızda ne saklanır</b>

    • Telegram kimliğiniz, adınız ve diliniz; ilk ne zaman ve hangi bağlantıyla geldiğiniz
    • Hangi koşulları ne zaman kabul ettiğiniz
    • Ödemeleriniz: plan, tutar, zaman, Telegram’ın ya da Stripe’ın verdiği numara. Kart verisi asla; o Telegram’da ya da Stripe’tadır
    • Kanallarımızda olup olmadığınız
    • Ayarladıklarınız ve istedikleriniz: mesajlar, sessiz saatler, saat dilimi, ülke, pariteler, maliyet, uyarılar ve size hangi sinyallerin gönderildiği
    • API anahtarlarınızın ve kurtarma kodunuzun parmak izleri, asla kendileri
    • Sizi kimin, sizin kimi davet ettiğiniz, kullandığınız kodlar, hediyeler ve iş ortağındaki numaranız
    • /support ve /paysupport’a yazdıklarınız

    <b>Neden.</b> Ödediğinizi sunmak, size yanıt vermek ve yasa ödemelerin saklanmasını istediği için.

    <b>Kim görür.</b> Bu botun operatörü. Satılmaz, paylaşılmaz; reklam yoktur.

    <b>Hakkınız.</b> /export hepsini size gönderir, /deletemydata siler; ödeme kayıtları adınız ve kimliğiniz olmadan kalır.
disclaimer-prediction = Model çıktısıdır, yatırım tavsiyesi değildir. Geçmiş sonuçlar gelecektekileri vaat etmez. Para kaybedebilirsiniz.
disclaimer-track-record = Model çıktısıdır, tavsiye değildir. Simüle ya da gerçek geçmiş sonuçlar geleceği göstermez; plana göre sonuçlar belirtilen maliyetten sonra, yönünkiler öncedir ve kimse sizin için işlem yapmadı.
disclaimer-calibration = Yayımlanmış olsun olmasın, sonucu bilinmeden puanlanan her mum. Getiriler maliyet öncesidir ve kimse sizin için işlem yapmadı. Geçmiş sonuçlar geleceği göstermez.
