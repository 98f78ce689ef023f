plan-name = Analyser { $tier }, { NUMBER($days) } dias
plan-name-for-good = Analyser { $tier }, para sempre
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, pagamento único. Nada se renova sozinho.
offer-warning = Você compra rapidez e acesso, não promessa de lucro. Veja o /track antes.
offer-paid-until = Você tem acesso até { $until }; isto acrescenta { NUMBER($days) } dias.
offer-paid-until-for-good = Você tem acesso até { $until }; isto é seu para sempre.
offer-renews = Ou como assinatura: { NUMBER($stars) } Stars a cada 30 dias até você cancelar, o que /plan faz em dois toques. O que foi pago fica.
offer-credit = Seus { $unused } de { $from } sem uso viram { $credit } de { $tier }, além do que você compra.
offer-replaces = Sua assinatura { $tier } termina com isso e não é mais cobrada.
offer-waits = Você tem { $tier } até { $until }; o que comprar começa depois.
offer-waits-for-good = Você tem { $tier } para sempre, que já inclui tudo isto.
offer-terms = Antes do primeiro pagamento, aceite por favor os termos { $version }.
plan-gone = Esse plano não é mais vendido. Isto é o que há:
nothing-on-sale = Nada está à venda agora. Tudo o que tenho é grátis para você.
at-once = na hora
at-the-close = assim que o candle fecha
at-its-close = assim que o seu candle fecha
days-later = { NUMBER($days) ->
    [one] um dia depois
   *[other] { NUMBER($days) } dias depois
}
benefit-sooner = Cada sinal do próximo candle, e /predict, { $delay }. O Free recebe o mesmo { $freeDelay }.
benefit-swing-sooner = Entradas que duram dias (swing), { $delay }. O Free as recebe { $freeDelay }.
benefit-channel = O canal privado { $tier }
benefit-direct-alerts = Os sinais que você escolher, enviados aqui: pares, lado, confiança, se valem a operação ao seu custo: /watch
benefit-questions = { NUMBER($perMinute) } perguntas por minuto em vez de { NUMBER($freePerMinute) }
benefit-backtests = /backtest de qualquer par, { NUMBER($perDay) } por dia{ NUMBER($freePerDay) ->
    [0] {""}
   *[other] {" "}em vez de { NUMBER($freePerDay) }
}
benefit-api-per-minute = API: { NUMBER($perMinute) } chamadas por minuto em vez de { NUMBER($freePerMinute) }
benefit-api-per-day = API: { NUMBER($perDay) } chamadas por dia em vez de { NUMBER($freePerDay) }
invoice-sooner = cada sinal { $delay }
invoice-swing-sooner = swing na hora, não { $freeDelay }
invoice-channel = o canal privado { $tier }
invoice-direct-alerts = sinais enviados a você
invoice-questions = { NUMBER($perMinute) } perguntas/min
invoice-backtests = { NUMBER($perDay) } backtests/dia
invoice-api-per-minute = API { NUMBER($perMinute) }/min
invoice-api-per-day = API { NUMBER($perDay) }/dia
invoice-end-for-good = Enquanto o serviço existir; nada se renova.
invoice-end-renews = Renova a cada 30 dias até você cancelar.
invoice-end = Por { NUMBER($days) } dias; termina sozinho.
subscription-ready = 🔁 <b>{ $plan }</b>, { NUMBER($stars) } Stars a cada 30 dias. Abra a fatura com o botão; nada é cobrado antes de você confirmar.
subscription-ready-kept = Os dias que restam ficam guardados e começam quando a assinatura terminar.
subscription-refused = { $code ->
    [already-subscribed] Você já tem uma assinatura ativa, então não vendemos outra. Veja /plan.
   *[higher-plan-runs] Você tem um plano superior e por ora pagaria este à toa. Veja /plan.
}
subscription-ask-cancel = Cancelar sua assinatura { $tier }? Nada mais será cobrado. Fica aberta até { $until }.
subscription-cancelled = ✅ Cancelada. Nada mais será cobrado. { $tier } fica aberto até <b>{ $until }</b>.
subscription-may-resume = ↩️ O Telegram deixa você retomá-la: configurações do Telegram, Minhas Estrelas, esta assinatura, Renovar. Escrevo quando estiver feito.
subscription-gone = Esta assinatura não está mais ativa. Veja /plan.
subscription-failed = ⚠️ O Telegram não conseguiu cobrar sua assinatura { $tier }. Fica aberta até <b>{ $until }</b>: adicione Stars ao saldo e renove nas configurações do Telegram, em Minhas Estrelas.
subscription-failed-card = ⚠️ Não foi possível cobrar { $tier } no seu cartão. Fica aberto até <b>{ $until }</b> e haverá nova tentativa. “Meu cartão” em /plan deixa usar outro.
subscription-on = ✅ Sua assinatura { $tier } continua. Paga até <b>{ $until }</b>.
trial-started =
    🎁 <b>{ $tier } é seu até { $until }</b>, grátis. Sem Stars, nada se renova e não há o que cancelar.
    O botão abre o canal; /plan mostra o que falta.
trial-used = O teste é para quem chega, uma vez, antes de tudo. /plan mostra o que você tem, /subscribe o que há.
return-ask = Devolver sua compra? Todo o valor de { $amount } volta para você, o tempo termina na hora e a assinatura é cancelada. Isso só vale uma vez.
return-begun = ↩️ Seu pagamento está sendo devolvido. Escrevo quando estiver feito.
return-too-late = Esta compra não pode mais ser devolvida aqui. Envie /paysupport e uma pessoa vê o caso.
reminder = ⏳ Seu <b>{ $tier }</b> termina em { $left }, em <b>{ $until }</b>. Não renova sozinho; um toque acrescenta mais.
reminder-ended = Seu plano terminou em { $time }. Tudo do Free continua seu; um toque traz o resto de volta.
card-link =
    💳 O botão abre a página em que você paga com cartão. Ela é só sua: funciona uma vez, dentro de meia hora, então não a repasse.
    Depois de pagar, volte aqui: o canal se abre sozinho.
card-portal = 💳 O botão abre a página em que você troca o cartão, cancela e encontra seus recibos. Não a repasse.
card-not-offered = 💳 Não há pagamento com cartão aqui no momento. Tudo é vendido por Stars: /subscribe.
redeem-usage = 🎟 Envie <code>/redeem</code> e o seu código.
coupon-refused = 🎟 { $code ->
    [over] Este código expirou.
    [used-up] Este código já foi usado o máximo de vezes.
    [used-by-you] Você já usou este código.
    [not-for-you] Este código não vale para você agora: pode ser para novos usuários ou para quem já teve um plano.
    [other-plan] Este código não serve para esse plano.
   *[unknown] Não conheço o código <code>{ $word }</code>, ou ele não vale mais.
}
coupon-given = 🎁 <b>{ $days } de { $tier }</b> são seus, de graça. Nada se renova.
coupon-given-until = 🎁 <b>{ $days } de { $tier }</b> são seus, de graça: aberto até <b>{ $until }</b>. Nada se renova.
coupon-given-later = 🎁 <b>{ $days } de { $tier }</b> são seus, de graça. Sua assinatura continua, então eles ficam guardados e começam quando ela terminar.
coupon-cheaper = 🎟 <b>{ $code }</b>: { $gift } na primeira vez. Escolha um plano de pagamento único:
coupon-held = 🎟 Com <b>{ $code }</b>, { $gift } na primeira vez, este plano custa <b>{ $price }</b>, pagamento único.
coupon-terms = 🎟 <b>{ $code }</b>: { $gift } na primeira vez. Antes do primeiro pagamento, aceite por favor os termos { $version }; a fatura já vem com este preço.
coupon-invoice = Com o código { $code }. Pagamento único; termina sozinho, nada se renova.
coupon-win-back = 👋 Seu plano terminou há algum tempo. O código <code>{ $code }</code> é para você: { $gift }. Envie <code>/redeem { $code }</code>.
coupon-percent = { $percent } a menos
coupon-fixed = { $stars } a menos, ou { $dollars } no cartão
coupon-days = { NUMBER($days) } { NUMBER($days) ->
    [one] dia
   *[other] dias
} de { $tier }

# /partner: affiliate and introducing-broker programmes
partners-none = Agora não há nenhum programa de parceiros.
partners-not-here = Não há programa de parceiros para onde você mora.
partners-title =
    🤝 <b>Parceiros</b>
    Onde você pode abrir uma conta por um link nosso. Escolha um:
partner-country = 🌍 Esses programas não são permitidos em toda parte. Onde você mora? Pergunto uma vez.
partner-title = 🤝 <b>{ $title }</b>
partner-reward = { $on ->
    [registration] <b>{ $duration } de { $tier }</b>, grátis, assim que você abrir lá uma conta pelo nosso link.
    [trade] <b>{ $duration } de { $tier }</b>, grátis, assim que você abrir lá uma conta pelo nosso link e operar.
    [withdrawal] <b>{ $duration } de { $tier }</b>, grátis, assim que você abrir lá uma conta pelo nosso link, operar e sacar dinheiro.
   *[deposit] <b>{ $duration } de { $tier }</b>, grátis, assim que você abrir lá uma conta pelo nosso link e depositar dinheiro.
}
partner-conflict = { $on ->
    [registration] <i>O operador deste bot ganha quando você abre uma conta na { $title }. Isso é um conflito de interesses: um sinal não é motivo para abrir uma.</i>
    [trade] <i>O operador deste bot ganha quando você opera na { $title }. Isso é um conflito de interesses: um sinal não é motivo para operar mais.</i>
    [withdrawal] <i>O operador deste bot ganha com a sua conta na { $title }. Isso é um conflito de interesses: um sinal não é motivo para operar mais.</i>
   *[deposit] <i>O operador deste bot ganha quando você deposita dinheiro na { $title }. Isso é um conflito de interesses: um sinal não é motivo para depositar mais.</i>
}
partner-steps =
    1. Abra a conta pelo botão abaixo: por outro caminho a { $title } não tem como saber que você veio daqui.
    2. Envie-me o seu UID de lá. Não preciso de senha nem de chave, e ninguém de nós as pede.
partner-own-claim = { $state ->
    [confirmed] ✅ UID <code>{ $uid }</code>: confirmado
    [rejected] ✖ UID <code>{ $uid }</code>: lá não consta como vindo pelo nosso link
    [expired] ⌛ UID <code>{ $uid }</code>: ninguém confirmou a tempo
   *[pending] ⏳ UID <code>{ $uid }</code>: aguarda confirmação
}
partner-ask-uid =
    🤝 Envie o seu UID na { $title } em uma só mensagem. Ele está na sua conta de lá, quase sempre sob o nome ou o perfil.
    /cancel para sair.
partner-bad-uid = Isso não é um UID: de 3 a 32 letras e algarismos. Tente de novo, ou /cancel.
partner-claim = { $outcome ->
    [confirmed] ✅ A { $title } conhece o UID <code>{ $uid }</code> como vindo pelo nosso link.
    [rejected] ✖ A { $title } não conhece o UID <code>{ $uid }</code> como vindo pelo nosso link. A lista dela atrasa: se você acabou de abrir a conta, envie de novo em uma hora. Se acha que é engano, escreva para /support.
    [taken] ✖ O UID <code>{ $uid }</code> já foi informado aqui por outra conta. Se ele é seu, escreva para /support.
    [too-many] ✖ Você informou muitos UIDs hoje. Tente amanhã, ou escreva para /support.
    [expired] ⌛ Ninguém na { $title } confirmou o UID <code>{ $uid }</code> em um mês, então não espero mais por ele. Você pode enviá-lo de novo.
   *[pending] ⏳ Anotado: UID <code>{ $uid }</code>. Assim que a { $title } confirmar que você veio pelo nosso link, eu aviso. Pode levar alguns dias.
}
partner-granted = 🎁 <b>{ $duration } de { $tier }</b> são seus, grátis: a { $title } confirmou a sua conta. Nada se renova.
partner-revoked = ↩️ A { $title } retirou o que tinha informado da sua conta, então os dias grátis que ela trouxe terminam.
button-partner = 🤝 { $title }
button-partner-link = ↗️ Abrir conta na { $title }
button-trade-at = ↗️ Operar na { $title }
button-partner-uid = 🔢 Já tenho uma: meu UID
button-partners = ◀️ Todos os parceiros
command-partner = Dias grátis por um parceiro
