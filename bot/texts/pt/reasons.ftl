reason-no-candle = ainda não há candles
reason-level-changed = o preço mudou de nível { $candlesAgo ->
    [0] no último candle
    [1] há um candle
   *[other] há { NUMBER($candlesAgo, useGrouping: 0) } candles
} ({ $ratio }): outra unidade ou outro mercado
reason-candles-missing = falta { $share } da janela de análise
reason-candles-revised = { $share } da janela de análise foi corrigido depois
reason-newest-reaches-far = o último candle tem { $ranges } amplitudes médias
reason-newest-reaches-over = o último candle tem mais de { $ranges } amplitudes médias
reason-price-still = { $share } dos últimos { NUMBER($candles, useGrouping: 0) } candles não se moveu
reason-untraded = { $share } dos últimos { NUMBER($candles, useGrouping: 0) } candles não teve negócios
reason-newest-late = o último candle chegou { $duration } atrasado
reason-newest-stale = o último candle é { $duration } mais velho do que deveria
reason-market-closes = o mercado fecha depois deste candle
reason-paused = pausado pelo operador
reason-decided-too-late = o candle a prever acabou antes de dar para decidir
reason-no-model = nenhum modelo atende este mercado
reason-too-few-candles = são precisos ao menos { NUMBER($need, useGrouping: 0) } candles, há { NUMBER($have, useGrouping: 0) }
reason-no-score = o modelo não deu nota ao último candle
reason-worse-than-base-rate = em { NUMBER($candles, useGrouping: 0) } candles suas probabilidades foram piores que a taxa base, { NUMBER($odds, maximumFractionDigits: 0) } para 1; volta a publicar quando estiverem { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } para 1 a favor
reason-worse-than-base-rate-earlier = suas probabilidades foram piores que a taxa base; volta a publicar quando estiverem { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } para 1 a favor
reason-model-damaged = o modelo { $version } está danificado e nenhum anterior pode ser lido
reason-model-stale = o modelo foi treinado até { NUMBER($ageDays, useGrouping: 0) } dias atrás e nenhum melhor passou no filtro
