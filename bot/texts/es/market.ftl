market-from-file = un archivo
market-note = ⏪ Mercado: { $note }.
sandbox-redated = { $symbol } es de { $year }, con fecha { $years ->
    [one] un año
   *[other] { $years } años
} { $direction ->
    [later] posterior
   *[earlier] anterior
}
sandbox-replay = { $source ->
    [live] velas recientes repetidas a { $speed }×, después en vivo
    [recorded] velas grabadas, repetidas a { $speed }×
   *[simulated] mercado SIMULADO a { $speed }×: sus resultados no dicen nada de los reales
}
sandbox-replay-redated = { $note } ({ $redated })
signals-title = 📈 <b>Señales</b>, las más nuevas primero
signals-title-page = 📈 <b>Señales</b> · página { NUMBER($page) }
signals-title-of = 📈 <b>Señales</b> · { $symbol }, las más nuevas primero
signals-title-of-page = 📈 <b>Señales</b> · { $symbol } · página { NUMBER($page) }
signals-delayed = Tienes Free: recibes las mismas señales que Pro, { $delay }.
signals-none = Ninguna señal todavía. La mayoría de las velas no dan ninguna: el modelo solo habla cuando tiene algo que decir.
signals-none-such = Ninguna de las más nuevas es así. Pulsa un botón para ampliar la búsqueda.
signals-open = { NUMBER($count) } { $count ->
    [one] está abierta
   *[other] están abiertas
}, primero en la lista.
button-signals-state = { $state ->
    [open] ⏳ Abiertas
    [right] ✅ Acierto
    [wrong] ❌ Fallo
   *[any] Abiertas y terminadas
}
signals-hint = Pulsa un número para ver el gráfico y los niveles.
signal-usage = Dime cuál: <code>/signal a1b2c3d4e5</code>. El id está en cada señal; la lista tiene botones.
signal-unknown = No hay ninguna señal <code>{ $id }</code>. Un id tiene al menos 6 caracteres de 0–9 y a–f.
signal-later = Lo decidido en ese cierre llega a Free a las <b>{ $time }</b>, sea una señal o ninguna. Pro ya lo tiene.
chart-missing = Ahora no se pudo dibujar el gráfico, así que va la señal en palabras.
predict-choose =
    🔮 <b>Predecir la próxima vela</b>
    Elige un mercado o envía <code>/predict btc</code>:
predict-choose-timeframe =
    🔮 <b>{ $symbol }</b>
    ¿Qué vela?
predict-refused = { $code ->
    [unknown-symbol] No sigo ese par.
    [unsupported-timeframe] No tengo modelo para esa temporalidad.
    [no-model] El modelo de este mercado aún está aprendiendo. Prueba en un minuto.
   *[bad-candles] A las velas de este mercado les falta un tramo, así que prefiero callar a adivinar.
}
prediction = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · confianza <b>{ $confidence }</b>
prediction-leaning = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · se inclina { $direction ->
    [up] al alza
   *[down] a la baja
} · confianza <b>{ $confidence }</b>
prediction-candle = La vela <b>{ $span }</b>, { $left }
prediction-delayed = ⏳ Tienes Free: sabes de cada cierre { $delay } más tarde.
expected-value = Valor esperado <b>{ $value }</b> tras costes
expected-value-unknown = Valor esperado desconocido, los pasados quizá quedaron en nada: <b>no merece la operación</b>
expected-value-negative = Valor esperado { $value } tras costes: <b>no merece la operación</b>
data-quality = Calidad de datos { $mark } { $stamp }
data-quality-reasons = Calidad de datos { $mark } { $stamp }: { $reasons }
stamp = { $stamp ->
    [green] buena
    [amber] dudosa
   *[red] mala
}
model-version = Modelo <code>{ $version }</code>
action = { $action ->
    [BUY] BUY
    [SELL] SELL
   *[HOLD] HOLD
}
pair-unknown = No sigo { $asked }. Sigo { $followed }.
pair-unknown-one = No sigo { $asked }. ¿Querías decir <b>{ $near }</b>?
pair-unknown-several = No sigo { $asked }. ¿Querías decir uno de estos?
pair-several = { $asked } puede ser varios mercados. ¿Cuál?
timeframe-unknown = <b>{ $symbol }</b> se sigue en { $followed }, no en { $asked }.
words-unknown = Entendí <b>{ $symbol }</b>, pero no { $asked }. { $symbol } se sigue en { $followed }.
pair-mentioned = <b>{ $symbol }</b>, seguido en { $followed }. ¿Qué quieres ver?
markets-title = 🗂 <b>Lo que sigo</b>
markets-title-page = 🗂 <b>Lo que sigo</b> · página { NUMBER($page) } de { NUMBER($pages) }
markets-line = { $mark } <b>{ $symbol }</b> { $timeframe } · { $state ->
    [ok] al día
    [closed] 🌙 cerrado
    [late] ⏳ con retraso
    [paused] ⏸ en pausa
   *[disabled] ⛔ desactivado
} · { $model } · { $record }
markets-no-model = sin modelo todavía
markets-no-record = sin señales terminadas todavía
markets-record = { $accuracy } { $interval } de acierto en { NUMBER($settled) }
status-title = 🩺 <b>Los mercados y sus datos</b>
status-title-page = 🩺 <b>Los mercados y sus datos</b> · página { NUMBER($page) } de { NUMBER($pages) }
status-none = Todavía no se sigue ningún mercado.
status-marks = <i>🟢 sanos · 🟡 dudosos: la mitad de señales · 🔴 sin señales</i>
status-market = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange }
status-market-state = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange } · { $state ->
    [closed] 🌙 cerrado
    [late] ⏳ con retraso
    [paused] ⏸ en pausa
   *[disabled] ⛔ desactivado
}
status-no-candle = sin velas todavía
status-candle = vela { $time }, hace { $age }
status-counts = { NUMBER($candles) } { NUMBER($candles) ->
    [one] vela
   *[other] velas
} · { NUMBER($gaps) } { NUMBER($gaps) ->
    [one] hueco
   *[other] huecos
} · { NUMBER($revisions) } { NUMBER($revisions) ->
    [one] revisión
   *[other] revisiones
}
market-chart-title = 📉 <b>{ $symbol } { $timeframe }</b> · último { $price }
market-chart-open = Abiertas ahora:
market-chart-none = Aquí no hay ninguna señal abierta.
market-chart-empty = Aún no tengo velas de { $symbol }. Llegan solas; /status dice cuántas hay.
market-chart-missing = Ahora no se pudo dibujar la imagen.
market-chart-choose = 📉 <b>¿Qué gráfico?</b>
