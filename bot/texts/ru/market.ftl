market-from-file = файл
market-note = ⏪ Рынок: { $note }.
sandbox-redated = { $symbol } — { $year } год, даты сдвинуты на { $years ->
    [one] { $years } год
    [few] { $years } года
   *[other] { $years } лет
} { $direction ->
    [later] вперёд
   *[earlier] назад
}
sandbox-replay = { $source ->
    [live] недавние свечи, повтор со скоростью { $speed }×, затем вживую
    [recorded] записанные свечи, повтор со скоростью { $speed }×
   *[simulated] СИМУЛЯЦИЯ рынка со скоростью { $speed }×: её итоги ничего не говорят о настоящем
}
sandbox-replay-redated = { $note } ({ $redated })
signals-title = 📈 <b>Сигналы</b>, сначала новые
signals-title-page = 📈 <b>Сигналы</b> · страница { NUMBER($page) }
signals-title-of = 📈 <b>Сигналы</b> · { $symbol }, сначала новые
signals-title-of-page = 📈 <b>Сигналы</b> · { $symbol } · страница { NUMBER($page) }
signals-delayed = У вас Free: те же сигналы, что в Pro, { $delay }.
signals-none = Сигналов пока нет. Большинство свечей их не даёт: модель говорит, только когда ей есть что сказать.
signals-none-such = Среди новых таких нет. Нажмите кнопку, чтобы расширить выбор.
signals-open = Открыто: { NUMBER($count) }, { $count ->
    [one] стоит первым
   *[other] стоят первыми
} в списке.
button-signals-state = { $state ->
    [open] ⏳ Открыты
    [right] ✅ Верно
    [wrong] ❌ Мимо
   *[any] Все сигналы
}
signals-hint = Нажмите номер, чтобы увидеть график и уровни.
signal-usage = Укажите какой: <code>/signal a1b2c3d4e5</code>. Номер стоит в каждом сигнале; в списке есть кнопки.
signal-unknown = Сигнала <code>{ $id }</code> нет. Номер — это не меньше 6 знаков 0–9 и a–f.
signal-later = Решение по той свече, сигнал или его отсутствие, доходит до Free в <b>{ $time }</b>. У Pro оно уже есть.
chart-missing = График сейчас не удалось нарисовать, поэтому сигнал словами.
predict-choose =
    🔮 <b>Прогноз следующей свечи</b>
    Выберите рынок или отправьте <code>/predict btc</code>:
predict-choose-timeframe =
    🔮 <b>{ $symbol }</b>
    Какая свеча?
predict-refused = { $code ->
    [unknown-symbol] За этой парой я не слежу.
    [unsupported-timeframe] Для этого таймфрейма модели нет.
    [no-model] Модель этого рынка ещё обучается. Попробуйте через минуту.
   *[bad-candles] В свечах этого рынка сейчас пропуск, поэтому я лучше промолчу, чем буду гадать.
}
prediction = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · уверенность <b>{ $confidence }</b>
prediction-leaning = { $mark } <b>{ $action } { $symbol }</b> · { $timeframe } · склоняется { $direction ->
    [up] вверх
   *[down] вниз
} · уверенность <b>{ $confidence }</b>
prediction-candle = Свеча <b>{ $span }</b>, { $left }
prediction-delayed = ⏳ У вас Free: о каждом закрытии вы узнаёте на { $delay } позже.
expected-value = Ожидаемый результат <b>{ $value }</b> после издержек
expected-value-unknown = Ожидаемый результат неизвестен, прошлые могли не оправдаться: <b>не стоит сделки</b>
expected-value-negative = Ожидаемый результат { $value } после издержек: <b>не стоит сделки</b>
data-quality = Качество данных { $mark } { $stamp }
data-quality-reasons = Качество данных { $mark } { $stamp }: { $reasons }
stamp = { $stamp ->
    [green] хорошее
    [amber] под вопросом
   *[red] плохое
}
model-version = Модель <code>{ $version }</code>
action = { $action ->
    [BUY] BUY
    [SELL] SELL
   *[HOLD] HOLD
}
pair-unknown = За { $asked } я не слежу. Я слежу за { $followed }.
pair-unknown-one = За { $asked } я не слежу. Может быть, <b>{ $near }</b>?
pair-unknown-several = За { $asked } я не слежу. Может быть, одна из этих?
pair-several = { $asked } — это может быть несколько рынков. Какой?
timeframe-unknown = <b>{ $symbol }</b> есть на { $followed }, но не на { $asked }.
words-unknown = Понял <b>{ $symbol }</b>, но не { $asked }. { $symbol } есть на { $followed }.
pair-mentioned = <b>{ $symbol }</b>, таймфрейм { $followed }. Что показать?
markets-title = 🗂 <b>За чем я слежу</b>
markets-title-page = 🗂 <b>За чем я слежу</b> · страница { NUMBER($page) } из { NUMBER($pages) }
markets-line = { $mark } <b>{ $symbol }</b> { $timeframe } · { $state ->
    [ok] свежие данные
    [closed] 🌙 закрыт
    [late] ⏳ задержка
    [paused] ⏸ пауза
   *[disabled] ⛔ отключён
} · { $model } · { $record }
markets-no-model = модели пока нет
markets-no-record = завершённых сигналов пока нет
markets-record = { $accuracy } { $interval } верно из { NUMBER($settled) }
status-title = 🩺 <b>Рынки и их данные</b>
status-title-page = 🩺 <b>Рынки и их данные</b> · страница { NUMBER($page) } из { NUMBER($pages) }
status-none = Пока ни за одним рынком не слежу.
status-marks = <i>🟢 в порядке · 🟡 под вопросом: вдвое меньше сигналов · 🔴 сигналов нет</i>
status-market = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange }
status-market-state = { $mark } <b>{ $symbol }</b> { $timeframe } · { $exchange } · { $state ->
    [closed] 🌙 закрыт
    [late] ⏳ задержка
    [paused] ⏸ пауза
   *[disabled] ⛔ отключён
}
status-no-candle = свечей ещё нет
status-candle = свеча { $time }, { $age } назад
status-counts = свечей { NUMBER($candles) } · пропусков { NUMBER($gaps) } · правок { NUMBER($revisions) }
market-chart-title = 📉 <b>{ $symbol } { $timeframe }</b> · цена { $price }
market-chart-open = Сейчас открыто:
market-chart-none = Открытых сигналов здесь нет.
market-chart-empty = Свечей { $symbol } у меня ещё нет. Они придут сами; /status покажет, сколько уже есть.
market-chart-missing = Картинку сейчас не удалось нарисовать.
market-chart-choose = 📉 <b>Какой график?</b>
