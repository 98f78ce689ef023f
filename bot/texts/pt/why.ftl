why-title = 🔎 <b>Por que { $side } { $symbol }</b> · { $timeframe } · candle fechado { $time }
why-chance = Chance de o próximo candle fechar mais alto: <b>{ $chance }</b>. Sem saber nada seria { $start }. O que somou ▲ ou tirou ▼:
why-part = { $mark } <b>{ $points }</b>
why-rest = { $mark } { $points } todo o resto
why-differs = O sinal dizia { $chance }: desde então mudaram candles de que ele saiu.
why-how = Os números em negrito levam de { $start } a { $chance }. “Assim”: o mais parecido com isto entre os { NUMBER($cases) } anteriores; depois de qualquer um deles subiu { $share } em 100 vezes. É o que o modelo leu, não o que moveu o mercado. Modelo <code>{ $version }</code>
why-usage = Diga qual sinal: <code>/why a1b2c3d4e5</code>. O id está em cada sinal; sob o gráfico há um botão.
why-no-model = O modelo que deu este sinal não está mais guardado, então não posso dizer o que o moveu.
why-no-candles = Os candles de que saiu este sinal não estão mais todos guardados, então não posso dizer o que o moveu.
why-followed = ; { $after ->
    [at-hour] nesta hora
    [weekday] neste dia
    [days] após dias assim
    [past] em todo o passado
    [hours] após horas assim
   *[candles] após candles assim
} subiu { $share } em 100 vezes
why-followed-few = ; { $after ->
    [at-hour] nesta hora
    [weekday] neste dia
    [days] após dias assim
    [past] em todo o passado
    [hours] após horas assim
   *[candles] após candles assim
} subiu { NUMBER($rises) } de { NUMBER($cases) } vezes (poucos casos: { $low } a { $high } em 100)
why-too-few = ; casos assim de menos para contar
why-move = { $way ->
    [up] subiu { $size }
    [down] caiu { $size }
   *[still] não se moveu
}
why-span = { $timeframe ->
    [m1] um minuto
    [m5] cinco minutos
    [m15] um quarto de hora
    [m30] meia hora
    [h1] uma hora
    [h4] quatro horas
   *[d1] um dia
}
why-last-move = { $name } { $move } em { $span }
why-last-move-usual = { $name } { $move } em { $span }, { $times } vezes o usual
why-earlier-moves = em { $span } antes do último candle { $move }
why-trend = em { $span } { $move }
why-candle-close = o candle fechou a { $share } do caminho da mínima à máxima
why-price-place = { $name } está a { $share } do caminho da mínima à máxima de { $span }
why-swings = os movimentos das últimas { $span } foram { $times } vezes o usual
why-volume = o volume foi { $times } vezes o usual
why-takers = { $share } do volume foi de compradores com pressa
why-spread = a distância entre compra e venda era { $size }
why-spread-usual = a distância entre compra e venda era { $size }, { $times } vezes o usual
why-hour = o próximo candle abre às { $time } UTC, no seu horário <tg-time unix="{ $unix }" format="t">{ $time } UTC</tg-time>
why-weekday = o próximo candle abre em { $day }
why-day = { $day ->
    [monday] segunda-feira
    [tuesday] terça-feira
    [wednesday] quarta-feira
    [thursday] quinta-feira
    [friday] sexta-feira
    [saturday] sábado
   *[sunday] domingo
}
why-same-time = ontem neste horário { $move }
why-leader = o bitcoin { $move } no mesmo tempo
why-peers = os outros mercados: { $move } em média no mesmo tempo
why-path = no fim do candle o preço { $way ->
    [up] subiu { $share } da amplitude
    [down] caiu { $share } da amplitude
   *[still] ficou parado
}
why-funding = manter uma aposta na alta { $way ->
    [up] custa { $size } (funding)
    [down] rende { $size } (funding)
   *[still] não custa nada (funding)
}
why-long-short = { $times } contas apostam na alta para cada uma na baixa
why-fear-greed = o índice de medo e ganância estava em { $index } de 100
why-this-market = { $name } não é como os outros mercados
why-chosen = indicadores escolhidos aqui: { $names }
why-unread = { $family }
why-family = { $family ->
    [last-move] o movimento do último candle
    [earlier-moves] os movimentos antes dele
    [day-trend] a tendência de { $day }
    [week-trend] a tendência de { $week }
    [candle-close] onde o candle fechou
    [day-place] o lugar na amplitude de { $day }
    [week-place] o lugar na amplitude de { $week }
    [swings] o tamanho dos movimentos
    [volume] quanto se negociou
    [takers] quem tinha pressa
    [spread] o spread
    [hour] a hora
    [weekday] o dia da semana
    [same-time] ontem neste horário
    [leader] bitcoin
    [peers] os outros mercados
    [path] o fim do candle
    [funding] a taxa de funding
    [long-short] quantos apostam na alta
    [fear-greed] o índice de medo e ganância
    [this-market] qual mercado é
   *[chosen] indicadores escolhidos
}
why-times = { $times } × o usual
why-utc = { $time } UTC
why-bar = { $family }: { $value }
why-bar-rest = todo o resto
why-bar-chance = chance de alta: { $start } → { $chance }
why-bar-title = Por que { $side } { $symbol } { $timeframe }?
why-bar-closed = candle fechado { $time }
