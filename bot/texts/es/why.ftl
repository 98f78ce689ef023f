why-title = 🔎 <b>Por qué { $side } { $symbol }</b> · { $timeframe } · vela cerrada { $time }
why-chance = Probabilidad de que la próxima vela cierre más arriba: <b>{ $chance }</b>. Sin saber nada sería { $start }. Lo que sumó ▲ o restó ▼:
why-part = { $mark } <b>{ $points }</b>
why-rest = { $mark } { $points } todo lo demás
why-differs = La señal decía { $chance }: desde entonces cambiaron velas de las que salió.
why-how = Los números en negrita llevan de { $start } a { $chance }. «Así»: lo más parecido a esto entre las { NUMBER($cases) } anteriores; tras cualquiera de ellas subió { $share } de 100 veces. Es lo que leyó el modelo, no lo que movió el mercado. Modelo <code>{ $version }</code>
why-usage = Dime qué señal: <code>/why a1b2c3d4e5</code>. El id está en cada señal; bajo su gráfico hay un botón.
why-no-model = El modelo que dio esta señal ya no se guarda, así que no puedo decir qué la movió.
why-no-candles = Las velas de las que salió esta señal ya no están todas guardadas, así que no puedo decir qué la movió.
why-followed = ; { $after ->
    [at-hour] a esta hora
    [weekday] en este día
    [days] tras días así
    [past] en todo su pasado
    [hours] tras horas así
   *[candles] tras velas así
} subió { $share } de 100 veces
why-followed-few = ; { $after ->
    [at-hour] a esta hora
    [weekday] en este día
    [days] tras días así
    [past] en todo su pasado
    [hours] tras horas así
   *[candles] tras velas así
} subió { NUMBER($rises) } de { NUMBER($cases) } veces (pocos casos: { $low } a { $high } de 100)
why-too-few = ; muy pocos casos así para contar
why-move = { $way ->
    [up] subió { $size }
    [down] bajó { $size }
   *[still] no se movió
}
why-span = { $timeframe ->
    [m1] un minuto
    [m5] cinco minutos
    [m15] un cuarto de hora
    [m30] media hora
    [h1] una hora
    [h4] cuatro horas
   *[d1] un día
}
why-last-move = { $name } { $move } en { $span }
why-last-move-usual = { $name } { $move } en { $span }, { $times } veces lo habitual
why-earlier-moves = en { $span } antes de la última vela { $move }
why-trend = en { $span } { $move }
why-candle-close = la vela cerró al { $share } del camino de su mínimo a su máximo
why-price-place = { $name } está al { $share } del camino del mínimo al máximo de { $span }
why-swings = los movimientos de las últimas { $span } fueron { $times } veces lo habitual
why-volume = el volumen fue { $times } veces lo habitual
why-takers = el { $share } del volumen fue de compradores con prisa
why-spread = la distancia entre compra y venta era { $size }
why-spread-usual = la distancia entre compra y venta era { $size }, { $times } veces lo habitual
why-hour = la próxima vela abre a las { $time } UTC, en tu hora <tg-time unix="{ $unix }" format="t">{ $time } UTC</tg-time>
why-weekday = la próxima vela abre un { $day }
why-day = { $day ->
    [monday] lunes
    [tuesday] martes
    [wednesday] miércoles
    [thursday] jueves
    [friday] viernes
    [saturday] sábado
   *[sunday] domingo
}
why-same-time = ayer a esta hora { $move }
why-leader = bitcoin { $move } en el mismo tiempo
why-peers = los demás mercados: { $move } de media en el mismo tiempo
why-path = al final de la vela el precio { $way ->
    [up] subió un { $share } de su rango
    [down] bajó un { $share } de su rango
   *[still] se quedó quieto
}
why-funding = mantener una apuesta al alza { $way ->
    [up] cuesta { $size } (funding)
    [down] da { $size } (funding)
   *[still] no cuesta nada (funding)
}
why-long-short = { $times } cuentas apuestan al alza por cada una a la baja
why-fear-greed = el índice de miedo y codicia estaba en { $index } de 100
why-this-market = { $name } no es como los demás mercados
why-chosen = indicadores elegidos aquí: { $names }
why-unread = { $family }
why-family = { $family ->
    [last-move] el movimiento de la última vela
    [earlier-moves] los movimientos anteriores
    [day-trend] la tendencia de { $day }
    [week-trend] la tendencia de { $week }
    [candle-close] dónde cerró la vela
    [day-place] el lugar en el rango de { $day }
    [week-place] el lugar en el rango de { $week }
    [swings] el tamaño de los movimientos
    [volume] cuánto se operó
    [takers] quién tenía prisa
    [spread] el spread
    [hour] la hora
    [weekday] el día de la semana
    [same-time] ayer a esta hora
    [leader] bitcoin
    [peers] los demás mercados
    [path] el final de la vela
    [funding] la tasa de funding
    [long-short] cuántos apuestan al alza
    [fear-greed] el índice de miedo y codicia
    [this-market] qué mercado es
   *[chosen] indicadores elegidos
}
why-times = { $times } × lo habitual
why-utc = { $time } UTC
why-bar = { $family }: { $value }
why-bar-rest = todo lo demás
why-bar-chance = probabilidad de subida: { $start } → { $chance }
why-bar-title = ¿Por qué { $side } { $symbol } { $timeframe }?
why-bar-closed = vela cerrada { $time }
