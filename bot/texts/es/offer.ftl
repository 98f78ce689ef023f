plan-name = Analyser { $tier }, { NUMBER($days) } días
plan-name-for-good = Analyser { $tier }, para siempre
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, un solo pago. Nada se renueva solo.
offer-warning = Compras rapidez y acceso, no una promesa de ganancia. Mira antes /track.
offer-paid-until = Tienes acceso hasta el { $until }; esto añade { NUMBER($days) } días.
offer-paid-until-for-good = Tienes acceso hasta el { $until }; esto es tuyo para siempre.
offer-renews = O como suscripción: { NUMBER($stars) } Stars cada 30 días hasta que canceles, en /plan con dos toques. Lo pagado se conserva.
offer-credit = Tus { $unused } de { $from } sin usar se convierten en { $credit } de { $tier }, además de lo que compras.
offer-replaces = Tu suscripción { $tier } termina con ello y no se cobra más.
offer-waits = Tienes { $tier } hasta el { $until }; lo que compres empieza después.
offer-waits-for-good = Tienes { $tier } para siempre, que ya incluye todo esto.
offer-terms = Antes del primer pago, acepta por favor las condiciones { $version }.
plan-gone = Ese plan ya no se vende. Esto es lo que hay:
nothing-on-sale = Ahora mismo no se vende nada. Todo lo que tengo es gratis para ti.
at-once = al instante
at-the-close = en cuanto cierra la vela
at-its-close = en cuanto cierra su vela
days-later = { NUMBER($days) ->
    [one] un día más tarde
   *[other] { NUMBER($days) } días más tarde
}
benefit-sooner = Cada señal sobre la próxima vela, y /predict, { $delay }. Free recibe lo mismo { $freeDelay }.
benefit-swing-sooner = Entradas que duran días (swing), { $delay }. Free las recibe { $freeDelay }.
benefit-channel = El canal privado { $tier }
benefit-direct-alerts = Las señales que elijas, enviadas aquí: pares, lado, confianza, si merecen la operación a tu coste: /watch
benefit-questions = { NUMBER($perMinute) } preguntas por minuto en vez de { NUMBER($freePerMinute) }
benefit-backtests = /backtest de cualquier par, { NUMBER($perDay) } al día{ NUMBER($freePerDay) ->
    [0] {""}
   *[other] {" "}en vez de { NUMBER($freePerDay) }
}
benefit-api-per-minute = API: { NUMBER($perMinute) } llamadas por minuto en vez de { NUMBER($freePerMinute) }
benefit-api-per-day = API: { NUMBER($perDay) } llamadas al día en vez de { NUMBER($freePerDay) }
invoice-sooner = cada señal { $delay }
invoice-swing-sooner = swing al instante, no { $freeDelay }
invoice-channel = el canal privado { $tier }
invoice-direct-alerts = señales enviadas a ti
invoice-questions = { NUMBER($perMinute) } preguntas/min
invoice-backtests = { NUMBER($perDay) } backtests/día
invoice-api-per-minute = API { NUMBER($perMinute) }/min
invoice-api-per-day = API { NUMBER($perDay) }/día
invoice-end-for-good = Mientras funcione el servicio; nada se renueva.
invoice-end-renews = Se renueva cada 30 días hasta que canceles.
invoice-end = Por { NUMBER($days) } días; termina solo.
subscription-ready = 🔁 <b>{ $plan }</b>, { NUMBER($stars) } Stars cada 30 días. Abre la factura con el botón; no se cobra nada antes de que confirmes.
subscription-ready-kept = Los días que te quedan se guardan y empiezan cuando termine la suscripción.
subscription-refused = { $code ->
    [already-subscribed] Ya tienes una suscripción activa, así que no se vende otra. Mira /plan.
   *[higher-plan-runs] Tienes un plan superior y entretanto pagarías este en vano. Mira /plan.
}
subscription-ask-cancel = ¿Cancelar tu suscripción { $tier }? No se cobra nada más. Sigue abierta hasta el { $until }.
subscription-cancelled = ✅ Cancelada. No se cobra nada más. { $tier } sigue abierto hasta el <b>{ $until }</b>.
subscription-may-resume = ↩️ Telegram te deja retomarla: ajustes de Telegram, Mis Estrellas, esta suscripción, Renovar. Te escribo cuando esté.
subscription-gone = Esta suscripción ya no está activa. Mira /plan.
subscription-failed = ⚠️ Telegram no pudo cobrar tu suscripción { $tier }. Sigue abierta hasta el <b>{ $until }</b>: añade Stars a tu saldo y renuévala en los ajustes de Telegram, en Mis Estrellas.
subscription-failed-card = ⚠️ No se pudo cobrar { $tier } en tu tarjeta. Sigue abierto hasta el <b>{ $until }</b> y se volverá a intentar. Con «Mi tarjeta» en /plan puedes usar otra.
subscription-on = ✅ Tu suscripción { $tier } continúa. Pagada hasta el <b>{ $until }</b>.
trial-started =
    🎁 <b>{ $tier } es tuyo hasta el { $until }</b>, gratis. Sin Stars, nada se renueva y no hay nada que cancelar.
    El botón abre el canal; /plan muestra lo que queda.
trial-used = La prueba es para recién llegados, una vez, antes que nada. /plan muestra lo que tienes, /subscribe lo que hay.
return-ask = ¿Devolver tu compra? Te vuelve todo: { $amount }; su tiempo termina al instante y la suscripción se cancela. Solo se puede una vez.
return-begun = ↩️ Tu pago se está devolviendo. Te escribo cuando esté hecho.
return-too-late = Esta compra ya no se puede devolver aquí. Envía /paysupport y una persona la mira.
reminder = ⏳ Tu <b>{ $tier }</b> termina en { $left }, el <b>{ $until }</b>. No se renueva solo; con un toque añades más.
reminder-ended = Tu plan terminó el { $time }. Todo lo de Free sigue siendo tuyo; con un toque vuelve el resto.
card-link =
    💳 El botón abre la página donde pagas con tarjeta. Es solo tuya: funciona una vez, dentro de media hora, así que no la compartas.
    Cuando hayas pagado, vuelve aquí: el canal se abre solo.
card-portal = 💳 El botón abre la página donde cambias tu tarjeta, cancelas y encuentras tus recibos. No la compartas.
card-not-offered = 💳 Ahora mismo aquí no se paga con tarjeta. Todo se vende por Stars: /subscribe.
redeem-usage = 🎟 Envía <code>/redeem</code> y tu código.
coupon-refused = 🎟 { $code ->
    [over] Este código ha caducado.
    [used-up] Este código ya se usó todas las veces permitidas.
    [used-by-you] Ya has usado este código.
    [not-for-you] Este código no es para ti en este momento: puede ser para nuevos usuarios o para quienes ya tuvieron un plan.
    [other-plan] Este código no sirve para ese plan.
   *[unknown] No conozco el código <code>{ $word }</code>, o ya no es válido.
}
coupon-given = 🎁 Tienes <b>{ $days } de { $tier }</b> gratis. Nada se renueva.
coupon-given-until = 🎁 Tienes <b>{ $days } de { $tier }</b> gratis: abierto hasta el <b>{ $until }</b>. Nada se renueva.
coupon-given-later = 🎁 Tienes <b>{ $days } de { $tier }</b> gratis. Tu suscripción sigue, así que se guardan y empiezan cuando termine.
coupon-cheaper = 🎟 <b>{ $code }</b>: { $gift } la primera vez. Elige un plan de pago único:
coupon-held = 🎟 Con <b>{ $code }</b>, { $gift } la primera vez, este plan cuesta <b>{ $price }</b>, pago único.
coupon-terms = 🎟 <b>{ $code }</b>: { $gift } la primera vez. Antes del primer pago, acepta por favor las condiciones { $version }; la factura tendrá ya este precio.
coupon-invoice = Con el código { $code }. Pago único; termina solo, nada se renueva.
coupon-win-back = 👋 Tu plan terminó hace un tiempo. El código <code>{ $code }</code> es para ti: { $gift }. Envía <code>/redeem { $code }</code>.
coupon-percent = { $percent } menos
coupon-fixed = { $stars } menos, o { $dollars } con tarjeta
coupon-days = { NUMBER($days) } { NUMBER($days) ->
    [one] día
   *[other] días
} de { $tier }

# /partner: affiliate and introducing-broker programmes
partners-none = Ahora mismo no hay ningún programa de socios.
partners-not-here = No hay ningún programa de socios para donde vives.
partners-title =
    🤝 <b>Socios</b>
    Donde puedes abrir una cuenta con un enlace nuestro. Elige uno:
partner-country = 🌍 Estos programas no están permitidos en todas partes. ¿Dónde vives? Lo pregunto una vez.
partner-title = 🤝 <b>{ $title }</b>
partner-reward = { $on ->
    [registration] <b>{ $duration } de { $tier }</b>, gratis, en cuanto abras allí una cuenta con nuestro enlace.
    [trade] <b>{ $duration } de { $tier }</b>, gratis, en cuanto abras allí una cuenta con nuestro enlace y operes.
    [withdrawal] <b>{ $duration } de { $tier }</b>, gratis, en cuanto abras allí una cuenta con nuestro enlace, operes y retires dinero.
   *[deposit] <b>{ $duration } de { $tier }</b>, gratis, en cuanto abras allí una cuenta con nuestro enlace e ingreses dinero.
}
partner-conflict = { $on ->
    [registration] <i>El operador de este bot gana cuando abres una cuenta en { $title }. Es un conflicto de intereses: una señal no es motivo para abrirla.</i>
    [trade] <i>El operador de este bot gana cuando operas en { $title }. Es un conflicto de intereses: una señal no es motivo para operar más.</i>
    [withdrawal] <i>El operador de este bot gana con tu cuenta en { $title }. Es un conflicto de intereses: una señal no es motivo para operar más.</i>
   *[deposit] <i>El operador de este bot gana cuando ingresas dinero en { $title }. Es un conflicto de intereses: una señal no es motivo para ingresar más.</i>
}
partner-steps =
    1. Abre la cuenta con el botón de abajo: por otro camino { $title } no puede saber que vienes de aquí.
    2. Envíame tu UID de allí. No necesito contraseña ni clave, y nadie de nosotros las pide.
partner-own-claim = { $state ->
    [confirmed] ✅ UID <code>{ $uid }</code>: confirmado
    [rejected] ✖ UID <code>{ $uid }</code>: allí no consta como llegado por nuestro enlace
    [expired] ⌛ UID <code>{ $uid }</code>: nadie lo confirmó a tiempo
   *[pending] ⏳ UID <code>{ $uid }</code>: espera confirmación
}
partner-ask-uid =
    🤝 Envíame tu UID en { $title } en un solo mensaje. Está en tu cuenta de allí, casi siempre bajo tu nombre o perfil.
    /cancel para salir.
partner-bad-uid = Eso no es un UID: de 3 a 32 letras y cifras. Inténtalo otra vez, o /cancel.
partner-claim = { $outcome ->
    [confirmed] ✅ { $title } conoce el UID <code>{ $uid }</code> como llegado por nuestro enlace.
    [rejected] ✖ { $title } no conoce el UID <code>{ $uid }</code> como llegado por nuestro enlace. Su lista va con retraso: si acabas de abrir la cuenta, envíalo de nuevo en una hora. Si crees que es un error, escribe a /support.
    [taken] ✖ Otra cuenta ya indicó aquí el UID <code>{ $uid }</code>. Si es tuyo, escribe a /support.
    [too-many] ✖ Hoy has indicado muchos UID. Inténtalo mañana, o escribe a /support.
    [expired] ⌛ Nadie en { $title } confirmó el UID <code>{ $uid }</code> en un mes, así que ya no lo espero. Puedes enviarlo otra vez.
   *[pending] ⏳ Anotado: UID <code>{ $uid }</code>. En cuanto { $title } confirme que llegaste por nuestro enlace, te aviso. Puede tardar unos días.
}
partner-granted = 🎁 <b>{ $duration } de { $tier }</b> son tuyos, gratis: { $title } confirmó tu cuenta. Nada se renueva.
partner-revoked = ↩️ { $title } retiró lo que había comunicado de tu cuenta, así que los días gratis que trajo terminan.
button-partner = 🤝 { $title }
button-partner-link = ↗️ Abrir cuenta en { $title }
button-trade-at = ↗️ Operar en { $title }
button-partner-uid = 🔢 Ya tengo una: mi UID
button-partners = ◀️ Todos los socios
command-partner = Días gratis por un socio
