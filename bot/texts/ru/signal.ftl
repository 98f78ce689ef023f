signal-disclaimer = Расчёт модели Analyser, не совет. В торговле можно потерять всё вложенное. Прошлые результаты не обещают будущих.
signal-hypothetical = У гипотетических и смоделированных результатов есть ограничения. В отличие от реальных, они не отражают настоящую торговлю.
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · уверенность <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>стоит сделки</b>
    [unproven] <b>стоит сделки</b>, пока не доказано
   *[information] для сведения
}
signal-head-settled = <b>{ $side } { $symbol }</b> · { $timeframe } · { $confidence } · { $verdict ->
    [worth] <b>стоит сделки</b>
    [unproven] <b>стоит сделки</b>, пока не доказано
   *[information] для сведения
}
signal-result = { $end ->
    [stop] ⛔ <b>СТОП</b>
    [target] 🎯 <b>ЦЕЛЬ</b>
    [exit] 🚪 <b>ВЫХОД</b>
    [right] ✅ <b>ВЕРНО</b>
    [wrong] ❌ <b>МИМО</b>
    [flat] ➖ <b>НОЛЬ</b>
   *[void] ⚪ <b>НЕ ЗАСЧИТАН</b>
}
signal-result-mark = { $end ->
    [stop] ⛔
    [target] 🎯
    [exit] 🚪
    [right] ✅
    [wrong] ❌
    [flat] ➖
   *[void] ⚪ не засчитан
}
signal-result-net = <b>{ $net }</b> после издержек
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = Свеча закрыта <b>{ $time }</b> на { $exchange }
signal-recorded = ⏪ <b>Записанные свечи, повтор</b>
signal-recorded-more = Записанные свечи, повтор: прошлые цены на ускоренных часах
signal-simulated = 🧪 <b>СИМУЛЯЦИЯ</b>: цены выдуманы
signal-simulated-more = Симуляция рынка: торговать здесь нечем
signal-entry = Вход <code>{ $price }</code> · до сигнала на выход
signal-entry-until = Вход <code>{ $price }</code> · до { $until }
signal-levels = Стоп <code>{ $stop }</code> · цель <code>{ $target }</code>
signal-level-stop = Стоп <code>{ $stop }</code>
signal-left = Вход { $from }, выход { $to } в { $time } UTC
signal-plan = Вход около { $entry } по следующему открытию · Стоп { $stop } ({ $stopDistance }) · Цель { $target } ({ $targetDistance }) · до { $time }
signal-plan-stop = Вход около { $entry } по следующему открытию · Стоп { $stop } ({ $stopDistance }) · до { $time }
signal-left-more = Выход до { $time }: { $gross } до издержек
signal-worth = Ожидание { $value } при издержках { $cost }
signal-not-worth = Ожидание { $value } против издержек { $cost }: направление вероятно, <b>но сделки не стоит</b>
signal-your-cost = При ваших издержках { $cost } за круг (/cost)
signal-value-unknown = Направление вероятно, <b>но сделки не стоит</b> при издержках { $cost }: прошлые ожидания могли не оправдаться
signal-not-shown = ⚠️ Что такие сигналы окупают издержки, пока не доказано
signal-one-bet = Один из { NUMBER($count) }, все { $side }: <b>это одна ставка</b>
signal-one-of = Один из { NUMBER($count) } на этом закрытии
signal-record-net = После издержек: { $net } на сигнал ({ NUMBER($signals) })
signal-record-net-more = Статистика: { $net } на сигнал по плану после издержек, сигналов { NUMBER($signals) }, закрытий { NUMBER($closes) }
signal-record-none = Статистика: завершённых сигналов ещё нет
signal-record-none-of = Статистика { $of }: завершённых сигналов ещё нет
signal-record = Статистика: <b>{ $accuracy }</b> { $interval } верно из { $decided } (интервал 95 %)
signal-record-of = Статистика { $of }: <b>{ $accuracy }</b> { $interval } верно из { $decided } (интервал 95 %)
signal-record-reversal = Статистика: <b>{ $accuracy }</b> { $interval } верно из { $decided } (интервал 95 %; ставка против прошлой свечи: { $reversal })
signal-record-reversal-of = Статистика { $of }: <b>{ $accuracy }</b> { $interval } верно из { $decided } (интервал 95 %; ставка против прошлой свечи: { $reversal })
signal-sent = Отправлено { $time }, через { $delay } после закрытия
signal-end = { $command } · не совет · /terms
signal-end-link = <a href="{ $link }">График и детали</a> · не совет · /terms
signal-outcome = { $outcome ->
    [right] ✅ <b>ВЕРНО</b>
    [wrong] ❌ <b>МИМО</b>
    [flat] ➖ <b>НОЛЬ</b>: свеча закрылась там же, где открылась; не считается ни верным, ни ошибкой
   *[void] ⚪ <b>НЕ ЗАСЧИТАН</b>: следующая свеча не пришла, сигнал не оценивается
}
signal-moved = Свеча прошла { $open } → { $close } ({ $move }): <b>{ $gain }</b> для этого { $side }, до издержек
swing-head = { $mark } <b>{ $side } { $symbol }</b> · свинг, на дни · { $verdict ->
    [worth] <b>стоит сделки</b>
   *[information] для сведения
}
swing-head-settled = <b>{ $side } { $symbol }</b> · свинг · { $verdict ->
    [worth] <b>стоит сделки</b>
   *[information] для сведения
}
swing-line = { $mark } <b>{ $side } { $symbol }</b> свинг
swing-worth = <b>Стоит сделки</b> при издержках { $cost } за сторону: показано прошлым после этих издержек
swing-information = <b>Для сведения</b>: прошлое пока не показало, что это больше издержек { $cost } за сторону
swing-entry = Вход по следующему открытию, около <code>{ $price }</code>
swing-stop = Стоп <code>{ $price }</code> ({ $distance }) · размер { $size }
swing-held = Без цели; держим до сигнала на выход
swing-plan = Свеча закрыта { $time } на { $exchange }. Вход по следующему открытию, около { $price }; стоп { $stop } ({ $distance }), по закрытиям 4 ч; без цели
swing-size = Размер: не больше { $size } счёта, чтобы стоп стоил { $risk }
swing-expect = { NUMBER($entries) } входов в год на монету; { NUMBER($won) } из 10 в плюсе, средняя прибыль в { NUMBER($ratio) } раза больше среднего убытка; { NUMBER($losses) } убытков подряд — норма ({ $past }, после издержек)
swing-rule = Правило: вход, когда сила тренда выше { $enter }, выход, когда ниже { $leave }, или по стопу ({ $version }).
swing-trim = ✂️ <b>Продать { $share }</b> · { $side } { $symbol }, свинг от { $day }
swing-trim-how = По следующему открытию, около <code>{ $price }</code>
swing-trim-stop = Стоп остаётся на <code>{ $stop }</code>
swing-trim-why = Цена ушла на { $gain } от прошлого шага: продаём столько, чтобы позиция несла исходный риск.
swing-leave = ⏹ <b>Выход сейчас</b> · { $side } { $symbol }, свинг от { $day }
swing-leave-price = Всё по следующему открытию, около <code>{ $price }</code>
swing-leave-how = От входа до сих пор: <b>{ $gain }</b> до издержек
swing-leave-stop = Свеча закрылась на { $price }, за стопом { $stop }. Результат появится в сообщении о входе.
swing-leave-faded = Тренд выдохся; свеча закрылась на { $price }. Результат появится в сообщении о входе.
swing-trimmed = ✂️ { $share } продано { $day }, около <code>{ $price }</code>
swing-trimmed-more = { $share } продано { $time }, около { $price }
swing-left = ⏹ Выход объявлен; результат позже
swing-left-more = Выход объявлен { $time }; результат — когда закроется следующая свеча
swing-outcome = { $outcome ->
    [right] ✅ <b>ПРИБЫЛЬ { $result }</b>
    [wrong] ❌ <b>УБЫТОК { $result }</b>
   *[flat] ➖ <b>В НОЛЬ</b>
} после издержек за { $held }
swing-outcome-void = ⚪ <b>НЕ ЗАСЧИТАН</b> (цена сменила единицу, пока позиция держалась)
swing-filled = Вход <code>{ $entry }</code>, выход <code>{ $exit }</code>
swing-filled-more = Вход { $entry }, выход { $exit } ({ $how }): { $gain } до издержек
swing-filled-trimmed = Вход { $entry }, выход { $exit } в среднем, с ранее проданными частями ({ $how }): { $gain } до издержек
swing-how = { $touched ->
    [stop] по стопу
   *[exit] тренд выдохся
}
swing-state-held = ⏳ держим
swing-state-left = ⏹ выход объявлен
swing-why-title = 🔎 <b>Почему { $side } { $symbol }</b> · свинг от { $time }
swing-why-strength = Сила тренда <b>{ $strength }</b> из 1: среднее по пяти окнам. Для входа нужно больше { $enter }, ниже { $leave } позиция закрывается.
swing-why-up = ▲ { NUMBER($days) } дн.: рост { $move }, в { $times } раза от обычного хода
swing-why-down = ▼ { NUMBER($days) } дн.: падение { $move }, в { $times } раза от обычного хода
swing-why-usual = Обычный ход — одно стандартное отклонение: { $daily } в день за последние пять месяцев.
close-head = <b>Сигналов: { NUMBER($count) }</b> · { $timeframe } · свеча закрыта <b>{ $time }</b>
close-line = { $mark } { $side } <a href="{ $link }">{ $symbol }</a> { $confidence } · { $verdict ->
    [worth] стоит сделки
    [unproven] стоит сделки, пока не доказано
   *[information] для сведения
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] стоит сделки
    [unproven] стоит сделки, пока не доказано
   *[information] для сведения
} · { $command }
close-swing = свинг
close-not-shown = ⚠️ Пока не доказано, что такие сигналы окупают издержки
close-outcome = { $outcome } · <b>{ $symbol }</b>
repeat-signal = 🔁 <i>Возможно, повтор сигнала { $id }: первая попытка осталась без ответа</i>
inline-title = { $mark } { $side } { $symbol } { $timeframe } · { $state }
inline-about = { $time } · { $confidence }
inline-none = Публичного сигнала по этому ещё нет
inline-open = Открыть бота
group-leave = В группах я не остаюсь. Напишите @{ $bot } и пару, например btc, в любом чате — и получите последний публичный сигнал; всё остальное — в нашем личном чате.
channel-about-unsold = Для тарифа { $title }, ещё не продаётся.
channel-about-posts = { $posts ->
    [worth] Сигналы, которые стоят сделки после издержек; остальные в боте.
   *[all] Все сигналы, и для сведения, и убыточные.
}
channel-about-at-once = В момент закрытия свечи.
channel-about-later = Через { $candles } св. после закрытия, свинг — { $days } дн.
channel-about-cost = Издержки: { $cost } за сторону.
channel-about-cost-stated = Издержки: монеты { $cost } за сторону, валюты — спред.
channel-about-not-shown = Окупаемость не доказана: { $families }.
channel-about-family = { $family ->
    [swing] свинг
   *[next-candle] { $assets ->
        [crypto] монеты
        [forex] валюты
       *[metal] металлы
    }
}
channel-about-not-advice = Не совет.
