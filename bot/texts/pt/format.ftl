percent = { $value } %
amount-stars = { NUMBER($stars) } Stars
interval = [{ $low }; { $high }]
duration = { $unit ->
    [seconds] { $count } s
    [minutes] { $count } min
    [hours] { $count } h
   *[days] { $count } dias
}
left = faltam { $duration }
left-hours-minutes = faltam { $hours } { $minutes }
ended-now = acabou agora
ended-ago = acabou há { $duration }
later = { $duration } depois
later-on = { $duration } depois em { $timeframe }
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
list = { $items } e { $last }
list-more = { $items } e mais { NUMBER($more) }
quoted = “{ $words }”
that = isso
