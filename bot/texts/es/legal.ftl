terms =
    📄 <b>Condiciones de venta</b>, versión { $version }

    <b>Qué compras.</b> Acceso a señales durante los días de tu plan: entrega más temprana, el canal privado, más preguntas. Lo que pagas una vez termina solo y no se vuelve a cobrar. Una suscripción se renueva cada 30 días al mismo precio hasta que la canceles en /plan, en Telegram o en la página de tu tarjeta; lo pagado sigue siendo tuyo hasta su fin. Un plan «para siempre» dura mientras funcione el servicio.

    <b>Qué no es.</b> Las señales son el resultado de un modelo estadístico sobre la próxima vela o una tendencia de días. No son consejos, no están hechas para tu situación y no se promete ganancia. Muchas señales fallan. Puedes perder todo lo que operes. Decide por ti mismo y opera solo lo que puedas permitirte perder.

    <b>El historial.</b> Los resultados por plan se cuentan después de un coste indicado, que puede no ser el tuyo, y nadie los operó por ti. Los resultados hipotéticos tienen límites: no son operaciones reales, y el pasado no promete el futuro.

    <b>Pago y devoluciones.</b> Pagas al operador de este bot en Telegram Stars, o con tarjeta en la página de planes del operador, donde Stripe recibe el pago. Si algo salió mal, envía /paysupport. Una devolución reintegra el pago entero y termina los días que compró. El soporte de Telegram no puede ayudar con compras hechas aquí.

    <b>Uso justo.</b> El canal privado es para ti. Difundir sus señales puede acabar con tu acceso.

    <b>Edad.</b> Debes ser mayor de edad donde vives y poder usar un servicio así allí.
privacy =
    🔒 <b>Qué se guarda sobre ti</b>

    • Tu id de Telegram, nombre e idioma, y cuándo llegaste y por qué enlace
    • Qué condiciones aceptaste y cuándo
    • Tus pagos: plan, importe, hora, el número que les dio Telegram o Stripe. Nunca datos de tarjeta; esos los tiene Telegram o Stripe
    • Si estás en nuestros canales
    • Lo que ajustas y pides: mensajes, horas de silencio, reloj, país, pares, coste, alertas, y qué señales se te enviaron
    • Huellas de tus claves de API y de tu código de recuperación, nunca ellos mismos
    • Quién te invitó y a quién invitaste, códigos usados, regalos y tu número en un socio
    • Lo que escribes a /support y /paysupport

    <b>Para qué.</b> Para entregarte lo que pagaste, responderte y porque la ley pide conservar los pagos.

    <b>Quién lo ve.</b> El operador de este bot. No se vende ni se comparte, y no hay publicidad.

    <b>Tu derecho.</b> /export te envía todo, /deletemydata lo borra; los registros de pagos quedan, sin tu nombre ni id.
disclaimer-prediction = Resultado de un modelo, no un consejo de inversión. Los resultados pasados no prometen los futuros. Puedes perder dinero.
disclaimer-track-record = Resultado de un modelo, no un consejo. Los resultados pasados, simulados o reales, no muestran lo que vendrá; los resultados por plan son después del coste indicado, los de la dirección antes, y nadie los operó por ti.
disclaimer-calibration = Cada vela evaluada, publicada o no, antes de conocerse su desenlace. Los rendimientos son antes de costes y nadie los operó por ti. Los resultados pasados no muestran lo que vendrá.
