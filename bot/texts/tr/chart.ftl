chart-level = { $level ->
    [target] Hedef
    [entry] Giriş
    [stop] Stop
    [last] Son
    [horizon] Kapanış
   *[exit] Çıkış
}
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = Mum kapandı { $time } · { $exchange }
chart-disclaimer = Saatler UTC. Model çıktısıdır, tavsiye değildir.
chart-watermark = { $source ->
    [recorded] KAYIT
   *[simulated] SİMÜLASYON
}
chart-columns = bir sütun { NUMBER($candles) } mum
chart-open = Sonraki mum kapanana dek açık
chart-swing = swing
chart-swing-open = { $state ->
    [held] Açık, çıkışı duyurulana dek
   *[left] Çıkış duyuruldu, sonuç gelecek
}
chart-outcome = { $outcome ->
    [right] DOĞRU
    [wrong] YANLIŞ
    [flat] YATAY
   *[void] GEÇERSİZ: mum gelmedi
}
chart-result = { $touched ->
    [stop] ✘ Stop: maliyet sonrası { $net }
    [target] ✔ Hedef: maliyet sonrası { $net }
    [horizon] Ufka kadar: maliyet sonrası { $net }
   *[exit] Çıkıldı: maliyet sonrası { $net }
}
chart-rule = kural { $percent }
chart-hold = elde tutma { $percent }
chart-net = net { $percent }
chart-cost = taraf başına { $bps } bp maliyet sonrası
chart-cost-spread = kotasyon ya da saatlik spread sonrası
chart-backtest-title = { $symbol } · { $timeframe } · { $days } gün
chart-backtest-span = Geçmiş mumlarda sinyal kuralı, { $from } – { $to }
chart-trades = { $trades } işlem, { $cost }
chart-out-of-sample = Örneklem dışı: { $source }
chart-live = canlı kaydedilmiş tahminler
chart-walk = { $kind }, walk-forward
chart-live-and-walk = canlı, öncesinde { $kind }, walk-forward
chart-backtest-disclaimer = Saatler UTC. Geçmiş hiçbir şey vaat etmez.
chart-drawdown = düşüş
chart-market-closed = { $time } · { $exchange }
chart-columns-shown = { NUMBER($candles) } mum
chart-market-none = Açık sinyal yok
chart-market-open = Açık: { $signals }
chart-calibration-title = Söylenen ve görülen · { $market }
chart-calibration-all = bütün piyasalar
chart-calibration-span = { NUMBER($rows) } mum puanlandı, { $from } – { $to }
chart-calibration-error = Ortalama sapma { $error }
chart-calibration-empty = Henüz puanlanan yok
chart-calibration-stated = Söylenen yükseliş olasılığı →
chart-calibration-seen = ↑ Yükselenlerin payı, 95 % aralığıyla
chart-calibration-foot = Kesikli: söylendiği gibi. Tavsiye değildir.
chart-equity-title = İşleme değer · { $market }
chart-equity-all = bütün piyasalar
chart-equity-about = Plana göre net sonuçlar, toplanmış, hep aynı tutar
chart-equity-line = { $family ->
    [swing] Swing
   *[next-candle] Sonraki mum
} { $result }, en derin düşüş { $fall }, { NUMBER($count) } sinyal
chart-equity-drawdown = En yüksek değerinin altında
chart-equity-foot = Maliyet sonrası. Model çıktısıdır, tavsiye değildir.
