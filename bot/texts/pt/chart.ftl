chart-level = { $level ->
    [target] Alvo
    [entry] Entr.
    [stop] Stop
    [last] Último
    [horizon] Fech.
   *[exit] Saída
}
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = Candle fechado { $time } · { $exchange }
chart-disclaimer = Horários em UTC. Resultado de um modelo, não é recomendação.
chart-watermark = { $source ->
    [recorded] GRAVADO
   *[simulated] SIMULADO
}
chart-columns = uma coluna são { NUMBER($candles) } candles
chart-open = Aberto até o fechamento do próximo candle
chart-swing = swing
chart-swing-open = { $state ->
    [held] Aberto até a saída ser publicada
   *[left] Saída avisada, resultado a seguir
}
chart-outcome = { $outcome ->
    [right] CERTO
    [wrong] ERRADO
    [flat] NEUTRO
   *[void] NULO: o candle não veio
}
chart-result = { $touched ->
    [stop] ✘ Stop tocado: { $net } depois dos custos
    [target] ✔ Alvo tocado: { $net } depois dos custos
    [horizon] Até o horizonte: { $net } depois dos custos
   *[exit] Posição encerrada: { $net } depois dos custos
}
chart-rule = regra { $percent }
chart-hold = segurar { $percent }
chart-net = líquido { $percent }
chart-cost = depois de { $bps } pb de custo por lado
chart-cost-spread = depois do spread, cotado ou por hora
chart-backtest-title = { $symbol } · { $timeframe } · { $days } dias
chart-backtest-span = Regra de sinais em candles passados, { $from } a { $to }
chart-trades = { $trades } operações { $cost }
chart-out-of-sample = Fora da amostra: { $source }
chart-live = previsões guardadas ao vivo
chart-walk = { $kind }, walk-forward
chart-live-and-walk = ao vivo, antes { $kind }, walk-forward
chart-backtest-disclaimer = Horários em UTC. O passado não promete nada.
chart-drawdown = drawdown
chart-market-closed = { $time } · { $exchange }
chart-columns-shown = { NUMBER($candles) } candles
chart-market-none = Nenhum sinal aberto
chart-market-open = Abertos: { $signals }
chart-calibration-title = Informado e visto · { $market }
chart-calibration-all = todos os mercados
chart-calibration-span = { NUMBER($rows) } candles avaliados, { $from } a { $to }
chart-calibration-error = Desvio médio de { $error }
chart-calibration-empty = Nada avaliado ainda
chart-calibration-stated = Chance de alta informada →
chart-calibration-seen = ↑ Parte que subiu, com intervalo de 95 %
chart-calibration-foot = Tracejado: o informado. Não é recomendação.
chart-equity-title = Valem a operação · { $market }
chart-equity-all = todos os mercados
chart-equity-about = Resultados líquidos por plano, somados, mesma aposta
chart-equity-line = { $family ->
    [swing] Swing
   *[next-candle] Próximo candle
} { $result }, maior queda { $fall }, { NUMBER($count) } { $count ->
    [one] sinal
   *[other] sinais
}
chart-equity-drawdown = Abaixo da máxima
chart-equity-foot = Depois dos custos. Resultado de um modelo, não é recomendação.
