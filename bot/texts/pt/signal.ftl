signal-disclaimer = Resultado de um modelo do Analyser, não é recomendação. Operando, você pode perder tudo o que investir. Resultados passados não prometem os futuros.
signal-hypothetical = Resultados hipotéticos ou simulados têm limitações. Ao contrário de um histórico real, não representam operações reais.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · confiança <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>vale operar</b>
    [unproven] <b>vale operar</b>, ainda não provado
   *[information] informativo
}
signal-head-settled = <b>{ $side } { $symbol }</b> · { $timeframe } · { $confidence } · { $verdict ->
    [worth] <b>vale operar</b>
    [unproven] <b>vale operar</b>, ainda não provado
   *[information] informativo
}
signal-result = { $end ->
    [stop] ⛔ <b>STOP</b>
    [target] 🎯 <b>ALVO</b>
    [exit] 🚪 <b>SAÍDA</b>
    [right] ✅ <b>CERTO</b>
    [wrong] ❌ <b>ERRADO</b>
    [flat] ➖ <b>NEUTRO</b>
   *[void] ⚪ <b>NULO</b>
}
signal-result-mark = { $end ->
    [stop] ⛔
    [target] 🎯
    [exit] 🚪
    [right] ✅
    [wrong] ❌
    [flat] ➖
   *[void] ⚪ nulo
}
signal-result-net = <b>{ $net }</b> depois dos custos
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = Candle fechado em <b>{ $time }</b> na { $exchange }
signal-recorded = ⏪ <b>Candles gravados, reproduzidos</b>
signal-recorded-more = Candles gravados, reproduzidos: preços passados com o relógio acelerado
signal-simulated = 🧪 <b>SIMULADO</b>: preços inventados
signal-simulated-more = Um mercado simulado: nada aqui pode ser operado
signal-entry = Entrada <code>{ $price }</code> · até o aviso de saída
signal-entry-until = Entrada <code>{ $price }</code> · até { $until }
signal-levels = Stop <code>{ $stop }</code> · alvo <code>{ $target }</code>
signal-level-stop = Stop <code>{ $stop }</code>
signal-left = Entrada { $from }, saída { $to } às { $time } UTC
signal-plan = Entrada perto de { $entry } na próxima abertura · Stop { $stop } ({ $stopDistance }) · Alvo { $target } ({ $targetDistance }) · até { $time }
signal-plan-stop = Entrada perto de { $entry } na próxima abertura · Stop { $stop } ({ $stopDistance }) · até { $time }
signal-left-more = Saída até { $time }: { $gross } antes dos custos
signal-worth = Esperado { $value } com { $cost } de custo
signal-not-worth = Esperado { $value } contra { $cost } de custo: direção provável, <b>não vale operar</b>
signal-your-cost = Ao seu custo de { $cost } ida e volta (/cost)
signal-value-unknown = Direção provável, <b>não vale operar</b> com { $cost } de custo: os valores esperados passados talvez não tenham dado em nada
signal-not-shown = ⚠️ Ainda não está provado que sinais assim pagam o custo
signal-one-bet = Um de { NUMBER($count) }, todos { $side }: <b>uma só aposta</b>
signal-one-of = Um de { NUMBER($count) } neste fechamento
signal-record-net = Após custos: { $net } por sinal ({ NUMBER($signals) })
signal-record-net-more = Histórico: { $net } por sinal pelo plano após custos, { NUMBER($signals) } { NUMBER($signals) ->
    [one] sinal
   *[other] sinais
} em { NUMBER($closes) } { NUMBER($closes) ->
    [one] fechamento
   *[other] fechamentos
}
signal-record-none = Histórico: nenhum sinal encerrado ainda
signal-record-none-of = Histórico { $of }: nenhum sinal encerrado ainda
signal-record = Histórico: <b>{ $accuracy }</b> { $interval } de acerto em { $decided } (intervalo de 95 %)
signal-record-of = Histórico { $of }: <b>{ $accuracy }</b> { $interval } de acerto em { $decided } (intervalo de 95 %)
signal-record-reversal = Histórico: <b>{ $accuracy }</b> { $interval } de acerto em { $decided } (intervalo de 95 %; apostar contra o último candle: { $reversal })
signal-record-reversal-of = Histórico { $of }: <b>{ $accuracy }</b> { $interval } de acerto em { $decided } (intervalo de 95 %; apostar contra o último candle: { $reversal })
signal-sent = Enviado { $time }, { $delay } depois do fechamento
signal-end = { $command } · não é recomendação · /terms
signal-end-link = <a href="{ $link }">Gráfico e detalhes</a> · não é recomendação · /terms
signal-outcome = { $outcome ->
    [right] ✅ <b>CERTO</b>
    [wrong] ❌ <b>ERRADO</b>
    [flat] ➖ <b>NEUTRO</b>: o candle fechou onde abriu; não conta como certo nem errado
   *[void] ⚪ <b>NULO</b>: o próximo candle não veio, então este sinal não é avaliado
}
signal-moved = O candle foi de { $open } → { $close } ({ $move }): <b>{ $gain }</b> para este { $side }, antes dos custos
swing-head = { $mark } <b>{ $side } { $symbol }</b> · swing, de dias · { $verdict ->
    [worth] <b>vale operar</b>
   *[information] informativo
}
swing-head-settled = <b>{ $side } { $symbol }</b> · swing · { $verdict ->
    [worth] <b>vale operar</b>
   *[information] informativo
}
swing-line = { $mark } <b>{ $side } { $symbol }</b> swing
swing-worth = <b>Vale operar</b> com { $cost } de custo por lado: mostrado pelo passado depois desse custo
swing-information = <b>Informativo</b>: o passado ainda não mostrou que vale mais que o custo de { $cost } por lado
swing-entry = Entrada na próxima abertura, perto de <code>{ $price }</code>
swing-stop = Stop <code>{ $price }</code> ({ $distance }) · tamanho { $size }
swing-held = Sem alvo; até eu avisar a saída
swing-plan = Candle fechado em { $time } na { $exchange }. Entrada na próxima abertura, perto de { $price }; stop { $stop } ({ $distance }), pelos fechamentos de 4 h; sem alvo
swing-size = Tamanho: no máximo { $size } da conta, para que o stop custe { $risk }
swing-expect = { NUMBER($entries) } entradas por ano e moeda; { NUMBER($won) } de 10 ganham, o ganho médio é { NUMBER($ratio) } vezes a perda média; { NUMBER($losses) } perdas seguidas são normais ({ $past }, após custos)
swing-rule = Regra: entra quando a força da tendência passa de { $enter }, sai quando cai abaixo de { $leave } ou no stop ({ $version }).
swing-trim = ✂️ <b>Venda { $share }</b> · { $side } { $symbol }, swing de { $day }
swing-trim-how = Na próxima abertura, perto de <code>{ $price }</code>
swing-trim-stop = O stop continua em <code>{ $stop }</code>
swing-trim-why = O preço está { $gain } desde o último passo: vende-se o bastante para a posição carregar o risco combinado no início.
swing-leave = ⏹ <b>Saia agora</b> · { $side } { $symbol }, swing de { $day }
swing-leave-price = Tudo na próxima abertura, perto de <code>{ $price }</code>
swing-leave-how = Desde a entrada: <b>{ $gain }</b> antes dos custos
swing-leave-stop = O candle fechou em { $price }, além do stop em { $stop }. O resultado vem na mensagem da entrada.
swing-leave-faded = A tendência perdeu força; o candle fechou em { $price }. O resultado vem na mensagem da entrada.
swing-trimmed = ✂️ { $share } vendido em { $day }, perto de <code>{ $price }</code>
swing-trimmed-more = { $share } vendido em { $time }, perto de { $price }
swing-left = ⏹ Saída avisada; resultado a seguir
swing-left-more = Saída avisada em { $time }; o resultado vem quando o próximo candle fechar
swing-outcome = { $outcome ->
    [right] ✅ <b>GANHO { $result }</b>
    [wrong] ❌ <b>PERDA { $result }</b>
   *[flat] ➖ <b>ZERO A ZERO</b>
} depois dos custos em { $held }
swing-outcome-void = ⚪ <b>NULO</b> (o preço mudou de unidade enquanto a posição estava aberta)
swing-filled = Entrada <code>{ $entry }</code>, saída <code>{ $exit }</code>
swing-filled-more = Entrada { $entry }, saída { $exit } ({ $how }): { $gain } antes dos custos
swing-filled-trimmed = Entrada { $entry }, saída média { $exit }, com as partes vendidas antes ({ $how }): { $gain } antes dos custos
swing-how = { $touched ->
    [stop] no stop
   *[exit] a tendência perdeu força
}
swing-state-held = ⏳ em aberto
swing-state-left = ⏹ saída avisada
swing-why-title = 🔎 <b>Por que { $side } { $symbol }</b> · swing de { $time }
swing-why-strength = A tendência está em <b>{ $strength }</b> de 1: média de cinco janelas. Uma entrada pede mais de { $enter }; abaixo de { $leave } a posição sai.
swing-why-up = ▲ { NUMBER($days) } dias: alta de { $move }, { $times } vezes o movimento usual
swing-why-down = ▼ { NUMBER($days) } dias: queda de { $move }, { $times } vezes o movimento usual
swing-why-usual = O movimento usual é um desvio padrão: { $daily } por dia nos últimos cinco meses.
close-head = <b>{ NUMBER($count) } sinais</b> · { $timeframe } · candle fechado em <b>{ $time }</b>
close-line = { $mark } { $side } <a href="{ $link }">{ $symbol }</a> { $confidence } · { $verdict ->
    [worth] vale operar
    [unproven] vale operar, ainda não provado
   *[information] informativo
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] vale operar
    [unproven] vale operar, ainda não provado
   *[information] informativo
} · { $command }
close-swing = swing
close-not-shown = ⚠️ Ainda não provado: não está mostrado que sinais assim pagam o custo
close-outcome = { $outcome } · <b>{ $symbol }</b>
repeat-signal = 🔁 <i>Talvez uma repetição do sinal { $id }: a primeira tentativa ficou sem resposta</i>
inline-title = { $mark } { $side } { $symbol } { $timeframe } · { $state }
inline-about = { $time } · { $confidence }
inline-none = Ainda não há sinal público disso
inline-open = Abrir o bot
group-leave = Não fico em grupos. Escreva @{ $bot } e um par, como btc, em qualquer chat para o último sinal público; todo o resto está no nosso próprio chat.
channel-about-unsold = Para o plano { $title }, ainda não à venda.
channel-about-posts = { $posts ->
    [worth] Sinais que valem operar após custos; os demais, no bot.
   *[all] Todos os sinais, também informativos e perdedores.
}
channel-about-at-once = Quando o candle fecha.
channel-about-later = { $candles } candles após o fechamento; swing, { $days } dias.
channel-about-cost = Custo: { $cost } por lado.
channel-about-cost-stated = Custo: moedas { $cost } por lado, câmbio o spread.
channel-about-not-shown = Sem prova de que pagam o custo: { $families }.
channel-about-family = { $family ->
    [swing] swing
   *[next-candle] { $assets ->
        [crypto] moedas
        [forex] câmbio
       *[metal] metais
    }
}
channel-about-not-advice = Não é recomendação.
