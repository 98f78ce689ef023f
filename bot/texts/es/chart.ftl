chart-level = { $level ->
    [target] Objet.
    [entry] Entr.
    [stop] Stop
    [last] Último
    [horizon] Cierre
   *[exit] Salida
}
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = Vela cerrada { $time } · { $exchange }
chart-disclaimer = Horas en UTC. Resultado de un modelo, no un consejo.
chart-watermark = { $source ->
    [recorded] GRABADO
   *[simulated] SIMULADO
}
chart-columns = una columna son { NUMBER($candles) } velas
chart-open = Abierta hasta el cierre de la próxima vela
chart-swing = swing
chart-swing-open = { $state ->
    [held] Abierta hasta que se publique la salida
   *[left] Salida avisada, falta el resultado
}
chart-outcome = { $outcome ->
    [right] ACIERTO
    [wrong] FALLO
    [flat] PLANA
   *[void] NULA: la vela no llegó
}
chart-result = { $touched ->
    [stop] ✘ Stop tocado: { $net } tras costes
    [target] ✔ Objetivo tocado: { $net } tras costes
    [horizon] Hasta el horizonte: { $net } tras costes
   *[exit] Posición cerrada: { $net } tras costes
}
chart-rule = regla { $percent }
chart-hold = mantener { $percent }
chart-net = neto { $percent }
chart-cost = tras { $bps } pb de coste por lado
chart-cost-spread = tras el spread, cotizado o por hora
chart-backtest-title = { $symbol } · { $timeframe } · { $days } días
chart-backtest-span = Regla de señales en velas pasadas, { $from } a { $to }
chart-trades = { $trades } operaciones { $cost }
chart-out-of-sample = Fuera de muestra: { $source }
chart-live = predicciones guardadas en vivo
chart-walk = { $kind }, walk-forward
chart-live-and-walk = en vivo, antes { $kind }, walk-forward
chart-backtest-disclaimer = Horas en UTC. El pasado no promete nada.
chart-drawdown = drawdown
chart-market-closed = { $time } · { $exchange }
chart-columns-shown = { NUMBER($candles) } velas
chart-market-none = Ninguna señal abierta
chart-market-open = Abiertas: { $signals }
chart-calibration-title = Anunciado y visto · { $market }
chart-calibration-all = todos los mercados
chart-calibration-span = { NUMBER($rows) } velas evaluadas, { $from } a { $to }
chart-calibration-error = Desvío medio de { $error }
chart-calibration-empty = Nada evaluado todavía
chart-calibration-stated = Probabilidad de subida anunciada →
chart-calibration-seen = ↑ Parte que subió, con su intervalo del 95 %
chart-calibration-foot = Línea discontinua: lo anunciado. No es un consejo.
chart-equity-title = Merecen operar · { $market }
chart-equity-all = todos los mercados
chart-equity-about = Resultados netos por plan, sumados, misma apuesta
chart-equity-line = { $family ->
    [swing] Swing
   *[next-candle] Próxima vela
} { $result }, mayor caída { $fall }, { NUMBER($count) } { $count ->
    [one] señal
   *[other] señales
}
chart-equity-drawdown = Por debajo de su máximo
chart-equity-foot = Tras costes. Resultado de un modelo, no un consejo.
