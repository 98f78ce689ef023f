percent = { $value } %
amount-stars = { NUMBER($stars) } Stars
interval = [{ $low }; { $high }]
duration = { $unit ->
    [seconds] { $count } s
    [minutes] { $count } min
    [hours] { $count } h
   *[days] { $count } días
}
left = quedan { $duration }
left-hours-minutes = quedan { $hours } { $minutes }
ended-now = acaba de terminar
ended-ago = terminó hace { $duration }
later = { $duration } más tarde
later-on = { $duration } más tarde en { $timeframe }
date = { $day }/{ $month }/{ $year }
month-and-day = { $day }/{ $month }
day-of-month = { $day } { $month }
time-of-day = { $hour }:{ $minute }
day-and-time = { $day } { $time } UTC
time-utc = { $time } UTC
date-and-minute = { $day }/{ $month }/{ $year } { $hour }:{ $minute } { $zone }
date-and-second = { $day }/{ $month }/{ $year } { $hour }:{ $minute }:{ $second } { $zone }
span = { $from }–{ $to } UTC
span-with-date = { $date } { $from }–{ $to } UTC
list = { $items } y { $last }
list-more = { $items } y { NUMBER($more) } más
quoted = «{ $words }»
that = eso
