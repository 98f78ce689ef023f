bot-description =
    O Analyser lê candles de cripto e forex e diz para onde é mais provável que o próximo feche: BUY, SELL ou nada.

    Cada sinal é registrado antes do envio e avaliado depois, perdedores incluídos. A vantagem é pequena e pode sumir: veja o histórico antes de pagar por algo.

    Resultado de um modelo, não é recomendação.
bot-short-description = Sinais de trade com histórico honesto: avaliados em público, perdedores incluídos. Não é recomendação.
command-signals = Últimos sinais
command-signal = Um sinal com seu gráfico
command-predict = Pergunte sobre o próximo candle
command-chart = Os candles de um par e o que está aberto
command-why = O que moveu um sinal
command-track = O histórico, perdedores incluídos
command-history = Os sinais dos últimos 12 meses em um arquivo
command-calibration = Se as chances informadas se cumprem
command-backtest = A regra de sinais no passado de um par
command-markets = O que acompanho, uma linha cada
command-status = Os mercados e quão frescos são os dados
command-cost = Quanto custa operar: vereditos só seus
command-watch = Quais sinais são enviados a você
command-settings = Mensagens, silêncio, gráficos, seu relógio
command-plan = O que você tem e seus canais
command-subscribe = Assinar Pro ou Elite
command-redeem = Usar um código
command-trial = Sete dias de Pro, grátis
command-help = Tudo o que sei fazer
command-support = Falar com uma pessoa
command-paysupport = Problema com um pagamento
command-terms = Termos de venda
command-privacy = O que é guardado sobre você
