bot-description =
    Analyser kripto ve forex mumlarını okur, bir sonrakinin hangi yönde kapanmasının daha olası olduğunu söyler: BUY, SELL ya da hiçbiri.

    Her sinyal gönderilmeden önce kaydedilir, sonra puanlanır; kaybettirenler dahil. Avantaj küçüktür ve kaybolabilir: bir şey ödemeden önce sicile bakın.

    Model çıktısıdır, tavsiye değildir.
bot-short-description = Dürüst sicilli işlem sinyalleri: herkesin önünde puanlanır, kaybettirenler dahil. Tavsiye değildir.
command-signals = Son sinyaller
command-signal = Grafiğiyle bir sinyal
command-predict = Sonraki mumu sorun
command-chart = Bir paritenin mumları ve açık sinyaller
command-why = Bir sinyali ne oluşturdu
command-track = Sicil, kaybettirenler dahil
command-history = Son 12 ayın bütün sinyalleri dosya olarak
command-calibration = Söylenen olasılıklar tutuyor mu
command-backtest = Sinyal kuralı bir paritenin geçmişinde
command-markets = İzlediklerim, her biri bir satır
command-status = Piyasalar ve verinin tazeliği
command-cost = İşlem maliyetiniz: size özel değerlendirme
command-watch = Size hangi sinyaller gönderilsin
command-settings = Mesajlar, sessiz saatler, görseller, saatiniz
command-plan = Neyiniz var, kanallarınız
command-subscribe = Pro ya da Elite alın
command-redeem = Kod kullan
command-trial = Yedi gün Pro, ücretsiz
command-help = Yapabildiğim her şey
command-support = Bir kişiye sorun
command-paysupport = Ödeme sorunu
command-terms = Satış koşulları
command-privacy = Hakkınızda ne saklanır
