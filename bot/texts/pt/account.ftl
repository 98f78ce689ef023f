greeting = 👋 Olá, { $name }. Observo candles e digo para onde é mais provável que o próximo feche: <b>BUY</b>, <b>SELL</b> ou nada.
greeting-record =
    • Cada sinal é registrado antes do envio e avaliado quando o candle fecha. Os perdedores ficam no histórico.
    • A vantagem é pequena e pode sumir. O histórico mostra quanto dá para confiar nela.
greeting-free = • Os sinais são grátis.
greeting-tiers = • <b>Free</b>: todos os sinais, { $delay }. <b>Pro</b>: no momento em que o candle fecha.
greeting-warning = <i>Resultado de um modelo, não é recomendação. Você pode perder tudo o que operar.</i>
link-unknown = Esse link não leva mais a lugar nenhum. Aqui está tudo o que sei fazer.
help-title = ❓ <b>O que sei fazer</b>
help-line = /{ $command }  { $about }
help-line-of = /{ $command } <code>{ $example }</code>  { $about }
help-of-tier = { $about } ({ $tier })
help-operators = <b>Como operador</b>
help-pairs = Acompanho { $pairs }. Envie o nome de um par, como <code>bitcoin</code>, e mostro tudo o que tenho dele.
help-reading = <b>Como ler um sinal.</b> Confiança é a chance de o próximo candle fechar nesse lado; 55 % significa que 45 em 100 erram. Valor esperado é o que sobra depois dos custos; se for negativo, eu digo.
tier-free = Free
tier-pro = Pro
tier-elite = Elite
plan-title = ⭐ <b>Seu plano: { $tier }</b>
plan-free = O Free tem todos os sinais, o histórico e o canal gratuito.
plan-free-no-channel = O Free tem todos os sinais e o histórico.
plan-free-delayed = O Free tem todos os sinais, { $delay }, o histórico e o canal gratuito.
plan-free-delayed-no-channel = O Free tem todos os sinais, { $delay }, e o histórico.
plan-until = Até <b>{ $until }</b>, faltam { $left }. Termina sozinho; nada se renova.
plan-for-good = Seu para sempre, enquanto o serviço existir.
plan-renews = Pago até <b>{ $until }</b>, faltam { $left }. Depois renova por { $amount }.
plan-cancelled = Cancelado: nada mais será cobrado. Aberto até <b>{ $until }</b>, faltam { $left }.
plan-past-due = ⚠️ Não foi possível cobrar a renovação. Tudo fica aberto até <b>{ $until }</b>: adicione Stars ao saldo e renove nas configurações do Telegram, em Minhas Estrelas, ou adicione dias aqui.
plan-past-due-card = ⚠️ Não foi possível cobrar no seu cartão. Tudo fica aberto até <b>{ $until }</b>; haverá nova tentativa. Em “Meu cartão”, abaixo, você pode usar outro.
plan-trial = Seu teste vai até <b>{ $until }</b>, faltam { $left }. Termina sozinho; nada é cobrado.
plan-granted = Um presente até <b>{ $until }</b>, faltam { $left }. Termina sozinho; nada é cobrado.
plan-paused = ⏸ Seu plano está pausado. O tempo dele está parado.
plan-kept = ➕ { $kept } de { $tier } ficam guardados e começam quando o atual terminar.
plan-kept-for-good = ➕ { $tier } para sempre fica guardado e começa quando o atual terminar.
plan-channels = Seus canais:
plan-ended = Seu tempo pago terminou em { $time }.
plan-refunded = Seu pagamento foi devolvido.
terms-accepted = ✅ Termos { $version } aceitos. A fatura está abaixo 👇
invoice-sent = A fatura está abaixo 👇
terms-changed = Os termos mudaram desde então. Veja, por favor, os atuais:
pre-checkout-refused = { $code ->
    [unknown-invoice] Esta fatura não é nossa. Nada foi cobrado. Envie /subscribe para receber outra.
    [other-account] Esta fatura é de outra pessoa. Nada foi cobrado. Envie /subscribe para receber a sua.
    [old-invoice] Esta fatura é antiga demais. Nada foi cobrado. Envie /subscribe para receber outra.
    [wrong-price] O preço da fatura não bate com o plano. Nada foi cobrado. Envie /subscribe para receber outra.
    [already-subscribed] Você já tem uma assinatura ativa. Nada foi cobrado. Veja /plan.
    [higher-plan-runs] Você tem um plano superior e pagaria este à toa. Nada foi cobrado. Veja /plan.
    [closed] Nada mais é vendido: este serviço está sendo encerrado. Nada foi cobrado.
   *[terms-not-accepted] Aceite os termos primeiro: envie /subscribe. Nada foi cobrado.
}
pre-checkout-unavailable = Não conseguimos cobrar neste momento. Nada foi cobrado. Tente daqui a pouco.
paid = ✅ <b>Pagamento recebido: { $amount }.</b>
paid-tier = Você tem <b>{ $tier }</b>. Termina sozinho; nada se renova.
paid-tier-until = Você tem <b>{ $tier }</b> até <b>{ $until }</b>. Termina sozinho; nada se renova.
paid-tier-renews = Você tem <b>{ $tier }</b> até <b>{ $until }</b>; depois renova sozinho. Cancele quando quiser em /plan.
paid-tier-for-good = Você tem <b>{ $tier }</b> para sempre.
paid-channel = Aperte o botão para entrar no seu canal. Libero na hora.
paid-no-channel = Agora cada sinal chega aqui para você sem atraso: /signals.
payment-unmatched = Seu pagamento chegou, mas não consegui ligá-lo a um plano. O operador já sabe. Envie /paysupport e a gente resolve.
refunded = ↩️ { $amount } foram devolvidos a você e os dias comprados foram retirados. Agora você está no <b>{ $tier }</b>.
refunded-part = ↩️ { $amount } do seu pagamento foram devolvidos ao seu cartão. O que você tem está em /plan.
refund-failed = ↩️ Seu banco nos mandou de volta { $amount } que seriam devolvidos a você. O que isso pagou está aberto de novo: /plan. Envie /paysupport para receber o dinheiro de outra forma.
maybe-repeated = <i>Fui interrompido ao enviar isto: talvez você já tenha recebido.</i>
payment-delayed = ⏳ Seu pagamento de <b>{ NUMBER($stars) } Stars</b> chegou e está seguro. Ativar o plano está demorando mais que o normal; o operador sabe e eu escrevo assim que estiver pronto.
refund-delayed = ⏳ { NUMBER($stars) } Stars foram devolvidas a você. Registrar isso está demorando mais que o normal; aviso quando terminar.
join-delayed = ⏳ Não consigo consultar seu plano agora. Seu pedido para entrar em <b>{ $title }</b> está guardado e respondo assim que puder.
join-welcome = 🔓 Boas-vindas a <b>{ $title }</b>. Os novos sinais chegam lá no momento em que o candle fecha.
join-declined = <b>{ $title }</b> é para assinantes, e você não tem um plano ativo. Aperte o botão e a porta se abre sozinha.
expired = Seu plano terminou, então fechei <b>{ $title }</b> para você. Você continua com tudo do Free: /signals, /track e o canal gratuito. Volte quando quiser.
channel-open = 🔓 <b>{ $title }</b> está aberto para você. Aperte o botão para entrar.
channel-link-missing = 🔓 <b>{ $title }</b> está aberto para você, mas o Telegram ainda não me deu o link. Tente em um minuto.
channel-locked = 🔒 <b>{ $title }</b> é um canal privado: cada sinal sai lá no momento em que o candle fecha. Este plano o abre; depois de pago, você recebe o botão para entrar.
channel-not-sold = 🔒 <b>{ $title }</b> é um canal privado, e nenhum plano que o abra está à venda agora.
support-ask-payment =
    💬 <b>Ajuda com pagamento</b>
    Conte em uma mensagem o que deu errado: o que pagou e quando. Ela vai para o operador.
    /cancel para sair.
support-ask-general =
    💬 <b>Suporte</b>
    Escreva sua pergunta em uma mensagem. Ela vai para o operador.
    /cancel para sair.
support-stored = ✅ Guardado como chamado <code>{ $id }</code>. { $duty ->
    [on] Uma pessoa vai responder aqui.
   *[off] Não há ninguém de plantão neste chat; o operador lê os chamados guardados.
}
support-too-long = É longo demais. Fique abaixo de { NUMBER($most) } caracteres, por favor.
support-answer =
    💬 <b>Resposta ao seu chamado</b> <code>{ $id }</code>
    { $words }
cancelled = Cancelado.
nothing-to-cancel = Não há nada para cancelar.
toast-old-button = Este botão é antigo demais. Envie /start para um menu novo.
toast-slow-down = Foi rápido demais. Volto a responder em { $wait }.
toast-failed = Algo deu errado ({ $code }). Tente de novo.
slow-down = ⏳ Mais de { NUMBER($perMinute) } perguntas em um minuto. Volto a responder em { $wait }; até lá fico em silêncio.
slow-down-upgrade = ⏳ Mais de { NUMBER($perMinute) } perguntas em um minuto. Volto a responder em { $wait }; até lá fico em silêncio. O Pro tem mais folga.
failed = 😕 Algo deu errado do nosso lado (<code>{ $code }</code>): o operador já sabe, então tente em um minuto.
not-understood = Não entendi. Envie o nome de um par, como <code>btc</code> ou <code>euro</code>, aperte um botão ou veja /help com tudo o que sei fazer.
money-trouble = Se algo deu errado com um pagamento, aperte o botão e conte em uma mensagem o que pagou e quando. Ela vai para o operador.
cost-title = 💱 <b>Quanto custa operar para você</b>
cost-crypto = Moedas: <b>{ $cost }</b> por lado, o seu
cost-crypto-stated = Moedas: o informado em cada sinal
cost-forex = Pares de câmbio: <b>{ $cost }</b> ida e volta, o seu
cost-forex-stated = Pares de câmbio: o informado em cada sinal
cost-how = Vereditos e resultados neste chat usam o seu custo; canais e histórico usam o informado. Escolha abaixo uma taxa usual ou escreva a sua em por cento: /cost 0.12 para moedas, por lado; /cost forex 0.01 para o spread de um par.
cost-unclear = Não entendi esse custo.
watch-title = 🔔 <b>Sinais enviados a você</b>
watch-off = Nenhum por enquanto. Aperte um par, ou todos, e os sinais chegam aqui no momento em que o candle fecha.
watch-all = Todos os pares.
watch-pairs = { $pairs }.
watch-side = Só { $side }.
watch-confidence = Só com confiança a partir de { $confidence }.
watch-worth = Só os que valem a operação depois dos custos.
watch-frames = Só em { $timeframes }.
watch-most = No máximo { NUMBER($most) } por dia, até metade informativos; o resumo conta os outros.
watch-hint = <i>Cada botão muda uma coisa, na hora.</i>
watch-offer = 🔔 Sinais direto para você, dos pares que escolher, fazem parte do Pro.
api-keys-title = 🔑 <b>Suas chaves de API</b>
api-keys-none = Nenhuma ainda. Uma chave abre a API HTTP com os direitos do seu plano: { NUMBER($perMinute) } requisições por minuto, { NUMBER($perDay) } por dia.
api-keys-limits = Com os direitos do { $tier }: { NUMBER($perMinute) } requisições por minuto, { NUMBER($perDay) } por dia. Você pode ter duas chaves ao mesmo tempo, o bastante para trocar uma pela outra.
api-key-line = • <code>an_{ $id }_…</code>, criada { $made }, último uso { $used }
api-key-line-unused = • <code>an_{ $id }_…</code>, criada { $made }, ainda sem uso
api-key-made =
    🔑 <b>Sua nova chave. Ela só aparece agora:</b>
    <code>{ $key }</code>
    Guarde onde ninguém mais leia e envie como <code>Authorization: Bearer …</code>. Da chave guardamos só uma impressão digital. Depois de copiá-la, pode apagar esta mensagem.
api-key-revoke-ask = Revogar a chave <code>an_{ $id }_…</code>? Tudo que a usa passa a ser recusado. Não tem volta.
api-key-offer = 🔑 Chaves da API HTTP vêm com Pro e Elite. Sem chave, a API responde a todos como Free: mais tarde e menos vezes.
button-api-keys = 🔑 Chaves de API
button-make-key = ➕ Criar uma chave
button-copy-key = 📋 Copiar a chave
button-revoke-key = 🗑 Revogar an_{ $id }
button-revoke-surely = Sim, revogar
command-apikey = Chaves da API HTTP
settings-title = ⚙️ <b>Suas configurações</b>
settings-line = { $name }: <b>{ $loudness }</b>
settings-line-digest = { $name }: <b>{ $period }, { $loudness }</b>
settings-line-digest-off = { $name }: <b>não</b>
settings-signals = { $name }: <b>{ $loudness }</b>, { $pairs }
settings-all-pairs = todos os pares
settings-kind = { $kind ->
    [signal] 🔔 Sinais para mim
    [outcome] 🏁 Como terminaram
    [digest] 📊 Resumo
    [reminder] ⏰ Lembretes
    [news] 📣 Notícias
   *[incident] 🚨 Incidentes
}
settings-loudness = { $loudness ->
    [on] sim
    [silent] sem som
   *[off] não
}
settings-digest = { $period ->
    [daily] diário
   *[weekly] semanal
}
settings-quiet-none = 🌙 Horas de silêncio: <b>nenhuma</b>
settings-quiet = 🌙 Horas de silêncio: <b>{ $from }–{ $to }</b>
settings-zone = 🕰 Seu relógio: <b>{ $zone }</b>, agora { $time }
settings-risk = ⚖️ Risco num stop: <b>{ $risk }</b>
settings-risk-stated = o indicado
settings-theme = 🎨 Gráficos: <b>{ $theme }</b>
settings-theme-name = { $theme ->
    [light] claros
    [dark] escuros
   *[own] como sempre
}
settings-language = 🗣 Idioma: <b>{ $language }</b>
settings-language-app = o do meu Telegram
settings-always = <i>Recibos, portas dos canais e respostas ao que você pergunta sempre chegam.</i>
settings-messages-title = 🔔 <b>Quais mensagens chegam, e como</b>
settings-messages-hint = <i>Cada botão muda um tipo: sim, sem som, não. Com o ajuste inicial você recebe no máximo dez mensagens por dia.</i>
settings-signal-offer = Sinais e seus desfechos chegam direto com o Pro.
settings-quiet-title = 🌙 <b>Horas de silêncio</b> pelo seu relógio ({ $zone })
settings-quiet-how =
    Enquanto duram:
    • um sinal que ainda for notícia no fim espera até lá; os outros ficam de fora e o resumo os conta
    • resumo, lembretes, notícias e desfechos esperam
    • incidentes chegam sem som
settings-quiet-own = <i>Outro horário: <code>/settings quiet 22:30-06:45</code></i>
settings-zone-title = 🕰 <b>Seu relógio</b>: { $zone }, agora { $time }
settings-zone-how = As horas de silêncio e o resumo o seguem, também no horário de verão. Escolha um lugar ou escreva outro: <code>/settings zone Asia/Tashkent</code>
settings-zone-unknown = Não conheço fuso com esse nome. Escreve-se como <code>Europe/Berlin</code>.
settings-quiet-unknown = Escreva o horário como <code>22:30-06:45</code>, ou <code>off</code>.
settings-language-title = 🗣 <b>Idioma</b> deste chat. Os canais mantêm o deles.
button-settings = ⚙️ Configurações
button-settings-messages = 🔔 Mensagens
button-settings-quiet = 🌙 Silêncio
button-settings-zone = 🕰 Relógio
button-settings-language = 🗣 Idioma
button-settings-theme = 🎨 Gráficos: { $theme }
button-settings-risk = ⚖️ Risco: { $risk }
button-settings-digest = 📊 Resumo: { $period }
button-settings-cost = 💱 Meu custo
button-settings-kind = { $name }: { $loudness }
button-settings-no-quiet = Nenhuma
button-settings-hours = { $from }–{ $to }
button-settings-place = { $place } { $time }
button-chosen = ✓ { $label }
invite = 🎟 <b>Seu convite</b>
    <code>{ $link }</code>
invite-days = Quando um amigo chega por ele pela primeira vez e depois paga, vocês dois ganham { $duration } grátis.
invite-commission = Quando um amigo chega por ele pela primeira vez, você ganha { $share } do que ele pagar. Pode ser sacado após { $hold }, a partir de { NUMBER($minimum) } Stars; um pagamento devolvido leva a comissão junto.
invite-rewards = Até agora ele trouxe dias grátis { NUMBER($rewards) } { $rewards ->
    [one] vez
   *[other] vezes
}.
invite-balance = Ganho: { $payable } a sacar, { $onHold } em espera, { $paidOut } pago.
invite-caption = 🎟 Seu convite: { $link }
invite-country = 🌍 Antes de prometer algo por convites: em alguns países isso não é permitido. Onde você mora? Pergunto uma vez.
invite-off = Onde você mora, convites não dão recompensa. Claro que você pode me mostrar a outros mesmo assim.
invited = 👋 Você foi convidado. Dê uma olhada.
invited-days = 👋 Você foi convidado: quando assinar um plano, você e seu amigo ganham { $duration } a mais, grátis.
referral-days = 🎁 { $duration } de <b>{ $tier }</b> para você, grátis: um convite levou a um plano. Se algo seu ainda é cobrado, ficam guardados e começam quando isso terminar.
referral-earned = 💶 Você ganhou <b>{ $amount }</b> por um convite. Pode sacar a partir de { $time }.
button-share = ↗️ Enviar a alguém
button-invite-picture = 📷 Como imagem
button-country = { $flag } { $country }
button-elsewhere = Em outro lugar
gift = 🎁 <b>Um plano para outra pessoa.</b> Escolha um e pague; você recebe um link. Quem apertar primeiro fica com o plano.
gift-terms = 🎁 Antes do primeiro pagamento, aceite por favor os termos { $version }.
gift-description = Um presente: você recebe um link para passar, e quem apertar primeiro fica com o plano. Nada se renova sozinho.
gift-paid = 🎁 <b>Pago.</b> Passe este link; quem apertar primeiro fica com o plano:
    <code>{ $link }</code>
gift-yours = 🎁 Um presente para você: <b>{ $tier }</b> até <b>{ $until }</b>. Nada é cobrado.
gift-kept = 🎁 Um presente para você. Fica guardado e começa quando terminar o que você tem: veja /plan.
gift-choose = Aperte o botão abaixo e escolha quem recebe. Fico sabendo só o número da pessoa e nada mais.
gift-given = 🎁 <b>{ $name }</b> já tem, e eu avisei.
gift-not-met = Não posso escrever a quem nunca apertou START aqui; dê este link à pessoa: { $link }
button-gift-to = 👤 Escolher alguém no Telegram
button-gift-choose = 👤 Escolher uma pessoa
gift-own = 🎁 Esse é o seu próprio presente. Passe o link a quem ele é destinado.
gift-taken = Outra pessoa já ficou com esse presente.
gift-unknown = Não conheço esse presente, ou ele foi devolvido.
button-gift-plan = 🎁 { $plan }, { NUMBER($stars) } Stars
pause-ask = ⏸ Pausar seu plano? O tempo dele para, os canais privados fecham e os sinais vêm como no Free, até você retomá-lo em /plan. Três pausas por ano.
plan-now-paused = ⏸ Pausado. Nenhum dia se perde; /plan retoma.
plan-resumed = ▶️ Seu plano voltou a correr.
pause-refused = { $why ->
    [subscription] Uma assinatura não pode ser pausada: cancele em /plan, o que foi pago fica.
    [too-often] Você já pausou três vezes em um ano; mais não dá.
   *[nothing] Não há nada para pausar agora.
}
button-pause-plan = ⏸ Pausar
button-pause-plan-surely = Sim, pausar
button-resume-plan = ▶️ Continuar
recovery-code =
    🛟 <b>Seu código de recuperação. Ele só aparece agora:</b>
    <code>{ $code }</code>
    Se perder esta conta do Telegram, envie da nova: <code>/recover { $code }</code>. Tudo passa para lá depois de um dia em que esta conta pode impedir. Um código anterior não abre mais nada.
recover-usage = Assim: <code>/recover A1B2-C3D4-E5F6-0718</code>, da conta nova. O código vem de /recovery na antiga.
recover-unknown = Não conheço esse código, ou já há uma mudança à espera com ele.
move-asked = 🛟 A conta antiga está sendo avisada. Se ela não impedir, tudo passa para cá depois de <b>{ $time }</b>. A assinatura da conta antiga é então cancelada; o que foi pago fica.
move-warning = ⚠️ <b>{ $name }</b> deu seu código de recuperação em outra conta do Telegram. Depois de <b>{ $time }</b> seu plano e todo o resto passam para lá. Se não for você, impeça agora.
move-stopped = ✅ Impedido. Tudo fica aqui e o código não abre mais nada. Faça outro com /recovery.
moved = 🛟 Agora está tudo aqui: seu plano, chaves e configurações. Entre de novo nos canais por /plan.
button-stop-move = ✋ Impedir
exported = Tudo o que é guardado sobre você. De chaves de API e códigos de recuperação temos só impressões digitais, que ficam de fora.
erase-ask = 🗑 <b>Apagar tudo sobre você?</b> Não tem volta. Chamados, configurações, chaves e participações são apagados; os pagamentos ficam, como a lei manda, sem seu nome nem id.
erase-ask-paid = Seu <b>{ $tier }</b> termina na hora e não é devolvido com isso; assinaturas são canceladas antes.
erased = ✅ Feito. Não sei mais nada sobre você; se escrever de novo, nos conhecemos pela primeira vez.
button-export = 📄 Antes, meus dados
button-erase-surely = 🗑 Sim, apagar tudo
command-invite = Convidar amigos
command-gift = Um plano para outra pessoa
command-recovery = Um código para o dia em que perder esta conta
command-recover = Traz tudo para cá de uma conta perdida
command-export = Todos os seus dados em um arquivo
command-deletemydata = Esquecer de mim
digest-day = 📊 <b>Seu { $day }</b>
digest-week = 📊 <b>Sua semana, de { $from } a { $to }</b>
digest-decided = Decididos: { NUMBER($signals) } { NUMBER($signals) ->
    [one] sinal
   *[other] sinais
} que você pode ver, { NUMBER($right) } certos, { NUMBER($wrong) } errados, { NUMBER($others) } abertos ou nenhum dos dois
digest-sent = Enviados a você: { NUMBER($signals) }, { NUMBER($right) } certos, { NUMBER($wrong) } errados, { NUMBER($others) } abertos ou nenhum dos dois
digest-left-out = Suas configurações deixaram de fora <b>{ NUMBER($signals) } { NUMBER($signals) ->
    [one] sinal
   *[other] sinais
}: { NUMBER($right) } certos</b>, { $share } { $interval } dos que terminaram
digest-left-out-few = Suas configurações deixaram de fora <b>{ NUMBER($signals) } { NUMBER($signals) ->
    [one] sinal
   *[other] sinais
}: { NUMBER($right) } certos</b>; poucos demais para um percentual
digest-left-out-none = Suas configurações não deixaram nenhum de fora.
digest-foot = <i>Antes dos custos, pela direção. Todos contam no histórico: /track. Você escolhe o que recebe: /settings</i>
sales-closed = 🔻 <b>Nada mais é vendido</b>: este serviço está sendo encerrado. O que você tem fica aberto até o fim; /plan mostra.
closing-told-until = 🔻 <b>Este serviço está sendo encerrado.</b> Nada mais é vendido. Você tem { $tier } até { $until }, e fica aberto até lá.
closing-told-for-good = 🔻 <b>Este serviço está sendo encerrado.</b> Nada mais é vendido. Seu { $tier }, comprado para sempre, fica aberto até o serviço parar.
closing-told-kept = 🔻 <b>Este serviço está sendo encerrado.</b> Nada mais é vendido. O tempo que resta a você está anotado.
closing-told-cancelled = Sua assinatura foi cancelada: nada mais é cobrado.
closing-told-presents = 🎁 { NUMBER($presents) ->
    [one] Um presente que você pagou ainda não foi retirado. O link continua valendo; se o operador devolver Stars, as suas voltam junto.
   *[other] { NUMBER($presents) } presentes que você pagou ainda não foram retirados. Os links continuam valendo; se o operador devolver Stars, as suas voltam junto.
}
closing-told-more = O operador vê o que resta a você. Perguntas sobre dinheiro: /paysupport.
reopened-told = 🔺 <b>O serviço continua, afinal.</b> Os planos são vendidos como antes. Uma assinatura cancelada fica assim até você retomá-la em /plan.
