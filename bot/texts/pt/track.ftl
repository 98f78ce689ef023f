track-title = 📊 <b>Histórico</b> · todos os mercados
track-title-of = 📊 <b>Histórico</b> · { $symbol }
track-empty = Nenhum sinal terminou ainda. O histórico se enche sozinho, candle a candle, perdedores incluídos.
track-span = { $from } a { $to }
track-published = <b>Todos os sinais, pelo plano publicado, após custos</b>
track-direction = <b>Só a direção</b>, antes dos custos
track-counts = { NUMBER($signals) } { NUMBER($signals) ->
    [one] sinal
   *[other] sinais
} em { NUMBER($closes) } { NUMBER($closes) ->
    [one] fechamento
   *[other] fechamentos
}
track-net = <b>{ $average }</b> por sinal (95 %: { $low } a { $high })
track-net-alone = <b>{ $average }</b> por sinal
track-won = { $share } { $interval } ganharam: { $win } em média, os outros { $loss }
track-touched = { NUMBER($stopped) } no stop, { NUMBER($target) } no alvo
track-worth = Valem operar
track-worth-net = <b>Valem operar</b>: <b>{ $average }</b> por sinal (95 %: { $low } a { $high }), { NUMBER($signals) } em { NUMBER($closes) } { NUMBER($closes) ->
    [one] fechamento
   *[other] fechamentos
}; { NUMBER($left) } fora, por informativos
track-worth-none = <b>Valem operar</b>: nenhum sinal até agora
track-equity = Uma conta que os seguisse: { $result }, maior queda { $fall }
track-not-shown = ⚠️ Ainda não está provado que paga o custo.
track-information = Só informativos
track-unreached = Não chegaram a ninguém a tempo
track-windows = <b>No tempo</b>, pelo plano após custos
track-last = últimos { $days } dias
track-line = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: { $average } por sinal, { NUMBER($signals) } em { NUMBER($closes) } { NUMBER($closes) ->
    [one] fechamento
   *[other] fechamentos
}
track-line-none = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: nada avaliado ({ NUMBER($signals) } { NUMBER($signals) ->
    [one] sinal
   *[other] sinais
} em { NUMBER($closes) } { NUMBER($closes) ->
    [one] fechamento
   *[other] fechamentos
})
track-scored = <b>Todos os candles avaliados</b>, enviados ou não
track-markets = <b>Por mercado</b>, publicados
track-explained = <i>Pelo plano: entrada na próxima abertura, saída no stop, alvo ou horizonte, o que vier primeiro; se um candle toca os dois, o stop. Entre colchetes: o intervalo de 95 %; sinais de um mesmo fechamento contam como uma aposta. Ninguém operou estes resultados por você; o passado não promete o futuro.</i>
track-right = { NUMBER($count) } certos
track-wrong = { NUMBER($count) } errados
track-flat = { NUMBER($count) } neutros
track-void = { NUMBER($count) } nulos
track-accuracy = Acerto <b>{ $accuracy }</b> { $interval }
track-accuracy-none = Acerto: nada a contar ainda
track-reversal = Regra de reversão nos mesmos candles: { $accuracy }
track-average = { $average } em média, antes dos custos
track-average-sides = { $average } em média: { $right } quando certo, { $wrong } quando errado
track-verdict-early = Cedo demais para comparar.
track-verdict-few = ⚠️ Só { NUMBER($counted) } contados: abaixo de { NUMBER($few) }, a sorte pesa mais que a habilidade.
track-verdict-better = ✅ O intervalo inteiro fica acima da regra simples de reversão.
track-verdict-worse = ❌ Pior que a regra simples de reversão.
track-verdict-same = ➖ Ainda não provado melhor que a regra simples de reversão.
track-more = e mais { NUMBER($more) }: veja as páginas dos pares abaixo
track-series-none = { $market }: nada encerrado ainda
track-series = { $market }: { $net } por sinal pelo plano; { $accuracy } { $interval } de acerto em { NUMBER($counted) }
calibration-title = 🎯 <b>As chances se cumprem?</b> · { $market }
calibration-all = todos os mercados
calibration-empty = Nada avaliado ainda. Cada candle acrescenta um, com ou sem sinal.
calibration-rows = { NUMBER($rows) } { NUMBER($rows) ->
    [one] candle
   *[other] candles
} avaliados antes de conhecidos, de { $from } a { $to }.
calibration-error = O informado e o visto diferem <b>{ $error }</b> em média, em dez grupos iguais.
calibration-chance = Com chances exatas, só o acaso já dá até { $upper } (95 de 100 vezes): { $verdict ->
    [within] nada indica que estejam erradas
   *[beyond] mais do que o acaso explica: as chances estão erradas
}.
calibration-accuracy = Acertados: <b>{ $accuracy }</b> { $interval }; a regra de reversão nos mesmos candles: { $reversal }
calibration-accuracy-alone = Acertados: <b>{ $accuracy }</b> { $interval }
calibration-confident = Os { $share } mais confiantes: <b>{ $accuracy }</b> { $interval } de { NUMBER($count) }
calibration-explained = <i>Na linha tracejada, uma chance de 55 % se cumpriu em 55 de 100. Entre colchetes e como barras: o intervalo de 95 %.</i>
equity-title = 📈 <b>Valem operar, somado</b> · { $market }
equity-all = todos os mercados
equity-empty = Nada do que valia operar terminou ainda.
equity-line = { $family ->
    [swing] Swing
   *[next-candle] Próximo candle
}: <b>{ $result }</b> no total, maior queda { $fall }, { NUMBER($count) } { $count ->
    [one] sinal
   *[other] sinais
}
equity-explained = <i>Cada resultado pelo plano publicado e após custos, somado sempre com a mesma aposta. Abaixo: quanto ficou sob a máxima. O passado não promete o futuro.</i>

# The history as a file
history = 🗂 { NUMBER($count) } { NUMBER($count) ->
    [one] sinal
   *[other] sinais
} desde { $from }, perdedores incluídos, como você já pode vê-los: o que foi publicado, quando e no que deu. Horários em UTC; os resultados por plano são depois do custo informado. Resultados hipotéticos: ninguém os operou por você, e o passado não promete o futuro.
history-empty = Ainda não há sinais dos últimos 12 meses.
