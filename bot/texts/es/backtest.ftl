backtest-choose =
    🧪 <b>Backtest</b>
    ¿Qué habría hecho la regla de señales con el pasado, tras costes? Elige un mercado o envía <code>/backtest btc 180</code>.
backtest-offer = 🧪 <b>Backtest</b> muestra qué habría hecho la regla de señales con el pasado de un par: tras costes, pérdidas incluidas, con gráfico. Viene con <b>Pro</b>, { NUMBER($perDay) } al día. El historial /track es gratis para todos.
backtest-days = Esperaba un número de días entre { NUMBER($least) } y { NUMBER($most) } y recibí { $word }. Así: <code>/backtest btc 90</code>.
backtest-running = ⏳ Tu backtest sigue en marcha. El gráfico llega solo.
backtest-queued = ⏳ { NUMBER($before) ->
    [one] Hay un backtest
   *[other] Hay { NUMBER($before) } backtests
} antes del tuyo. El gráfico llega solo.
backtest-crowded = ⏳ Hay demasiados backtests en espera. Prueba en unos minutos.
backtest-limit = Ya usaste tus { NUMBER($perDay) } backtests de hoy; el próximo, en { $wait }. Lo que ya preguntaste puedes repetirlo gratis.
backtest-too-little = Hay muy poco pasado de { $symbol } para probar sin mirar lo que el modelo ya aprendió. Prueba cuando haya más velas guardadas.
backtest-title = 🧪 <b>{ $symbol }</b> { $timeframe } · { NUMBER($days) } días
backtest-trades = • Operaciones <b>{ NUMBER($trades) }</b>, de una vela cada una
backtest-silent = • En silencio <b>{ NUMBER($silent) }</b> de { NUMBER($days) } días: sin operar
backtest-won = • Ganadas <b>{ $share }</b> tras costes
backtest-net = • Neto <b>{ $net }</b> tras { $cost } (antes de costes { $gross }, mantener { $holding })
backtest-cost = { $percent } de coste por lado
backtest-cost-spread = el spread
backtest-drawdown = • Drawdown máximo <b>{ $share }</b>
backtest-sharpe = • Sharpe <b>{ $sharpe }</b>
backtest-sharpe-likely = • Sharpe <b>{ $sharpe }</b>, con { $chance } de probabilidad de estar de verdad sobre 0
backtest-sharpe-between = • Sharpe <b>{ $sharpe }</b> (ganancia por sus vaivenes; 95 % entre { $low } y { $high }), con { $chance } de probabilidad de estar de verdad sobre 0
backtest-luck = La pura suerte, sin ventaja, lo hace igual o mejor en { $share } de cada 100 pruebas así.
backtest-bad-luck = La mala suerte no lo explica: sin ventaja y sin costes, { $share } de cada 100 pruebas así acaban tan abajo.
backtest-no-bad-luck = La mala suerte no lo explica: sin ventaja y sin costes, menos de 1 de cada 100 pruebas así acaba tan abajo.
backtest-no-luck = La pura suerte, sin ventaja, lo hace igual en menos de 1 de cada 100 pruebas así.
backtest-no-signal = La regla no dio ninguna señal en estos días.
backtest-lost = <b>Perdió dinero</b>, incluso antes de costes.
backtest-lost-to-cost = <b>Perdió dinero</b>: la ventaja existía, pero era menor que el coste.
backtest-few = Ganó, pero { NUMBER($trades) } operaciones dicen poco: puede ser suerte.
backtest-likely = Ganó, y ya estos días hacen de la suerte una razón improbable.
backtest-unsure = Ganó, pero <b>no está demostrado que sea más que suerte</b>.
backtest-holding = Mantener habría dado más.
backtest-how = <i>Cómo: la regla de señales publicada, entrada en la siguiente apertura, salida en su cierre. { $decisions }. Nunca sobre velas de las que el modelo aprendió.</i>
backtest-live = { NUMBER($count) } { NUMBER($count) ->
    [one] vela
   *[other] velas
} con probabilidades guardadas en vivo antes de abrir
backtest-walk = { NUMBER($count) } con las de un modelo { $kind } ajustado solo con velas anteriores (walk-forward)
