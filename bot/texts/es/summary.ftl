summary-day = 📋 <b>Resumen del { $day }</b> (UTC)
summary-week = 📋 <b>Resumen de la semana del { $from } al { $to }</b> (UTC)
summary-posted = Publicado aquí: <b>{ NUMBER($posted) }</b> { NUMBER($posted) ->
    [one] señal
   *[other] señales
} en { NUMBER($closes) } { NUMBER($closes) ->
    [one] cierre
   *[other] cierres
} de vela ({ $pairs })
summary-none = Aquí no se publicó nada.
summary-exits = { NUMBER($count) } { NUMBER($count) ->
    [one] posición cerrada
   *[other] posiciones cerradas
} tras días abiertas: cuentan por el resultado de la salida
summary-net = Según los planes publicados, tras costes: <b>{ $mean }</b> por señal de media, 95 % entre { $low } y { $high }
summary-net-few = Según los planes publicados, tras costes: <b>{ $mean }</b> por señal de media; muy pocas para distinguirlo de la suerte
summary-verdict = { $verdict ->
    [gain] Más de lo que explica la suerte.
    [loss] Una pérdida que la mala suerte no explica.
   *[luck] No está demostrado que sea más que suerte.
}
summary-won = Ganaron dinero: <b>{ NUMBER($won) } de { NUMBER($counted) }</b> ({ $share })
summary-win = Ganancia media { $win }
summary-loss = Pérdida media { $loss }
summary-left-out = No incluido arriba:
summary-open = • { NUMBER($count) } aún abiertas
summary-void = • { NUMBER($count) } sin resultado: la vela no llegó
summary-held-back = • { NUMBER($count) } decididas y no publicadas aquí: informativas, no merecen operar
summary-too-late = • { NUMBER($count) } no publicadas: tarde para ser noticia
summary-failed = • { NUMBER($count) } sin publicar con certeza: Telegram no las aceptó o no respondió
summary-foot = <i>Todas cuentan en el historial: /track. No es un consejo; lo pasado no promete lo que vendrá. /terms</i>
