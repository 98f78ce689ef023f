track-title = 📊 <b>Статистика</b> · все рынки
track-title-of = 📊 <b>Статистика</b> · { $symbol }
track-empty = Ни один сигнал ещё не завершён. Статистика наполняется сама, свеча за свечой, с убыточными.
track-span = { $from } – { $to }
track-published = <b>Все сигналы, по опубликованному плану, после издержек</b>
track-direction = <b>Только направление</b>, до издержек
track-counts = Сигналов { NUMBER($signals) }, закрытий { NUMBER($closes) }
track-net = <b>{ $average }</b> на сигнал (95 %: от { $low } до { $high })
track-net-alone = <b>{ $average }</b> на сигнал
track-won = { $share } { $interval } в плюсе: в среднем { $win }, остальные { $loss }
track-touched = По стопу { NUMBER($stopped) }, по цели { NUMBER($target) }
track-worth = Стоят сделки
track-worth-net = <b>Стоят сделки</b>: <b>{ $average }</b> на сигнал (95 %: от { $low } до { $high }), { NUMBER($signals) } на { NUMBER($closes) } закрытиях; { NUMBER($left) } не учтено, они для сведения
track-worth-none = <b>Стоят сделки</b>: пока ни одного
track-equity = Счёт, который за ними следовал: { $result }, максимальная просадка { $fall }
track-not-shown = ⚠️ Пока не доказано, что издержки окупаются.
track-information = Для сведения
track-unreached = Никто не получил вовремя
track-windows = <b>По времени</b>, по плану после издержек
track-last = за { $days } дн.
track-line = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: { $average } на сигнал, { NUMBER($signals) } на { NUMBER($closes) } закрытиях
track-line-none = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: не оценено ({ NUMBER($signals) } на { NUMBER($closes) } закрытиях)
track-scored = <b>Все оценённые свечи</b>, отправленные и нет
track-markets = <b>По рынкам</b>, опубликованное
track-explained = <i>По плану: вход по следующему открытию, выход по стопу, цели или горизонту, что раньше; если в одной свече и то и другое — стоп. В скобках: интервал 95 %; сигналы одного закрытия — одна ставка. Никто по этим результатам за вас не торговал; прошлое не обещает будущего.</i>
track-right = верно { NUMBER($count) }
track-wrong = мимо { NUMBER($count) }
track-flat = в ноль { NUMBER($count) }
track-void = не засчитано { NUMBER($count) }
track-accuracy = Точность <b>{ $accuracy }</b> { $interval }
track-accuracy-none = Точность: пока нечего считать
track-reversal = Правило разворота на тех же свечах: { $accuracy }
track-average = в среднем { $average }, до издержек
track-average-sides = в среднем { $average }: { $right } когда верно, { $wrong } когда мимо
track-verdict-early = Сравнивать рано.
track-verdict-few = ⚠️ Учтено только { NUMBER($counted) }: меньше { NUMBER($few) }, удача весит больше умения.
track-verdict-better = ✅ Весь интервал выше простого правила разворота.
track-verdict-worse = ❌ Хуже простого правила разворота.
track-verdict-same = ➖ Пока не доказано, что лучше простого правила разворота.
track-more = и ещё { NUMBER($more) }: смотрите страницы пар ниже
track-series-none = { $market }: пока ничего не завершено
track-series = { $market }: { $net } на сигнал по плану; { $accuracy } { $interval } верно из { NUMBER($counted) }
calibration-title = 🎯 <b>Сбываются ли вероятности?</b> · { $market }
calibration-all = все рынки
calibration-empty = Пока ничего не оценено. Каждая свеча добавляет одну оценку, был сигнал или нет.
calibration-rows = Оценено свечей до того, как стал известен исход: { NUMBER($rows) }, с { $from } по { $to }.
calibration-error = Заявленное и сбывшееся расходятся в среднем на <b>{ $error }</b>, по десяти равным группам.
calibration-chance = При точных вероятностях одна случайность даёт до { $upper } (в 95 случаях из 100): { $verdict ->
    [within] признаков ошибки нет
   *[beyond] больше, чем объясняет случайность: вероятности неточны
}.
calibration-accuracy = Угадано: <b>{ $accuracy }</b> { $interval }; правило разворота на тех же свечах: { $reversal }
calibration-accuracy-alone = Угадано: <b>{ $accuracy }</b> { $interval }
calibration-confident = Самые уверенные { $share }: <b>{ $accuracy }</b> { $interval } из { NUMBER($count) }
calibration-explained = <i>На пунктире вероятность 55 % сбывается в 55 из 100. В скобках и отрезками: интервал 95 %.</i>
equity-title = 📈 <b>Стоит сделки, сложено</b> · { $market }
equity-all = все рынки
equity-empty = Ни один сигнал, который стоил сделки, ещё не завершён.
equity-line = { $family ->
    [swing] Свинг
   *[next-candle] Следующая свеча
}: <b>{ $result }</b> всего, максимальная просадка { $fall }, { NUMBER($count) } { $count ->
    [one] сигнал
    [few] сигнала
   *[other] сигналов
}
equity-explained = <i>Каждый результат по опубликованному плану и после издержек, сложен с одной и той же ставкой. Ниже: насколько было ниже максимума. Прошлое не обещает будущего.</i>

# The history as a file
history = 🗂 Сигналов: { NUMBER($count) }, с { $from }, включая убыточные, как они вам уже доступны: что было опубликовано, когда и чем кончилось. Время UTC; результаты по плану после указанных издержек. Результаты гипотетические: никто за вас не торговал, и прошлое не обещает будущего.
history-empty = За последние 12 месяцев сигналов ещё нет.
