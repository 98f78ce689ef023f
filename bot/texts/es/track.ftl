track-title = 📊 <b>Historial</b> · todos los mercados
track-title-of = 📊 <b>Historial</b> · { $symbol }
track-empty = Ninguna señal ha terminado todavía. El historial se llena solo, vela a vela, perdedoras incluidas.
track-span = { $from } a { $to }
track-published = <b>Todas las señales, según su plan publicado, tras costes</b>
track-direction = <b>Solo la dirección</b>, antes de costes
track-counts = { NUMBER($signals) } { NUMBER($signals) ->
    [one] señal
   *[other] señales
} en { NUMBER($closes) } { NUMBER($closes) ->
    [one] cierre
   *[other] cierres
}
track-net = <b>{ $average }</b> por señal (95 %: { $low } a { $high })
track-net-alone = <b>{ $average }</b> por señal
track-won = { $share } { $interval } ganaron: { $win } de media, las demás { $loss }
track-touched = { NUMBER($stopped) } por stop, { NUMBER($target) } en el objetivo
track-worth = Merecen operar
track-worth-net = <b>Merecen operar</b>: <b>{ $average }</b> por señal (95 %: { $low } a { $high }), { NUMBER($signals) } en { NUMBER($closes) } { NUMBER($closes) ->
    [one] cierre
   *[other] cierres
}; { NUMBER($left) } fuera por informativas
track-worth-none = <b>Merecen operar</b>: ninguna señal todavía
track-equity = Una cuenta que las siguiera: { $result }, mayor caída { $fall }
track-not-shown = ⚠️ Aún no está demostrado que cubra su coste.
track-information = Solo informativas
track-unreached = No llegaron a nadie a tiempo
track-windows = <b>En el tiempo</b>, según plan tras costes
track-last = últimos { $days } días
track-line = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: { $average } por señal, { NUMBER($signals) } en { NUMBER($closes) } { NUMBER($closes) ->
    [one] cierre
   *[other] cierres
}
track-line-none = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: nada evaluado ({ NUMBER($signals) } { NUMBER($signals) ->
    [one] señal
   *[other] señales
} en { NUMBER($closes) } { NUMBER($closes) ->
    [one] cierre
   *[other] cierres
})
track-scored = <b>Todas las velas evaluadas</b>, enviadas o no
track-markets = <b>Por mercado</b>, publicadas
track-explained = <i>Según plan: entrada en la próxima apertura, salida en stop, objetivo u horizonte, lo que llegue antes; si una vela toca los dos, el stop. Entre corchetes: el intervalo del 95 %; las señales de un mismo cierre cuentan como una apuesta. Nadie operó estos resultados por ti; el pasado no promete el futuro.</i>
track-right = { NUMBER($count) } aciertos
track-wrong = { NUMBER($count) } fallos
track-flat = { NUMBER($count) } planas
track-void = { NUMBER($count) } nulas
track-accuracy = Acierto <b>{ $accuracy }</b> { $interval }
track-accuracy-none = Acierto: nada que contar todavía
track-reversal = Regla de reversión en las mismas velas: { $accuracy }
track-average = { $average } de media, antes de costes
track-average-sides = { $average } de media: { $right } al acertar, { $wrong } al fallar
track-verdict-early = Demasiado pronto para comparar.
track-verdict-few = ⚠️ Solo cuentan { NUMBER($counted) }: por debajo de { NUMBER($few) } pesa más la suerte que la pericia.
track-verdict-better = ✅ Todo el intervalo queda por encima de la regla de reversión simple.
track-verdict-worse = ❌ Peor que la regla de reversión simple.
track-verdict-same = ➖ Aún no está demostrado que sea mejor que la regla de reversión simple.
track-more = y { NUMBER($more) } más: mira las páginas de los pares abajo
track-series-none = { $market }: nada terminado todavía
track-series = { $market }: { $net } por señal según plan; { $accuracy } { $interval } de acierto en { NUMBER($counted) }
calibration-title = 🎯 <b>¿Se cumplen las probabilidades?</b> · { $market }
calibration-all = todos los mercados
calibration-empty = Nada evaluado todavía. Cada vela suma una, haya señal o no.
calibration-rows = { NUMBER($rows) } { NUMBER($rows) ->
    [one] vela
   *[other] velas
} evaluadas antes de conocerse, del { $from } al { $to }.
calibration-error = Lo anunciado y lo visto difieren <b>{ $error }</b> de media, en diez grupos iguales.
calibration-chance = Con probabilidades exactas, el azar solo ya da hasta { $upper } (95 de 100 veces): { $verdict ->
    [within] nada indica que estén mal
   *[beyond] más de lo que explica el azar: las probabilidades fallan
}.
calibration-accuracy = Acertadas: <b>{ $accuracy }</b> { $interval }; la regla de reversión en las mismas velas: { $reversal }
calibration-accuracy-alone = Acertadas: <b>{ $accuracy }</b> { $interval }
calibration-confident = El { $share } más confiado: <b>{ $accuracy }</b> { $interval } de { NUMBER($count) }
calibration-explained = <i>En la línea discontinua, una probabilidad del 55 % se cumplió en 55 de 100. Entre corchetes y como barras: el intervalo del 95 %.</i>
equity-title = 📈 <b>Merecen operar, sumado</b> · { $market }
equity-all = todos los mercados
equity-empty = Nada de lo que merecía operar ha terminado todavía.
equity-line = { $family ->
    [swing] Swing
   *[next-candle] Próxima vela
}: <b>{ $result }</b> en total, mayor caída { $fall }, { NUMBER($count) } { $count ->
    [one] señal
   *[other] señales
}
equity-explained = <i>Cada resultado según su plan publicado y tras costes, sumado siempre con la misma apuesta. Abajo: cuánto estuvo por debajo de su máximo. El pasado no promete el futuro.</i>

# The history as a file
history = 🗂 { NUMBER($count) } { NUMBER($count) ->
    [one] señal
   *[other] señales
} desde el { $from }, también las perdedoras, tal como puedes verlas ya: qué se publicó, cuándo y cómo acabó. Horas en UTC; los resultados por plan son después del coste indicado. Resultados hipotéticos: nadie los operó por ti, y el pasado no promete el futuro.
history-empty = Todavía no hay señales de los últimos 12 meses.
