why-title = 🔎 <b>Почему { $side } { $symbol }</b> · { $timeframe } · свеча закрыта { $time }
why-chance = Вероятность, что следующая свеча закроется выше: <b>{ $chance }</b>. Без всяких знаний было бы { $start }. Что прибавило ▲ или отняло ▼:
why-part = { $mark } <b>{ $points }</b>
why-rest = { $mark } { $points } всё остальное
why-differs = В сигнале было { $chance }: с тех пор свечи, из которых он сделан, изменились.
why-how = Жирные числа ведут от { $start } к { $chance }. «Такие»: самые похожие среди { NUMBER($cases) } прежних свечей; после любой из них рост был { $share } раз из 100. Это то, что прочла модель, а не то, что двигало рынок. Модель <code>{ $version }</code>
why-usage = Укажите сигнал: <code>/why a1b2c3d4e5</code>. Номер стоит в каждом сигнале; под графиком есть кнопка.
why-no-model = Модель, давшая этот сигнал, больше не хранится, поэтому сказать, что на него повлияло, я не могу.
why-no-candles = Свечи, из которых сделан этот сигнал, хранятся уже не все, поэтому сказать, что на него повлияло, я не могу.
why-followed = ; { $after ->
    [at-hour] в этот час
    [weekday] в этот день
    [days] после таких дней
    [past] за всю историю
    [hours] после таких часов
   *[candles] после таких свечей
} рост { $share } раз из 100
why-followed-few = ; { $after ->
    [at-hour] в этот час
    [weekday] в этот день
    [days] после таких дней
    [past] за всю историю
    [hours] после таких часов
   *[candles] после таких свечей
} рост { NUMBER($rises) } раз из { NUMBER($cases) } (мало случаев: от { $low } до { $high } из 100)
why-too-few = ; таких случаев слишком мало
why-move = { $way ->
    [up] рост { $size }
    [down] падение { $size }
   *[still] без движения
}
why-span = { $timeframe ->
    [m1] минуту
    [m5] пять минут
    [m15] четверть часа
    [m30] полчаса
    [h1] час
    [h4] четыре часа
   *[d1] день
}
why-last-move = { $name } за { $span }: { $move }
why-last-move-usual = { $name } за { $span }: { $move }, в { $times } раза от обычного
why-earlier-moves = за { $span } до последней свечи: { $move }
why-trend = за { $span }: { $move }
why-candle-close = свеча закрылась на { $share } пути от минимума к максимуму
why-price-place = { $name } на { $share } пути от минимума к максимуму за { $span }
why-swings = движения за { $span } в { $times } раза от обычных
why-volume = объём в { $times } раза от обычного
why-takers = { $share } объёма — рыночные покупки
why-spread = спред { $size }
why-spread-usual = спред { $size }, в { $times } раза от обычного
why-hour = следующая свеча откроется в { $time } UTC, по вашему времени <tg-time unix="{ $unix }" format="t">{ $time } UTC</tg-time>
why-weekday = день открытия следующей свечи: { $day }
why-day = { $day ->
    [monday] понедельник
    [tuesday] вторник
    [wednesday] среда
    [thursday] четверг
    [friday] пятница
    [saturday] суббота
   *[sunday] воскресенье
}
why-same-time = вчера в это же время: { $move }
why-leader = биткоин за то же время: { $move }
why-peers = другие рынки за то же время в среднем: { $move }
why-path = в конце свечи цена { $way ->
    [up] выросла на { $share } её размаха
    [down] упала на { $share } её размаха
   *[still] стояла на месте
}
why-funding = держать ставку на рост { $way ->
    [up] стоит { $size } (фандинг)
    [down] приносит { $size } (фандинг)
   *[still] ничего не стоит (фандинг)
}
why-long-short = на каждый счёт в шорте — { $times } в лонге
why-fear-greed = индекс страха и жадности: { $index } из 100
why-this-market = { $name } отличается от других рынков
why-chosen = выбранные здесь индикаторы: { $names }
why-unread = { $family }
why-family = { $family ->
    [last-move] ход последней свечи
    [earlier-moves] ходы до неё
    [day-trend] тренд за { $day }
    [week-trend] тренд за { $week }
    [candle-close] где закрылась свеча
    [day-place] место в размахе за { $day }
    [week-place] место в размахе за { $week }
    [swings] величина движений
    [volume] объём торгов
    [takers] кто торопился
    [spread] спред
    [hour] час
    [weekday] день недели
    [same-time] вчера в это время
    [leader] биткоин
    [peers] другие рынки
    [path] конец свечи
    [funding] ставка фандинга
    [long-short] сколько в лонге
    [fear-greed] страх и жадность
    [this-market] какой это рынок
   *[chosen] выбранные индикаторы
}
why-times = { $times } × обычного
why-utc = { $time } UTC
why-bar = { $family }: { $value }
why-bar-rest = всё остальное
why-bar-chance = вероятность роста: { $start } → { $chance }
why-bar-title = Почему { $side } { $symbol } { $timeframe }?
why-bar-closed = свеча закрыта { $time }
