backtest-choose =
    🧪 <b>Backtest</b>
    O que a regra de sinais teria feito com o passado, depois dos custos? Escolha um mercado ou envie <code>/backtest btc 180</code>.
backtest-offer = 🧪 O <b>backtest</b> mostra o que a regra de sinais teria feito com o passado de um par: depois dos custos, perdas incluídas, com gráfico. Vem com o <b>Pro</b>, { NUMBER($perDay) } por dia. O histórico /track é grátis para todos.
backtest-days = Esperava um número de dias de { NUMBER($least) } a { NUMBER($most) } e recebi { $word }. Assim: <code>/backtest btc 90</code>.
backtest-running = ⏳ Seu backtest ainda está rodando. O gráfico chega sozinho.
backtest-queued = ⏳ { NUMBER($before) ->
    [one] Um backtest roda
   *[other] { NUMBER($before) } backtests rodam
} antes do seu. O gráfico chega sozinho.
backtest-crowded = ⏳ Há backtests demais na fila agora. Tente em alguns minutos.
backtest-limit = Esses foram seus { NUMBER($perDay) } backtests de hoje; o próximo, em { $wait }. O que você já perguntou pode repetir de graça.
backtest-too-little = Há pouco passado de { $symbol } para testar sem olhar o que o modelo já aprendeu. Tente quando houver mais candles guardados.
backtest-title = 🧪 <b>{ $symbol }</b> { $timeframe } · { NUMBER($days) } dias
backtest-trades = • Operações <b>{ NUMBER($trades) }</b>, de um candle cada
backtest-silent = • Em silêncio em <b>{ NUMBER($silent) }</b> de { NUMBER($days) } dias: sem operação
backtest-won = • Ganhas <b>{ $share }</b> depois dos custos
backtest-net = • Líquido <b>{ $net }</b> depois de { $cost } (antes dos custos { $gross }, segurar { $holding })
backtest-cost = { $percent } de custo por lado
backtest-cost-spread = spread
backtest-drawdown = • Drawdown máximo <b>{ $share }</b>
backtest-sharpe = • Sharpe <b>{ $sharpe }</b>
backtest-sharpe-likely = • Sharpe <b>{ $sharpe }</b>, com { $chance } de chance de estar mesmo acima de 0
backtest-sharpe-between = • Sharpe <b>{ $sharpe }</b> (ganho pelas oscilações; 95 % entre { $low } e { $high }), com { $chance } de chance de estar mesmo acima de 0
backtest-luck = Só a sorte, sem vantagem, faz igual ou melhor em { $share } de 100 testes assim.
backtest-bad-luck = Azar não explica: sem vantagem e sem custo, { $share } de 100 testes assim terminam tão embaixo.
backtest-no-bad-luck = Azar não explica: sem vantagem e sem custo, menos de 1 em 100 testes assim termina tão embaixo.
backtest-no-luck = Só a sorte, sem vantagem, faz igual em menos de 1 de 100 testes assim.
backtest-no-signal = A regra não deu sinal nesses dias.
backtest-lost = <b>Perdeu dinheiro</b>, mesmo antes dos custos.
backtest-lost-to-cost = <b>Perdeu dinheiro</b>: a vantagem existia, mas era menor que o custo.
backtest-few = Ganhou, mas { NUMBER($trades) } operações dizem pouco: pode ser sorte.
backtest-likely = Ganhou, e só esses dias já tornam a sorte uma razão improvável.
backtest-unsure = Ganhou, mas <b>não está provado que seja mais que sorte</b>.
backtest-holding = Segurar teria rendido mais.
backtest-how = <i>Como: a regra de sinais publicada, entrada na próxima abertura, saída no fechamento dela. { $decisions }. Nunca em candles com que o modelo aprendeu.</i>
backtest-live = { NUMBER($count) } { NUMBER($count) ->
    [one] candle
   *[other] candles
} com as probabilidades guardadas ao vivo antes de abrirem
backtest-walk = { NUMBER($count) } com as de um modelo { $kind } ajustado só com candles anteriores (walk-forward)
