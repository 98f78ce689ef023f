greeting = 👋 Hola, { $name }. Observo velas y digo hacia dónde es más probable que cierre la siguiente: <b>BUY</b>, <b>SELL</b> o nada.
greeting-record =
    • Cada señal se anota antes de enviarse y se evalúa al cierre de la vela. Las perdedoras se quedan en el historial.
    • La ventaja es pequeña y puede desaparecer. El historial muestra cuánto se puede confiar en ella.
greeting-free = • Las señales son gratis.
greeting-tiers = • <b>Free</b>: todas las señales, { $delay }. <b>Pro</b>: en el momento en que cierra la vela.
greeting-warning = <i>Resultado de un modelo, no un consejo. Puedes perder todo lo que operes.</i>
link-unknown = Ese enlace ya no lleva a ninguna parte. Esto es todo lo que sé hacer.
help-title = ❓ <b>Qué puedo hacer</b>
help-line = /{ $command }  { $about }
help-line-of = /{ $command } <code>{ $example }</code>  { $about }
help-of-tier = { $about } ({ $tier })
help-operators = <b>Como operador</b>
help-pairs = Sigo { $pairs }. Envíame el nombre de un par, como <code>bitcoin</code>, y verás todo lo que tengo de él.
help-reading = <b>Cómo leer una señal.</b> La confianza es la probabilidad de que la próxima vela cierre en ese sentido; 55 % significa que 45 de cada 100 fallan. El valor esperado es lo que queda tras los costes; si es negativo, lo digo.
tier-free = Free
tier-pro = Pro
tier-elite = Elite
plan-title = ⭐ <b>Tu plan: { $tier }</b>
plan-free = Free tiene todas las señales, el historial y el canal gratuito.
plan-free-no-channel = Free tiene todas las señales y el historial.
plan-free-delayed = Free tiene todas las señales, { $delay }, el historial y el canal gratuito.
plan-free-delayed-no-channel = Free tiene todas las señales, { $delay }, y el historial.
plan-until = Hasta el <b>{ $until }</b>, quedan { $left }. Termina solo; nada se renueva.
plan-for-good = Tuyo para siempre, mientras funcione el servicio.
plan-renews = Pagado hasta el <b>{ $until }</b>, quedan { $left }. Después se renueva por { $amount }.
plan-cancelled = Cancelado: no se cobra nada más. Abierto hasta el <b>{ $until }</b>, quedan { $left }.
plan-past-due = ⚠️ No se pudo cobrar la renovación. Todo sigue abierto hasta el <b>{ $until }</b>: añade Stars a tu saldo y renueva en los ajustes de Telegram, en Mis Estrellas, o añade días aquí.
plan-past-due-card = ⚠️ No se pudo cobrar en tu tarjeta. Todo sigue abierto hasta el <b>{ $until }</b>; se volverá a intentar. Con «Mi tarjeta», abajo, puedes usar otra.
plan-trial = Tu prueba dura hasta el <b>{ $until }</b>, quedan { $left }. Termina sola; no se cobra nada.
plan-granted = Un regalo hasta el <b>{ $until }</b>, quedan { $left }. Termina solo; no se cobra nada.
plan-paused = ⏸ Tu plan está en pausa. Su tiempo no corre.
plan-kept = ➕ { $kept } de { $tier } quedan guardados y empiezan cuando termine lo actual.
plan-kept-for-good = ➕ { $tier } para siempre queda guardado y empieza cuando termine lo actual.
plan-channels = Tus canales:
plan-ended = Tu tiempo pagado terminó el { $time }.
plan-refunded = Tu pago fue devuelto.
terms-accepted = ✅ Condiciones { $version } aceptadas. La factura está abajo 👇
invoice-sent = La factura está abajo 👇
terms-changed = Las condiciones han cambiado desde entonces. Mira por favor las vigentes:
pre-checkout-refused = { $code ->
    [unknown-invoice] Esta factura no es nuestra. No se cobró nada. Envía /subscribe para recibir otra.
    [other-account] Esta factura es de otra persona. No se cobró nada. Envía /subscribe para recibir la tuya.
    [old-invoice] Esta factura es demasiado antigua. No se cobró nada. Envía /subscribe para recibir otra.
    [wrong-price] El precio de la factura no coincide con el plan. No se cobró nada. Envía /subscribe para recibir otra.
    [already-subscribed] Ya tienes una suscripción activa. No se cobró nada. Mira /plan.
    [higher-plan-runs] Tienes un plan superior y pagarías este en vano. No se cobró nada. Mira /plan.
    [closed] Ya no se vende nada: este servicio está cerrando. No se cobró nada.
   *[terms-not-accepted] Acepta primero las condiciones: envía /subscribe. No se cobró nada.
}
pre-checkout-unavailable = Ahora mismo no podemos cobrar. No se cobró nada. Inténtalo en un momento.
paid = ✅ <b>Pago recibido: { $amount }.</b>
paid-tier = Tienes <b>{ $tier }</b>. Termina solo; nada se renueva.
paid-tier-until = Tienes <b>{ $tier }</b> hasta el <b>{ $until }</b>. Termina solo; nada se renueva.
paid-tier-renews = Tienes <b>{ $tier }</b> hasta el <b>{ $until }</b>; después se renueva solo. Cancela cuando quieras en /plan.
paid-tier-for-good = Tienes <b>{ $tier }</b> para siempre.
paid-channel = Pulsa el botón para entrar en tu canal. Te dejo pasar al instante.
paid-no-channel = Ahora cada señal te llega aquí sin retraso: /signals.
payment-unmatched = Tu pago llegó, pero no pude asignarlo a un plan. El operador ya lo sabe. Envía /paysupport y lo arreglamos.
refunded = ↩️ Se te devolvieron { $amount } y se retiraron los días comprados. Ahora tienes <b>{ $tier }</b>.
refunded-part = ↩️ Se devolvieron { $amount } de tu pago a tu tarjeta. Lo que tienes está en /plan.
refund-failed = ↩️ Tu banco nos devolvió { $amount } que debían volver a ti. Lo que habías pagado con ello vuelve a estar abierto: /plan. Envía /paysupport para recibir el dinero de otra forma.
maybe-repeated = <i>Me interrumpieron al enviar esto: quizá ya lo recibiste.</i>
payment-delayed = ⏳ Tu pago de <b>{ NUMBER($stars) } Stars</b> llegó y está a salvo. Activar tu plan tarda más de lo normal; el operador lo sabe y te escribo en cuanto esté.
refund-delayed = ⏳ Se te devolvieron { NUMBER($stars) } Stars. Registrarlo tarda más de lo normal; te aviso cuando esté.
join-delayed = ⏳ Ahora mismo no puedo consultar tu plan. Tu solicitud para entrar en <b>{ $title }</b> queda guardada y la respondo en cuanto pueda.
join-welcome = 🔓 Bienvenido a <b>{ $title }</b>. Las señales nuevas llegan allí en cuanto cierra la vela.
join-declined = <b>{ $title }</b> es para suscriptores y no tienes un plan activo. Pulsa el botón y la puerta se abre sola.
expired = Tu plan terminó, así que cerré <b>{ $title }</b> para ti. Conservas todo lo de Free: /signals, /track y el canal gratuito. Vuelve cuando quieras.
channel-open = 🔓 <b>{ $title }</b> está abierto para ti. Pulsa el botón para entrar.
channel-link-missing = 🔓 <b>{ $title }</b> está abierto para ti, pero Telegram aún no me dio su enlace. Prueba en un minuto.
channel-locked = 🔒 <b>{ $title }</b> es un canal privado: cada señal se publica allí en cuanto cierra su vela. Este plan lo abre; al pagarlo recibes el botón para entrar.
channel-not-sold = 🔒 <b>{ $title }</b> es un canal privado y ahora no se vende ningún plan que lo abra.
support-ask-payment =
    💬 <b>Ayuda con un pago</b>
    Cuéntame en un mensaje qué pasó: qué pagaste y cuándo. Lo recibe el operador.
    /cancel para salir.
support-ask-general =
    💬 <b>Soporte</b>
    Escribe tu pregunta en un mensaje. La recibe el operador.
    /cancel para salir.
support-stored = ✅ Guardado como ticket <code>{ $id }</code>. { $duty ->
    [on] Una persona te responderá aquí.
   *[off] No hay nadie de guardia en este chat; el operador lee los tickets guardados.
}
support-too-long = Es demasiado largo. No pases de { NUMBER($most) } caracteres, por favor.
support-answer =
    💬 <b>Respuesta a tu ticket</b> <code>{ $id }</code>
    { $words }
cancelled = Cancelado.
nothing-to-cancel = No hay nada que cancelar.
toast-old-button = Este botón es demasiado antiguo. Envía /start para tener un menú nuevo.
toast-slow-down = Vas muy rápido. Vuelvo a responder en { $wait }.
toast-failed = Algo salió mal ({ $code }). Inténtalo de nuevo.
slow-down = ⏳ Más de { NUMBER($perMinute) } preguntas en un minuto. Vuelvo a responder en { $wait }; hasta entonces no digo nada.
slow-down-upgrade = ⏳ Más de { NUMBER($perMinute) } preguntas en un minuto. Vuelvo a responder en { $wait }; hasta entonces no digo nada. Pro tiene más margen.
failed = 😕 Algo falló por nuestra parte (<code>{ $code }</code>): el operador ya lo sabe, así que inténtalo en un minuto.
not-understood = No lo entendí. Envía el nombre de un par, como <code>btc</code> o <code>euro</code>, pulsa un botón o mira /help para ver todo lo que sé hacer.
money-trouble = Si algo salió mal con un pago, pulsa el botón y cuenta en un mensaje qué pagaste y cuándo. Lo recibe el operador.
cost-title = 💱 <b>Lo que te cuesta operar</b>
cost-crypto = Monedas: <b>{ $cost }</b> por lado, el tuyo
cost-crypto-stated = Monedas: lo indicado en cada señal
cost-forex = Divisas: <b>{ $cost }</b> ida y vuelta, el tuyo
cost-forex-stated = Divisas: lo indicado en cada señal
cost-how = Los veredictos y resultados de este chat se calculan con tu coste; los canales y el historial usan el indicado. Elige abajo una comisión habitual o escribe la tuya en por ciento: /cost 0.12 para monedas, por lado; /cost forex 0.01 para el spread de un par.
cost-unclear = No entiendo ese coste.
watch-title = 🔔 <b>Señales para ti</b>
watch-off = Ninguna todavía. Pulsa un par, o todos, y sus señales te llegan aquí en cuanto cierra la vela.
watch-all = Todos los pares.
watch-pairs = { $pairs }.
watch-side = Solo { $side }.
watch-confidence = Solo con confianza desde { $confidence }.
watch-worth = Solo las que merecen la operación tras costes.
watch-frames = Solo en { $timeframes }.
watch-most = Como mucho { NUMBER($most) } al día, la mitad informativas a lo sumo; el resumen cuenta las demás.
watch-hint = <i>Cada botón cambia una cosa, al instante.</i>
watch-offer = 🔔 Las señales que te llegan directamente, de los pares que elijas, son parte de Pro.
api-keys-title = 🔑 <b>Tus claves de la API</b>
api-keys-none = Ninguna todavía. Una clave abre la API HTTP con los derechos de tu plan: { NUMBER($perMinute) } peticiones por minuto, { NUMBER($perDay) } al día.
api-keys-limits = Con los derechos de { $tier }: { NUMBER($perMinute) } peticiones por minuto, { NUMBER($perDay) } al día. Puedes tener dos claves a la vez, lo justo para cambiar de una a otra.
api-key-line = • <code>an_{ $id }_…</code>, creada { $made }, último uso { $used }
api-key-line-unused = • <code>an_{ $id }_…</code>, creada { $made }, sin usar todavía
api-key-made =
    🔑 <b>Tu nueva clave. Solo se muestra ahora:</b>
    <code>{ $key }</code>
    Guárdala donde nadie más la lea y envíala como <code>Authorization: Bearer …</code>. De la clave solo guardamos una huella. Cuando la hayas copiado puedes borrar este mensaje.
api-key-revoke-ask = ¿Revocar la clave <code>an_{ $id }_…</code>? Todo lo que la use será rechazado desde entonces. No hay vuelta atrás.
api-key-offer = 🔑 Las claves de la API HTTP vienen con Pro y Elite. Sin clave, la API responde a todos como Free: más tarde y menos veces.
button-api-keys = 🔑 Claves API
button-make-key = ➕ Crear una clave
button-copy-key = 📋 Copiar la clave
button-revoke-key = 🗑 Revocar an_{ $id }
button-revoke-surely = Sí, revocarla
command-apikey = Claves de la API HTTP
settings-title = ⚙️ <b>Tus ajustes</b>
settings-line = { $name }: <b>{ $loudness }</b>
settings-line-digest = { $name }: <b>{ $period }, { $loudness }</b>
settings-line-digest-off = { $name }: <b>no</b>
settings-signals = { $name }: <b>{ $loudness }</b>, { $pairs }
settings-all-pairs = todos los pares
settings-kind = { $kind ->
    [signal] 🔔 Señales para mí
    [outcome] 🏁 Cómo acabaron
    [digest] 📊 Resumen
    [reminder] ⏰ Recordatorios
    [news] 📣 Noticias
   *[incident] 🚨 Incidencias
}
settings-loudness = { $loudness ->
    [on] sí
    [silent] sin sonido
   *[off] no
}
settings-digest = { $period ->
    [daily] diario
   *[weekly] semanal
}
settings-quiet-none = 🌙 Horas de silencio: <b>ninguna</b>
settings-quiet = 🌙 Horas de silencio: <b>{ $from }–{ $to }</b>
settings-zone = 🕰 Tu reloj: <b>{ $zone }</b>, ahora { $time }
settings-risk = ⚖️ Riesgo en un stop: <b>{ $risk }</b>
settings-risk-stated = el indicado
settings-theme = 🎨 Gráficos: <b>{ $theme }</b>
settings-theme-name = { $theme ->
    [light] claros
    [dark] oscuros
   *[own] como siempre
}
settings-language = 🗣 Idioma: <b>{ $language }</b>
settings-language-app = el de mi Telegram
settings-always = <i>Los recibos, las puertas de los canales y las respuestas a lo que preguntas llegan siempre.</i>
settings-messages-title = 🔔 <b>Qué mensajes llegan y cómo</b>
settings-messages-hint = <i>Cada botón cambia un tipo: sí, sin sonido, no. Con los ajustes iniciales recibes como mucho diez mensajes al día.</i>
settings-signal-offer = Las señales y sus desenlaces se envían directamente con Pro.
settings-quiet-title = 🌙 <b>Horas de silencio</b> según tu reloj ({ $zone })
settings-quiet-how =
    Mientras duran:
    • una señal que aún sea noticia al terminar espera hasta entonces; las demás se omiten y el resumen las cuenta
    • resumen, recordatorios, noticias y desenlaces esperan
    • las incidencias llegan sin sonido
settings-quiet-own = <i>Otras horas: <code>/settings quiet 22:30-06:45</code></i>
settings-zone-title = 🕰 <b>Tu reloj</b>: { $zone }, ahora { $time }
settings-zone-how = Las horas de silencio y el resumen lo siguen, también al cambiar al horario de verano. Elige un lugar o escribe otro: <code>/settings zone Asia/Tashkent</code>
settings-zone-unknown = No conozco ninguna zona con ese nombre. Se escribe como <code>Europe/Berlin</code>.
settings-quiet-unknown = Escribe las horas como <code>22:30-06:45</code>, o <code>off</code>.
settings-language-title = 🗣 <b>Idioma</b> de este chat. Los canales conservan el suyo.
button-settings = ⚙️ Ajustes
button-settings-messages = 🔔 Mensajes
button-settings-quiet = 🌙 Silencio
button-settings-zone = 🕰 Reloj
button-settings-language = 🗣 Idioma
button-settings-theme = 🎨 Gráficos: { $theme }
button-settings-risk = ⚖️ Riesgo: { $risk }
button-settings-digest = 📊 Resumen: { $period }
button-settings-cost = 💱 Mi coste
button-settings-kind = { $name }: { $loudness }
button-settings-no-quiet = Ninguna
button-settings-hours = { $from }–{ $to }
button-settings-place = { $place } { $time }
button-chosen = ✓ { $label }
invite = 🎟 <b>Tu invitación</b>
    <code>{ $link }</code>
invite-days = Cuando un amigo llega por ella por primera vez y luego paga, ambos recibís { $duration } gratis.
invite-commission = Cuando un amigo llega por ella por primera vez, ganas el { $share } de lo que pague. Se paga tras { $hold }, desde { NUMBER($minimum) } Stars; un pago devuelto se la lleva.
invite-rewards = Hasta ahora te dio días gratis { NUMBER($rewards) } { $rewards ->
    [one] vez
   *[other] veces
}.
invite-balance = Ganado: { $payable } por pagar, { $onHold } en espera, { $paidOut } pagado.
invite-caption = 🎟 Tu invitación: { $link }
invite-country = 🌍 Antes de prometerte algo por invitar: en algunos países no está permitido. ¿Dónde vives? Lo pregunto una vez.
invite-off = Donde vives, las invitaciones no dan recompensa. Claro que puedes mostrarme a otros igualmente.
invited = 👋 Te invitaron. Echa un vistazo.
invited-days = 👋 Te invitaron: cuando compres un plan, tú y tu amigo recibís { $duration } más, gratis.
referral-days = 🎁 { $duration } de <b>{ $tier }</b> para ti, gratis: una invitación llevó a un plan. Si algo tuyo aún se cobra, se guardan y empiezan cuando termine.
referral-earned = 💶 Ganaste <b>{ $amount }</b> por una invitación. Se puede cobrar desde { $time }.
button-share = ↗️ Enviarla a alguien
button-invite-picture = 📷 Como imagen
button-country = { $flag } { $country }
button-elsewhere = En otro lugar
gift = 🎁 <b>Un plan para otra persona.</b> Elige uno y págalo; recibes un enlace. Quien lo pulse primero tiene el plan.
gift-terms = 🎁 Antes del primer pago, acepta por favor las condiciones { $version }.
gift-description = Un regalo: recibes un enlace para pasar, y quien lo pulse primero tiene el plan. Nada se renueva solo.
gift-paid = 🎁 <b>Pagado.</b> Pasa este enlace; quien lo pulse primero tiene el plan:
    <code>{ $link }</code>
gift-yours = 🎁 Un regalo para ti: <b>{ $tier }</b> hasta el <b>{ $until }</b>. No se cobra nada.
gift-kept = 🎁 Un regalo para ti. Queda guardado y empieza cuando termine lo que tienes: mira /plan.
gift-choose = Pulsa el botón de abajo y elige quién lo recibe. Solo conozco su número y nada más.
gift-given = 🎁 <b>{ $name }</b> lo tiene, y se lo he dicho.
gift-not-met = No puedo escribir a quien nunca pulsó START aquí; dale este enlace: { $link }
button-gift-to = 👤 Elegir a alguien en Telegram
button-gift-choose = 👤 Elegir una persona
gift-own = 🎁 Ese es tu propio regalo. Pasa el enlace a quien va dirigido.
gift-taken = Otra persona ya tomó ese regalo.
gift-unknown = No conozco ese regalo, o fue devuelto.
button-gift-plan = 🎁 { $plan }, { NUMBER($stars) } Stars
pause-ask = ⏸ ¿Pausar tu plan? Su tiempo se detiene, los canales privados se cierran y las señales llegan como en Free, hasta que lo retomes en /plan. Tres pausas al año.
plan-now-paused = ⏸ En pausa. No se pierde ni un día; /plan lo retoma.
plan-resumed = ▶️ Tu plan vuelve a correr.
pause-refused = { $why ->
    [subscription] Una suscripción no se puede pausar: cancélala en /plan, lo pagado se queda.
    [too-often] Has pausado tres veces en un año; no se puede más.
   *[nothing] Ahora mismo no hay nada que pausar.
}
button-pause-plan = ⏸ Pausar
button-pause-plan-surely = Sí, pausar
button-resume-plan = ▶️ Continuar
recovery-code =
    🛟 <b>Tu código de recuperación. Solo se muestra ahora:</b>
    <code>{ $code }</code>
    Si pierdes esta cuenta de Telegram, envíame desde la nueva: <code>/recover { $code }</code>. Todo pasa allí tras un día en el que esta cuenta puede impedirlo. Un código anterior ya no abre nada.
recover-usage = Así: <code>/recover A1B2-C3D4-E5F6-0718</code>, desde la cuenta nueva. El código sale de /recovery en la antigua.
recover-unknown = No conozco ese código, o ya espera un traslado con él.
move-asked = 🛟 Se avisa a la cuenta antigua. Si no lo impide, todo pasa aquí después del <b>{ $time }</b>. Entonces se cancela la suscripción de la cuenta antigua; lo pagado se queda.
move-warning = ⚠️ <b>{ $name }</b> dio tu código de recuperación desde otra cuenta de Telegram. Después del <b>{ $time }</b> tu plan y todo lo demás pasan allí. Si no eres tú, impídelo ahora.
move-stopped = ✅ Impedido. Todo se queda aquí y el código ya no abre nada. Crea otro con /recovery.
moved = 🛟 Ya está todo aquí: tu plan, claves y ajustes. Vuelve a entrar en tus canales desde /plan.
button-stop-move = ✋ Impedirlo
exported = Todo lo que se guarda sobre ti. De claves de API y códigos de recuperación solo tenemos huellas, que no se incluyen.
erase-ask = 🗑 <b>¿Borrar todo sobre ti?</b> No hay vuelta atrás. Se borran tickets, ajustes, claves y pertenencias; los pagos quedan como pide la ley, sin tu nombre ni id.
erase-ask-paid = Tu <b>{ $tier }</b> termina al instante y con esto no se devuelve; las suscripciones se cancelan antes.
erased = ✅ Hecho. Ya no sé nada de ti; si vuelves a escribir, nos conocemos por primera vez.
button-export = 📄 Antes mis datos
button-erase-surely = 🗑 Sí, borrar todo
command-invite = Invitar a amigos
command-gift = Un plan para otra persona
command-recovery = Un código por si pierdes esta cuenta
command-recover = Trae todo aquí desde una cuenta perdida
command-export = Todos tus datos en un archivo
command-deletemydata = Olvidarme
digest-day = 📊 <b>Tu { $day }</b>
digest-week = 📊 <b>Tu semana, del { $from } al { $to }</b>
digest-decided = Decididas: { NUMBER($signals) } { NUMBER($signals) ->
    [one] señal
   *[other] señales
} que puedes ver, { NUMBER($right) } acertadas, { NUMBER($wrong) } falladas, { NUMBER($others) } abiertas o ninguna de las dos
digest-sent = Enviadas a ti: { NUMBER($signals) }, { NUMBER($right) } acertadas, { NUMBER($wrong) } falladas, { NUMBER($others) } abiertas o ninguna de las dos
digest-left-out = Tus ajustes dejaron fuera <b>{ NUMBER($signals) } { NUMBER($signals) ->
    [one] señal
   *[other] señales
}: { NUMBER($right) } acertadas</b>, { $share } { $interval } de las que terminaron
digest-left-out-few = Tus ajustes dejaron fuera <b>{ NUMBER($signals) } { NUMBER($signals) ->
    [one] señal
   *[other] señales
}: { NUMBER($right) } acertadas</b>; muy pocas para dar un porcentaje
digest-left-out-none = Tus ajustes no dejaron fuera ninguna.
digest-foot = <i>Antes de costes, por dirección. Todas cuentan en el historial: /track. Tú decides qué te llega: /settings</i>
sales-closed = 🔻 <b>Ya no se vende nada</b>: este servicio está cerrando. Lo que tienes sigue abierto hasta su fin; /plan lo muestra.
closing-told-until = 🔻 <b>Este servicio está cerrando.</b> Ya no se vende nada. Tienes { $tier } hasta { $until } y sigue abierto hasta entonces.
closing-told-for-good = 🔻 <b>Este servicio está cerrando.</b> Ya no se vende nada. Tu { $tier }, comprado para siempre, sigue abierto hasta que el servicio termine.
closing-told-kept = 🔻 <b>Este servicio está cerrando.</b> Ya no se vende nada. El tiempo que te queda está anotado.
closing-told-cancelled = Tu suscripción está cancelada: no se cobra nada más.
closing-told-presents = 🎁 { NUMBER($presents) ->
    [one] Un regalo que pagaste aún no ha sido recogido. Su enlace sigue funcionando; si el operador devuelve Stars, recibes también las tuyas.
   *[other] { NUMBER($presents) } regalos que pagaste aún no han sido recogidos. Sus enlaces siguen funcionando; si el operador devuelve Stars, recibes también las tuyas.
}
closing-told-more = El operador ve lo que te queda. Preguntas sobre dinero: /paysupport.
reopened-told = 🔺 <b>El servicio sigue después de todo.</b> Los planes se venden como antes. Una suscripción cancelada sigue así hasta que la retomes en /plan.
