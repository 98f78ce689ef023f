chart-level = { $level ->
    [target] Цель
    [entry] Вход
    [stop] Стоп
    [last] Цена
    [horizon] Закр.
   *[exit] Выход
}
chart-side = { $side ->
    [BUY] ▲ BUY
   *[SELL] ▼ SELL
}
chart-closed = Свеча закрыта { $time } · { $exchange }
chart-disclaimer = Время UTC. Расчёт модели, не совет.
chart-watermark = { $source ->
    [recorded] ЗАПИСЬ
   *[simulated] СИМУЛЯЦИЯ
}
chart-columns = столбец — { NUMBER($candles) } св.
chart-open = Открыт до закрытия следующей свечи
chart-swing = свинг
chart-swing-open = { $state ->
    [held] Открыт, держим до сигнала на выход
   *[left] Выход объявлен, результат позже
}
chart-outcome = { $outcome ->
    [right] ВЕРНО
    [wrong] МИМО
    [flat] НОЛЬ
   *[void] НЕ ЗАСЧИТАН: свеча не пришла
}
chart-result = { $touched ->
    [stop] ✘ Стоп: { $net } после издержек
    [target] ✔ Цель: { $net } после издержек
    [horizon] До горизонта: { $net } после издержек
   *[exit] Выход: { $net } после издержек
}
chart-rule = правило { $percent }
chart-hold = держать { $percent }
chart-net = итог { $percent }
chart-cost = при издержках { $bps } б.п. за сторону
chart-cost-spread = после спреда, котируемого или по часам
chart-backtest-title = { $symbol } · { $timeframe } · дней: { $days }
chart-backtest-span = Правило сигналов на истории, { $from } – { $to }
chart-trades = Сделок: { $trades }, { $cost }
chart-out-of-sample = Вне выборки: { $source }
chart-live = прогнозы, сохранённые вживую
chart-walk = { $kind }, walk-forward
chart-live-and-walk = вживую, до этого { $kind }, walk-forward
chart-backtest-disclaimer = Время UTC. Прошлое ничего не обещает.
chart-drawdown = просадка
chart-market-closed = { $time } · { $exchange }
chart-columns-shown = Свечей: { NUMBER($candles) }
chart-market-none = Открытых сигналов нет
chart-market-open = Открыто: { $signals }
chart-calibration-title = Заявлено и сбылось · { $market }
chart-calibration-all = все рынки
chart-calibration-span = Оценено свечей: { NUMBER($rows) }, { $from } – { $to }
chart-calibration-error = Среднее отклонение { $error }
chart-calibration-empty = Пока нечего оценивать
chart-calibration-stated = Заявленная вероятность роста →
chart-calibration-seen = ↑ Доля выросших, с интервалом 95 %
chart-calibration-foot = Пунктир: как заявлено. Расчёт модели, не совет.
chart-equity-title = Стоит сделки · { $market }
chart-equity-all = все рынки
chart-equity-about = Итоги по плану, сложенные, ставка одна и та же
chart-equity-line = { $family ->
    [swing] Свинг
   *[next-candle] Следующая свеча
} { $result }, просадка { $fall }, { NUMBER($count) } { $count ->
    [one] сигнал
    [few] сигнала
   *[other] сигналов
}
chart-equity-drawdown = Ниже максимума
chart-equity-foot = После издержек. Расчёт модели, не совет.
