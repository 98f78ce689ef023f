market-from-file = um arquivo
market-note = ⏪ Mercado: { $note }.
sandbox-redated = { $symbol } é de { $year }, com data { $years ->
    [one] um ano
   *[other] { $years } anos
} { $direction ->
    [later] posterior
   *[earlier] anterior
}
sandbox-replay = { $source ->
    [live] velas recentes repetidas a { $speed }×, depois ao vivo
    [recorded] velas gravadas, repetidas a { $speed }×
   *[simulated] mercado SIMULADO a { $speed }×: os resultados daqui nada dizem dos reais
}
sandbox-replay-redated = { $note } ({ $redated })
signals-title = 📈 <b>Sinais</b>, os mais novos primeiro
signals-title-page = 📈 <b>Sinais</b> · página { NUMBER($page) }
signals-title-of = 📈 <b>Sinais</b> · { $symbol }, os mais novos primeiro
signals-title-of-page = 📈 <b>Sinais</b> · { $symbol } · página { NUMBER($page) }
signals-delayed = Você está no Free: recebe os mesmos sinais do Pro, { $delay }.
signals-none = Nenhum sinal ainda. A maioria dos candles não dá sinal: o modelo só fala quando tem algo a dizer.
signals-none-such = Nenhum dos mais novos é assim. Aperte um botão para ampliar a busca.
signals-open = { NUMBER($count) } { $count ->
    [one] está aberto
   *[other] estão abertos
}, no começo da lista.
button-signals-state = { $state ->
    [open] ⏳ Abertos
    [right] ✅ Certo
    [wrong] ❌ Errado
   *[any] Abertos e encerrados
}
signals-hint = Aperte um número para ver o gráfico e os níveis.
signal-usage = Diga qual: <code>/signal a1b2c3d4e5</code>. O id está em cada sinal; a lista tem botões.
signal-unknown = Não há sinal <code>{ $id }</code>. Um id tem pelo menos 6 caracteres de 0–9 e a–f.
signal-later = O que foi decidido naquele fechamento chega ao Free às <b>{ $time }</b>, seja um sinal ou nenhum. O Pro já tem.
chart-missing = Não deu para desenhar o gráfico agora, então vai o sinal em palavras.
predict-choose =
    🔮 <b>Prever o próximo candle</b>
    Escolha um mercado ou envie <code>/predict btc</code>:
predict-choose-timeframe =
    🔮 <b>{ $symbol }</b>
    Qual candle?
predict-refused = { $code ->
    [unknown-symbol] Não acompanho esse par.
    [unsupported-timeframe] Não tenho modelo para esse tempo gráfico.
    [no-model] O modelo deste mercado ainda está aprendendo. Tente em um minuto.
   *[bad-candles] Faltam candles neste mercado agora, então prefiro me calar a adivinhar.
}
prediction = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · confiança <b>{ $confidence }</b>
prediction-leaning = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · tende { $direction ->
    [up] à alta
   *[down] à baixa
} · confiança <b>{ $confidence }</b>
prediction-candle = O candle <b>{ $span }</b>, { $left }
prediction-delayed = ⏳ Você está no Free: sabe de cada fechamento { $delay } depois.
expected-value = Valor esperado <b>{ $value }</b> depois dos custos
expected-value-unknown = Valor esperado desconhecido, os passados talvez não tenham dado em nada: <b>não vale a operação</b>
expected-value-negative = Valor esperado { $value } depois dos custos: <b>não vale a operação</b>
data-quality = Qualidade dos dados { $mark } { $stamp }
data-quality-reasons = Qualidade dos dados { $mark } { $stamp }: { $reasons }
stamp = { $stamp ->
    [green] boa
    [amber] duvidosa
   *[red] ruim
}
model-version = Modelo <code>{ $version }</code>
action = { $action ->
    [BUY] BUY
    [SELL] SELL
   *[HOLD] HOLD
}
pair-unknown = Não acompanho { $asked }. Acompanho { $followed }.
pair-unknown-one = Não acompanho { $asked }. Você quis dizer <b>{ $near }</b>?
pair-unknown-several = Não acompanho { $asked }. Você quis dizer um destes?
pair-several = { $asked } pode ser vários mercados. Qual?
timeframe-unknown = <b>{ $symbol }</b> é acompanhado em { $followed }, não em { $asked }.
words-unknown = Entendi <b>{ $symbol }</b>, mas não { $asked }. { $symbol } é acompanhado em { $followed }.
pair-mentioned = <b>{ $symbol }</b>, acompanhado em { $followed }. O que você quer ver?
markets-title = 🗂 <b>O que acompanho</b>
markets-title-page = 🗂 <b>O que acompanho</b> · página { NUMBER($page) } de { NUMBER($pages) }
markets-line = { $mark } <b>{ $symbol }</b> { $timeframe } · { $state ->
    [ok] em dia
    [closed] 🌙 fechado
    [late] ⏳ atrasado
    [paused] ⏸ pausado
   *[disabled] ⛔ desativado
} · { $model } · { $record }
markets-no-model = sem modelo ainda
markets-no-record = sem sinal encerrado ainda
markets-record = { $accuracy } { $interval } de acerto em { NUMBER($settled) }
status-title = 🩺 <b>Mercados e seus dados</b>
status-title-page = 🩺 <b>Mercados e seus dados</b> · página { NUMBER($page) } de { NUMBER($pages) }
status-none = Nenhum mercado é acompanhado ainda.
status-marks = <i>🟢 em ordem · 🟡 duvidoso: metade dos sinais · 🔴 sem sinais</i>
status-market = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange }
status-market-state = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange } · { $state ->
    [closed] 🌙 fechado
    [late] ⏳ atrasado
    [paused] ⏸ pausado
   *[disabled] ⛔ desativado
}
status-no-candle = sem candles ainda
status-candle = candle { $time }, há { $age }
status-counts = { NUMBER($candles) } { NUMBER($candles) ->
    [one] candle
   *[other] candles
} · { NUMBER($gaps) } { NUMBER($gaps) ->
    [one] lacuna
   *[other] lacunas
} · { NUMBER($revisions) } { NUMBER($revisions) ->
    [one] revisão
   *[other] revisões
}
market-chart-title = 📉 <b>{ $symbol } { $timeframe }</b> · último { $price }
market-chart-open = Abertos agora:
market-chart-none = Nenhum sinal aberto aqui.
market-chart-empty = Ainda não tenho candles de { $symbol }. Eles chegam sozinhos; /status diz quantos já há.
market-chart-missing = Não deu para desenhar a imagem agora.
market-chart-choose = 📉 <b>Qual gráfico?</b>
