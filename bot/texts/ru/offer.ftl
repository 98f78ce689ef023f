plan-name = Analyser { $tier }, { NUMBER($days) } дн.
plan-name-for-good = Analyser { $tier }, навсегда
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, разовая оплата. Ничего не продлевается само.
offer-warning = Вы покупаете скорость и доступ, а не обещание прибыли. Сначала посмотрите /track.
offer-paid-until = Доступ у вас до { $until }; это добавит { NUMBER($days) } дн.
offer-paid-until-for-good = Доступ у вас до { $until }; это ваше навсегда.
offer-renews = Или подписка: { NUMBER($stars) } Stars каждые 30 дней, пока не отмените — в /plan это два нажатия. Оплаченное остаётся.
offer-credit = Неиспользованные { $unused } тарифа { $from } превращаются в { $credit } тарифа { $tier } сверх покупки.
offer-replaces = Подписка { $tier } на этом закончится и больше не списывается.
offer-waits = У вас { $tier } до { $until }; покупка начнёт действовать после.
offer-waits-for-good = У вас { $tier } навсегда, в него всё это уже входит.
offer-terms = Перед первой оплатой примите, пожалуйста, условия { $version }.
plan-gone = Этот тариф больше не продаётся. Вот что есть:
nothing-on-sale = Сейчас ничего не продаётся. Всё, что у меня есть, — бесплатно.
at-once = сразу
at-the-close = в момент закрытия свечи
at-its-close = в момент закрытия своей свечи
days-later = { NUMBER($days) ->
    [one] на { NUMBER($days) } день позже
    [few] на { NUMBER($days) } дня позже
   *[other] на { NUMBER($days) } дней позже
}
benefit-sooner = Все сигналы о следующей свече и /predict, { $delay }. В Free — то же, { $freeDelay }.
benefit-swing-sooner = Входы на несколько дней (свинг), { $delay }. В Free — { $freeDelay }.
benefit-channel = Закрытый канал { $tier }
benefit-direct-alerts = Выбранные вами сигналы прямо сюда: пары, сторона, уверенность, стоит ли сделки при ваших издержках: /watch
benefit-questions = { NUMBER($perMinute) } вопросов мне в минуту вместо { NUMBER($freePerMinute) }
benefit-backtests = /backtest любой пары, { NUMBER($perDay) } в день{ NUMBER($freePerDay) ->
    [0] {""}
   *[other] {" "}вместо { NUMBER($freePerDay) }
}
benefit-api-per-minute = API: { NUMBER($perMinute) } запросов в минуту вместо { NUMBER($freePerMinute) }
benefit-api-per-day = API: { NUMBER($perDay) } запросов в день вместо { NUMBER($freePerDay) }
invoice-sooner = все сигналы { $delay }
invoice-swing-sooner = свинг сразу, а не { $freeDelay }
invoice-channel = закрытый канал { $tier }
invoice-direct-alerts = сигналы лично вам
invoice-questions = { NUMBER($perMinute) } вопросов/мин
invoice-backtests = { NUMBER($perDay) } бэктестов/день
invoice-api-per-minute = API { NUMBER($perMinute) }/мин
invoice-api-per-day = API { NUMBER($perDay) }/день
invoice-end-for-good = Пока работает сервис; ничего не продлевается.
invoice-end-renews = Каждые 30 дней, пока не отмените.
invoice-end = На { NUMBER($days) } дн.; закончится сам.
subscription-ready = 🔁 <b>{ $plan }</b>, { NUMBER($stars) } Stars каждые 30 дней. Откройте счёт кнопкой; до вашего подтверждения ничего не списывается.
subscription-ready-kept = Оставшиеся дни сохраняются и начнутся, когда подписка закончится.
subscription-refused = { $code ->
    [already-subscribed] У вас уже есть действующая подписка, вторую не продаём. Смотрите /plan.
   *[higher-plan-runs] Действует более высокий тариф, и этот вы пока оплачивали бы зря. Смотрите /plan.
}
subscription-ask-cancel = Отменить подписку { $tier }? Больше ничего не спишется. Доступ открыт до { $until }.
subscription-cancelled = ✅ Отменена. Больше ничего не спишется. { $tier } открыт до <b>{ $until }</b>.
subscription-may-resume = ↩️ Telegram позволяет возобновить её: настройки Telegram, «Мои звёзды», эта подписка, «Продлить». Я напишу, когда всё будет готово.
subscription-gone = Эта подписка больше не действует. Смотрите /plan.
subscription-failed = ⚠️ Telegram не смог списать оплату подписки { $tier }. Доступ открыт до <b>{ $until }</b>: пополните баланс Stars и продлите её в настройках Telegram, раздел «Мои звёзды».
subscription-failed-card = ⚠️ Не удалось списать с карты оплату { $tier }. Доступ открыт до <b>{ $until }</b>, списание повторится. «Моя карта» в /plan позволяет указать другую.
subscription-on = ✅ Подписка { $tier } продолжается. Оплачена до <b>{ $until }</b>.
trial-started =
    🎁 <b>{ $tier } ваш до { $until }</b>, бесплатно. Без Stars, ничего не продлевается, отменять нечего.
    Кнопка открывает канал; /plan показывает, сколько осталось.
trial-used = Пробный период — для новичков, один раз и до всего остального. /plan покажет, что у вас есть, /subscribe — что можно купить.
return-ask = Вернуть покупку? Вся сумма { $amount } вернётся к вам, её время сразу закончится, подписка отменится. Это можно сделать один раз.
return-begun = ↩️ Ваш платёж возвращается. Напишу, когда всё будет готово.
return-too-late = Эту покупку здесь уже не вернуть. Отправьте /paysupport, и её посмотрит человек.
reminder = ⏳ Ваш <b>{ $tier }</b> закончится через { $left }, <b>{ $until }</b>. Сам он не продлится; одно нажатие добавит ещё.
reminder-ended = Ваш тариф закончился { $time }. Всё из Free остаётся; одно нажатие вернёт остальное.
card-link =
    💳 Кнопка открывает страницу оплаты картой. Она именно ваша: сработает один раз, в течение получаса, никому её не передавайте.
    Оплатив, возвращайтесь сюда: канал откроется сам.
card-portal = 💳 Кнопка открывает страницу, где можно сменить карту, отменить подписку и найти чеки. Никому её не передавайте.
card-not-offered = 💳 Сейчас оплаты картой здесь нет. Всё продаётся за Stars: /subscribe.
redeem-usage = 🎟 Отправьте <code>/redeem</code> и ваш код.
coupon-refused = 🎟 { $code ->
    [over] Срок действия кода истёк.
    [used-up] Этот код уже использован столько раз, сколько можно.
    [used-by-you] Вы уже использовали этот код.
    [not-for-you] Сейчас этот код вам не подходит: он может быть для новых пользователей или для тех, у кого уже был план.
    [other-plan] К этому плану код не подходит.
   *[unknown] Код <code>{ $word }</code> мне не известен или больше не действует.
}
coupon-given = 🎁 <b>{ $days } { $tier }</b> — ваши, бесплатно. Ничего не продлевается.
coupon-given-until = 🎁 <b>{ $days } { $tier }</b> — ваши, бесплатно: доступ до <b>{ $until }</b>. Ничего не продлевается.
coupon-given-later = 🎁 <b>{ $days } { $tier }</b> — ваши, бесплатно. Подписка продолжается, поэтому дни сохранены и начнутся, когда она закончится.
coupon-cheaper = 🎟 <b>{ $code }</b>: { $gift } в первый раз. Выберите план с разовой оплатой:
coupon-held = 🎟 С кодом <b>{ $code }</b>, { $gift } в первый раз, этот тариф стоит <b>{ $price }</b>, разово.
coupon-terms = 🎟 <b>{ $code }</b>: { $gift } в первый раз. Перед первой оплатой примите, пожалуйста, условия { $version }; счёт будет с этой ценой.
coupon-invoice = С кодом { $code }. Разовая оплата; закончится само, ничего не продлевается.
coupon-win-back = 👋 Ваш план закончился некоторое время назад. Код <code>{ $code }</code> — для вас: { $gift }. Отправьте <code>/redeem { $code }</code>.
coupon-percent = скидка { $percent }
coupon-fixed = скидка { $stars } или { $dollars } при оплате картой
coupon-days = { $tier }: { NUMBER($days) ->
    [one] { NUMBER($days) } день
    [few] { NUMBER($days) } дня
   *[other] { NUMBER($days) } дней
}

# /partner: affiliate and introducing-broker programmes
partners-none = Сейчас здесь нет партнёрских программ.
partners-not-here = Там, где вы живёте, партнёрских программ нет.
partners-title =
    🤝 <b>Партнёры</b>
    Где можно открыть счёт по нашей ссылке. Выберите:
partner-country = 🌍 Такие программы разрешены не везде. Где вы живёте? Я спрашиваю один раз.
partner-title = 🤝 <b>{ $title }</b>
partner-reward = { $on ->
    [registration] <b>{ $duration } { $tier }</b> бесплатно, как только вы откроете там счёт по нашей ссылке.
    [trade] <b>{ $duration } { $tier }</b> бесплатно, как только вы откроете там счёт по нашей ссылке и совершите сделку.
    [withdrawal] <b>{ $duration } { $tier }</b> бесплатно, как только вы откроете там счёт по нашей ссылке, поторгуете и выведете деньги.
   *[deposit] <b>{ $duration } { $tier }</b> бесплатно, как только вы откроете там счёт по нашей ссылке и пополните его.
}
partner-conflict = { $on ->
    [registration] <i>Оператор этого бота зарабатывает, когда вы открываете счёт у { $title }. Это конфликт интересов: сигнал — не повод его открывать.</i>
    [trade] <i>Оператор этого бота зарабатывает, когда вы торгуете у { $title }. Это конфликт интересов: сигнал — не повод торговать больше.</i>
    [withdrawal] <i>Оператор этого бота зарабатывает на вашем счёте у { $title }. Это конфликт интересов: сигнал — не повод торговать больше.</i>
   *[deposit] <i>Оператор этого бота зарабатывает, когда вы вносите деньги у { $title }. Это конфликт интересов: сигнал — не повод вносить больше.</i>
}
partner-steps =
    1. Откройте счёт по кнопке ниже: иначе { $title } не узнает, что вы пришли отсюда.
    2. Пришлите мне свой UID оттуда. Пароль и ключ мне не нужны, и никто из нас их не спрашивает.
partner-own-claim = { $state ->
    [confirmed] ✅ UID <code>{ $uid }</code>: подтверждён
    [rejected] ✖ UID <code>{ $uid }</code>: там не значится пришедшим по нашей ссылке
    [expired] ⌛ UID <code>{ $uid }</code>: вовремя никто не подтвердил
   *[pending] ⏳ UID <code>{ $uid }</code>: ждёт подтверждения
}
partner-ask-uid =
    🤝 Пришлите свой UID у { $title } одним сообщением. Он указан в вашем кабинете там, обычно под именем или в профиле.
    /cancel — отменить.
partner-bad-uid = Это не UID: от 3 до 32 букв и цифр. Попробуйте ещё раз или /cancel.
partner-claim = { $outcome ->
    [confirmed] ✅ { $title } знает UID <code>{ $uid }</code> как пришедший по нашей ссылке.
    [rejected] ✖ { $title } не знает UID <code>{ $uid }</code> как пришедший по нашей ссылке. Их список запаздывает: если вы только что открыли счёт, пришлите его через час. Если считаете это ошибкой, напишите в /support.
    [taken] ✖ UID <code>{ $uid }</code> уже назвал здесь другой человек. Если он ваш, напишите в /support.
    [too-many] ✖ Сегодня вы назвали много UID. Попробуйте завтра или напишите в /support.
    [expired] ⌛ За месяц { $title } не подтвердил UID <code>{ $uid }</code>, больше я не жду. Можно прислать его снова.
   *[pending] ⏳ Записал: UID <code>{ $uid }</code>. Как только { $title } подтвердит, что вы пришли по нашей ссылке, я сообщу. Это может занять несколько дней.
}
partner-granted = 🎁 <b>{ $duration } { $tier }</b> ваши, бесплатно: { $title } подтвердил ваш счёт. Ничего не продлевается.
partner-revoked = ↩️ { $title } отозвал то, что сообщил о вашем счёте, поэтому бесплатные дни за него заканчиваются.
button-partner = 🤝 { $title }
button-partner-link = ↗️ Открыть счёт у { $title }
button-trade-at = ↗️ Торговать у { $title }
button-partner-uid = 🔢 Счёт есть: мой UID
button-partners = ◀️ Все партнёры
command-partner = Бесплатные дни от партнёра
