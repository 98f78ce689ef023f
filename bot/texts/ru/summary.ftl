summary-day = 📋 <b>Итоги { $day }</b> (UTC)
summary-week = 📋 <b>Итоги недели { $from } – { $to }</b> (UTC)
summary-posted = Опубликовано здесь: <b>{ NUMBER($posted) }</b> { NUMBER($posted) ->
    [one] сигнал
    [few] сигнала
   *[other] сигналов
} на { NUMBER($closes) } { NUMBER($closes) ->
    [one] закрытии
   *[other] закрытиях
} свечей ({ $pairs })
summary-none = Здесь ничего не публиковалось.
summary-exits = { NUMBER($count) } { NUMBER($count) ->
    [one] позиция закрыта
    [few] позиции закрыты
   *[other] позиций закрыто
} после нескольких дней: считаются по результату выхода
summary-net = По планам, после издержек: в среднем <b>{ $mean }</b> на сигнал, с уверенностью 95 % от { $low } до { $high }
summary-net-few = По планам, после издержек: в среднем <b>{ $mean }</b> на сигнал; слишком мало, чтобы отличить от удачи
summary-verdict = { $verdict ->
    [gain] Больше, чем объясняет удача.
    [loss] Убыток, который невезением не объяснить.
   *[luck] Не доказано, что это больше, чем удача.
}
summary-won = В плюсе: <b>{ NUMBER($won) } из { NUMBER($counted) }</b> ({ $share })
summary-win = Средняя прибыль { $win }
summary-loss = Средний убыток { $loss }
summary-left-out = Выше не учтено:
summary-open = • ещё открыто: { NUMBER($count) }
summary-void = • без результата, свеча не пришла: { NUMBER($count) }
summary-held-back = • решено, но не опубликовано (для сведения, не стоит сделки): { NUMBER($count) }
summary-too-late = • не опубликовано, уже не новость: { NUMBER($count) }
summary-failed = • точно не опубликовано, Telegram не принял или не ответил: { NUMBER($count) }
summary-foot = <i>Все они входят в статистику: /track. Не совет; прошлое не обещает будущего. /terms</i>
