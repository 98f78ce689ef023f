signal-disclaimer = Resultado de un modelo de Analyser, no un consejo. Operando puedes perder todo lo invertido. Los resultados pasados no prometen los futuros.
signal-hypothetical = Los resultados hipotéticos o simulados tienen limitaciones. A diferencia de un historial real, no representan operaciones reales.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · confianza <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>merece operar</b>
    [unproven] <b>merece operar</b>, aún sin demostrar
   *[information] informativa
}
signal-head-settled = <b>{ $side } { $symbol }</b> · { $timeframe } · { $confidence } · { $verdict ->
    [worth] <b>merece operar</b>
    [unproven] <b>merece operar</b>, aún sin demostrar
   *[information] informativa
}
signal-result = { $end ->
    [stop] ⛔ <b>STOP</b>
    [target] 🎯 <b>OBJETIVO</b>
    [exit] 🚪 <b>SALIDA</b>
    [right] ✅ <b>ACIERTO</b>
    [wrong] ❌ <b>FALLO</b>
    [flat] ➖ <b>PLANA</b>
   *[void] ⚪ <b>NULA</b>
}
signal-result-mark = { $end ->
    [stop] ⛔
    [target] 🎯
    [exit] 🚪
    [right] ✅
    [wrong] ❌
    [flat] ➖
   *[void] ⚪ nula
}
signal-result-net = <b>{ $net }</b> tras costes
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = Vela cerrada el <b>{ $time }</b> en { $exchange }
signal-recorded = ⏪ <b>Velas grabadas, reproducidas</b>
signal-recorded-more = Velas grabadas, reproducidas: precios pasados con el reloj acelerado
signal-simulated = 🧪 <b>SIMULADO</b>: precios inventados
signal-simulated-more = Un mercado simulado: aquí no se puede operar nada
signal-entry = Entrada <code>{ $price }</code> · hasta aviso de salida
signal-entry-until = Entrada <code>{ $price }</code> · hasta { $until }
signal-levels = Stop <code>{ $stop }</code> · objetivo <code>{ $target }</code>
signal-level-stop = Stop <code>{ $stop }</code>
signal-left = Entrada { $from }, salida { $to } a las { $time } UTC
signal-plan = Entrada cerca de { $entry } en la próxima apertura · Stop { $stop } ({ $stopDistance }) · Objetivo { $target } ({ $targetDistance }) · hasta { $time }
signal-plan-stop = Entrada cerca de { $entry } en la próxima apertura · Stop { $stop } ({ $stopDistance }) · hasta { $time }
signal-left-more = Salida antes de { $time }: { $gross } antes de costes
signal-worth = Se esperan { $value } con { $cost } de coste
signal-not-worth = Se esperan { $value } frente a { $cost } de coste: dirección probable, <b>no merece operar</b>
signal-your-cost = A tu coste de { $cost } ida y vuelta (/cost)
signal-value-unknown = Dirección probable, <b>no merece operar</b> con { $cost } de coste: los valores esperados pasados quizá quedaron en nada
signal-not-shown = ⚠️ Aún no está demostrado que señales así cubran su coste
signal-one-bet = Una de { NUMBER($count) }, todas { $side }: <b>una sola apuesta</b>
signal-one-of = Una de { NUMBER($count) } en este cierre
signal-record-net = Tras costes: { $net } por señal ({ NUMBER($signals) })
signal-record-net-more = Historial: { $net } por señal según plan tras costes, { NUMBER($signals) } { NUMBER($signals) ->
    [one] señal
   *[other] señales
} en { NUMBER($closes) } { NUMBER($closes) ->
    [one] cierre
   *[other] cierres
}
signal-record-none = Historial: ninguna señal terminada todavía
signal-record-none-of = Historial { $of }: ninguna señal terminada todavía
signal-record = Historial: <b>{ $accuracy }</b> { $interval } de acierto en { $decided } (intervalo del 95 %)
signal-record-of = Historial { $of }: <b>{ $accuracy }</b> { $interval } de acierto en { $decided } (intervalo del 95 %)
signal-record-reversal = Historial: <b>{ $accuracy }</b> { $interval } de acierto en { $decided } (intervalo del 95 %; apostar contra la última vela: { $reversal })
signal-record-reversal-of = Historial { $of }: <b>{ $accuracy }</b> { $interval } de acierto en { $decided } (intervalo del 95 %; apostar contra la última vela: { $reversal })
signal-sent = Enviada { $time }, { $delay } después del cierre
signal-end = { $command } · no es un consejo · /terms
signal-end-link = <a href="{ $link }">Gráfico y detalles</a> · no es un consejo · /terms
signal-outcome = { $outcome ->
    [right] ✅ <b>ACIERTO</b>
    [wrong] ❌ <b>FALLO</b>
    [flat] ➖ <b>PLANA</b>: la vela cerró donde abrió; no cuenta ni como acierto ni como fallo
   *[void] ⚪ <b>NULA</b>: la próxima vela no llegó, así que esta señal no se evalúa
}
signal-moved = La vela fue de { $open } → { $close } ({ $move }): <b>{ $gain }</b> para este { $side }, antes de costes
swing-head = { $mark } <b>{ $side } { $symbol }</b> · swing, de días · { $verdict ->
    [worth] <b>merece operar</b>
   *[information] informativa
}
swing-head-settled = <b>{ $side } { $symbol }</b> · swing · { $verdict ->
    [worth] <b>merece operar</b>
   *[information] informativa
}
swing-line = { $mark } <b>{ $side } { $symbol }</b> swing
swing-worth = <b>Merece operar</b> con { $cost } de coste por lado: así lo muestra su pasado tras ese coste
swing-information = <b>Informativa</b>: su pasado aún no muestra que valga más que su coste de { $cost } por lado
swing-entry = Entrada en la próxima apertura, cerca de <code>{ $price }</code>
swing-stop = Stop <code>{ $price }</code> ({ $distance }) · tamaño { $size }
swing-held = Sin objetivo; hasta que avise la salida
swing-plan = Vela cerrada el { $time } en { $exchange }. Entrada en la próxima apertura, cerca de { $price }; stop { $stop } ({ $distance }), según cierres de 4 h; sin objetivo
swing-size = Tamaño: como mucho el { $size } de la cuenta, para que el stop cueste el { $risk }
swing-expect = { NUMBER($entries) } entradas al año por moneda; { NUMBER($won) } de 10 ganan, la ganancia media es { NUMBER($ratio) } veces la pérdida media; { NUMBER($losses) } pérdidas seguidas son normales ({ $past }, tras costes)
swing-rule = Regla: entrar cuando la fuerza de la tendencia supera { $enter }, salir cuando baja de { $leave } o en el stop ({ $version }).
swing-trim = ✂️ <b>Vende el { $share }</b> · { $side } { $symbol }, swing del { $day }
swing-trim-how = En la próxima apertura, cerca de <code>{ $price }</code>
swing-trim-stop = El stop sigue en <code>{ $stop }</code>
swing-trim-why = El precio está { $gain } desde el último paso: se vende lo justo para que la posición lleve el riesgo acordado al principio.
swing-leave = ⏹ <b>Sal ya</b> · { $side } { $symbol }, swing del { $day }
swing-leave-price = Todo en la próxima apertura, cerca de <code>{ $price }</code>
swing-leave-how = Desde la entrada: <b>{ $gain }</b> antes de costes
swing-leave-stop = La vela cerró en { $price }, más allá del stop en { $stop }. El resultado llega en el mensaje de la entrada.
swing-leave-faded = La tendencia se apagó; la vela cerró en { $price }. El resultado llega en el mensaje de la entrada.
swing-trimmed = ✂️ { $share } vendido el { $day }, cerca de <code>{ $price }</code>
swing-trimmed-more = { $share } vendido el { $time }, cerca de { $price }
swing-left = ⏹ Salida avisada; falta el resultado
swing-left-more = Salida avisada el { $time }; el resultado llega cuando cierre la próxima vela
swing-outcome = { $outcome ->
    [right] ✅ <b>GANADA { $result }</b>
    [wrong] ❌ <b>PERDIDA { $result }</b>
   *[flat] ➖ <b>EN TABLAS</b>
} tras costes en { $held }
swing-outcome-void = ⚪ <b>NULA</b> (el precio cambió de unidad mientras se mantenía)
swing-filled = Entrada <code>{ $entry }</code>, salida <code>{ $exit }</code>
swing-filled-more = Entrada { $entry }, salida { $exit } ({ $how }): { $gain } antes de costes
swing-filled-trimmed = Entrada { $entry }, salida media { $exit }, con las partes vendidas antes ({ $how }): { $gain } antes de costes
swing-how = { $touched ->
    [stop] en el stop
   *[exit] la tendencia se apagó
}
swing-state-held = ⏳ en curso
swing-state-left = ⏹ salida avisada
swing-why-title = 🔎 <b>Por qué { $side } { $symbol }</b> · swing del { $time }
swing-why-strength = La tendencia está en <b>{ $strength }</b> de 1: la media de cinco ventanas. Una entrada pide más de { $enter }; por debajo de { $leave } se sale.
swing-why-up = ▲ { NUMBER($days) } días: sube { $move }, { $times } veces su movimiento habitual
swing-why-down = ▼ { NUMBER($days) } días: baja { $move }, { $times } veces su movimiento habitual
swing-why-usual = Su movimiento habitual es una desviación típica: { $daily } al día en los últimos cinco meses.
close-head = <b>{ NUMBER($count) } señales</b> · { $timeframe } · vela cerrada el <b>{ $time }</b>
close-line = { $mark } { $side } <a href="{ $link }">{ $symbol }</a> { $confidence } · { $verdict ->
    [worth] merece operar
    [unproven] merece operar, aún sin demostrar
   *[information] informativa
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] merece operar
    [unproven] merece operar, aún sin demostrar
   *[information] informativa
} · { $command }
close-swing = swing
close-not-shown = ⚠️ Aún sin demostrar: no está probado que señales así cubran su coste
close-outcome = { $outcome } · <b>{ $symbol }</b>
repeat-signal = 🔁 <i>Quizá una repetición de la señal { $id }: el primer intento quedó sin respuesta</i>
inline-title = { $mark } { $side } { $symbol } { $timeframe } · { $state }
inline-about = { $time } · { $confidence }
inline-none = Aún no hay señal pública de eso
inline-open = Abrir el bot
group-leave = No me quedo en grupos. Escribe @{ $bot } y un par, como btc, en cualquier chat para la última señal pública; todo lo demás está en nuestro propio chat.
channel-about-unsold = Para el plan { $title }, aún sin venta.
channel-about-posts = { $posts ->
    [worth] Señales que merecen operar tras costes; las demás, en el bot.
   *[all] Todas las señales, también informativas y perdedoras.
}
channel-about-at-once = Al cerrar la vela.
channel-about-later = { $candles } velas tras el cierre; swing, { $days } días.
channel-about-cost = Coste: { $cost } por lado.
channel-about-cost-stated = Coste: monedas { $cost } por lado, divisas el spread.
channel-about-not-shown = Sin demostrar que cubran su coste: { $families }.
channel-about-family = { $family ->
    [swing] swing
   *[next-candle] { $assets ->
        [crypto] monedas
        [forex] divisas
       *[metal] metales
    }
}
channel-about-not-advice = No es consejo.
