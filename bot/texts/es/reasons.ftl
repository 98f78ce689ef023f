reason-no-candle = aún no hay velas
reason-level-changed = el precio cambió de nivel { $candlesAgo ->
    [0] en la última vela
    [one] hace una vela
   *[other] hace { NUMBER($candlesAgo, useGrouping: 0) } velas
} ({ $ratio }): otra unidad u otro mercado
reason-candles-missing = falta el { $share } de la ventana de análisis
reason-candles-revised = el { $share } de la ventana de análisis se corrigió después
reason-newest-reaches-far = la última vela mide { $ranges } rangos medios
reason-newest-reaches-over = la última vela mide más de { $ranges } rangos medios
reason-price-still = el { $share } de las últimas { NUMBER($candles, useGrouping: 0) } velas no se movió
reason-untraded = el { $share } de las últimas { NUMBER($candles, useGrouping: 0) } velas no tuvo operaciones
reason-newest-late = la última vela llegó { $duration } tarde
reason-newest-stale = la última vela es { $duration } más vieja de lo debido
reason-market-closes = el mercado cierra después de esta vela
reason-paused = en pausa por el operador
reason-decided-too-late = la vela a predecir terminó antes de poder decidir
reason-no-model = ningún modelo atiende este mercado
reason-too-few-candles = hacen falta al menos { NUMBER($need, useGrouping: 0) } velas, hay { NUMBER($have, useGrouping: 0) }
reason-no-score = el modelo no dio puntuación para la última vela
reason-worse-than-base-rate = en { NUMBER($candles, useGrouping: 0) } velas sus probabilidades fueron peores que la tasa base, { NUMBER($odds, maximumFractionDigits: 0) } a 1; vuelve a publicar cuando estén { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } a 1 a favor
reason-worse-than-base-rate-earlier = sus probabilidades fueron peores que la tasa base; vuelve a publicar cuando estén { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } a 1 a favor
reason-model-damaged = el modelo { $version } está dañado y no se puede leer ninguno anterior
reason-model-stale = el modelo se entrenó con datos de hace { NUMBER($ageDays, useGrouping: 0) } días y ninguno mejor ha pasado el filtro
