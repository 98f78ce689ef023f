summary-day = 📋 <b>Resumo de { $day }</b> (UTC)
summary-week = 📋 <b>Resumo da semana de { $from } a { $to }</b> (UTC)
summary-posted = Publicado aqui: <b>{ NUMBER($posted) }</b> { NUMBER($posted) ->
    [one] sinal
   *[other] sinais
} em { NUMBER($closes) } { NUMBER($closes) ->
    [one] fechamento
   *[other] fechamentos
} de candle ({ $pairs })
summary-none = Nada foi publicado aqui.
summary-exits = { NUMBER($count) } { NUMBER($count) ->
    [one] posição encerrada
   *[other] posições encerradas
} após dias em aberto: contam pelo resultado da saída
summary-net = Pelos planos publicados, após custos: <b>{ $mean }</b> por sinal em média, 95 % entre { $low } e { $high }
summary-net-few = Pelos planos publicados, após custos: <b>{ $mean }</b> por sinal em média; poucos para distinguir da sorte
summary-verdict = { $verdict ->
    [gain] Mais do que a sorte explica.
    [loss] Uma perda que o azar não explica.
   *[luck] Não está provado que seja mais que sorte.
}
summary-won = Deram lucro: <b>{ NUMBER($won) } de { NUMBER($counted) }</b> ({ $share })
summary-win = Ganho médio { $win }
summary-loss = Perda média { $loss }
summary-left-out = Fora da conta acima:
summary-open = • { NUMBER($count) } ainda abertos
summary-void = • { NUMBER($count) } sem resultado: o candle não veio
summary-held-back = • { NUMBER($count) } decididos e não publicados aqui: informativos, não valem operar
summary-too-late = • { NUMBER($count) } não publicados: tarde demais para ser notícia
summary-failed = • { NUMBER($count) } sem publicação certa: o Telegram não aceitou ou não respondeu
summary-foot = <i>Todos contam no histórico: /track. Não é recomendação; o que foi não promete o que será. /terms</i>
