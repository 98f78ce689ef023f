terms =
    📄 <b>Termos de venda</b>, versão { $version }

    <b>O que você compra.</b> Acesso a sinais pelos dias do seu plano: entrega mais cedo, o canal privado, mais perguntas. O que se paga uma vez termina sozinho e não é cobrado de novo. Uma assinatura renova a cada 30 dias pelo mesmo preço até você cancelá-la em /plan, no Telegram ou na página do seu cartão; o que foi pago continua seu até o fim. Um plano “para sempre” dura enquanto o serviço existir.

    <b>O que não é.</b> Sinais são o resultado de um modelo estatístico sobre o próximo candle ou uma tendência de dias. Não são recomendação, não consideram a sua situação e nenhum lucro é prometido. Muitos sinais erram. Você pode perder tudo o que operar. Decida por si e opere só o que puder perder.

    <b>O histórico.</b> Os resultados por plano são contados depois de um custo informado, que pode não ser o seu, e ninguém os operou por você. Resultados hipotéticos têm limites: não são operações reais, e o passado não promete o futuro.

    <b>Pagamento e devoluções.</b> Você paga ao operador deste bot em Telegram Stars, ou com cartão na página de planos do operador, onde a Stripe recebe o pagamento. Se algo deu errado, envie /paysupport. Uma devolução retorna o pagamento inteiro e encerra os dias que ele comprou. O suporte do Telegram não pode ajudar com compras feitas aqui.

    <b>Uso justo.</b> O canal privado é para você. Repassar os sinais dele pode encerrar seu acesso.

    <b>Idade.</b> Você precisa ser maior de idade onde mora e poder usar um serviço assim lá.
privacy =
    🔒 <b>O que é guardado sobre você</b>

    • Seu id do Telegram, primeiro nome e idioma, e quando e por qual link você chegou
    • Quais termos aceitou e quando
    • Seus pagamentos: plano, valor, hora, o número dado pelo Telegram ou pela Stripe. Nunca dados de cartão; esses ficam com o Telegram ou a Stripe
    • Se você está nos nossos canais
    • O que você ajusta e pede: mensagens, horas de silêncio, relógio, país, pares, custo, alertas, e quais sinais foram enviados a você
    • Impressões das suas chaves de API e do seu código de recuperação, nunca eles mesmos
    • Quem convidou você e quem você convidou, códigos usados, presentes e o seu número em um parceiro
    • O que você escreve em /support e /paysupport

    <b>Por quê.</b> Para entregar o que você pagou, responder a você e porque a lei manda guardar pagamentos.

    <b>Quem vê.</b> O operador deste bot. Nada é vendido nem compartilhado, e não há publicidade.

    <b>Seu direito.</b> /export envia tudo a você, /deletemydata apaga; os registros de pagamento ficam, sem o seu nome nem id.
disclaimer-prediction = Resultado de um modelo, não é recomendação de investimento. Resultados passados não prometem os futuros. Você pode perder dinheiro.
disclaimer-track-record = Resultado de um modelo, não é recomendação. Resultados passados, simulados ou reais, não mostram o que virá; os resultados por plano são depois do custo informado, os da direção antes, e ninguém os operou por você.
disclaimer-calibration = Cada candle avaliado, publicado ou não, antes de se conhecer o desfecho. Os retornos são antes dos custos e ninguém os operou por você. Resultados passados não mostram o que virá.
