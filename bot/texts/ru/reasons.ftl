reason-no-candle = свечей ещё нет
reason-level-changed = { $candlesAgo ->
    [0] в последней свече
   *[other] { NUMBER($candlesAgo, useGrouping: 0) } св. назад
} цена сменила уровень ({ $ratio }): другая единица или другой рынок
reason-candles-missing = в окне анализа не хватает { $share } свечей
reason-candles-revised = { $share } свечей окна анализа позже исправлены
reason-newest-reaches-far = размах последней свечи — { $ranges } средних
reason-newest-reaches-over = размах последней свечи — больше { $ranges } средних
reason-price-still = { $share } из последних { NUMBER($candles, useGrouping: 0) } свечей без движения
reason-untraded = { $share } из последних { NUMBER($candles, useGrouping: 0) } свечей без сделок
reason-newest-late = последняя свеча опоздала на { $duration }
reason-newest-stale = последняя свеча на { $duration } старше, чем должна быть
reason-market-closes = после этой свечи рынок закрыт
reason-paused = остановлен оператором
reason-decided-too-late = прогнозируемая свеча закончилась раньше, чем можно было решить
reason-no-model = для этого рынка нет модели
reason-too-few-candles = нужно не меньше { NUMBER($need, useGrouping: 0) } свечей, есть { NUMBER($have, useGrouping: 0) }
reason-no-score = модель не дала оценки последней свечи
reason-worse-than-base-rate = на { NUMBER($candles, useGrouping: 0) } свечах вероятности были хуже базовых, с шансами { NUMBER($odds, maximumFractionDigits: 0) } к 1; публикация вернётся при { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } к 1 в их пользу
reason-worse-than-base-rate-earlier = вероятности были хуже базовых; публикация вернётся при шансах { NUMBER($oddsToSpeak, maximumFractionDigits: 0) } к 1 в их пользу
reason-model-damaged = модель { $version } повреждена, и ни одну из прежних прочитать нельзя
reason-model-stale = модель обучена по данным { NUMBER($ageDays, useGrouping: 0) } дн. назад, и лучшая с тех пор не прошла проверку
