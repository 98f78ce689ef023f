bot-description =
    Analyser lee velas de cripto y forex y dice hacia dónde es más probable que cierre la siguiente: BUY, SELL o nada.

    Cada señal se anota antes de enviarse y se evalúa después, perdedoras incluidas. La ventaja es pequeña y puede desaparecer: mira el historial antes de pagar nada.

    Resultado de un modelo, no un consejo.
bot-short-description = Señales de trading con historial honesto: evaluadas en público, perdedoras incluidas. No es un consejo.
command-signals = Últimas señales
command-signal = Una señal con su gráfico
command-predict = Pregunta por la próxima vela
command-chart = Las velas de un par y lo que está abierto
command-why = Qué movió una señal
command-track = El historial, perdedoras incluidas
command-history = Las señales de los últimos 12 meses en un archivo
command-calibration = Si se cumplen las probabilidades
command-backtest = La regla de señales en el pasado de un par
command-markets = Lo que sigo, una línea cada uno
command-status = Los mercados y lo frescos que son sus datos
command-cost = Lo que te cuesta operar: veredictos propios
command-watch = Qué señales se te envían
command-settings = Mensajes, horas de silencio, gráficos, reloj
command-plan = Lo que tienes y tus canales
command-subscribe = Conseguir Pro o Elite
command-redeem = Usar un código
command-trial = Siete días de Pro, gratis
command-help = Todo lo que sé hacer
command-support = Preguntar a una persona
command-paysupport = Un problema con un pago
command-terms = Condiciones de venta
command-privacy = Qué se guarda sobre ti
