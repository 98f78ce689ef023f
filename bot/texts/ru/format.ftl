percent = { $value } %
amount-stars = { NUMBER($stars) } Stars
interval = [{ $low }; { $high }]
duration = { $unit ->
    [seconds] { $count } с
    [minutes] { $count } мин
    [hours] { $count } ч
   *[days] { $count } дн.
}
left = осталось { $duration }
left-hours-minutes = осталось { $hours } { $minutes }
ended-now = только что закончилась
ended-ago = закончилась { $duration } назад
later = на { $duration } позже
later-on = на { $duration } позже для { $timeframe }
date = { $day }.{ $month }.{ $year }
month-and-day = { $day }.{ $month }
day-of-month = { $day } { $month }
time-of-day = { $hour }:{ $minute }
day-and-time = { $day } { $time } UTC
time-utc = { $time } UTC
date-and-minute = { $day }.{ $month }.{ $year } { $hour }:{ $minute } { $zone }
date-and-second = { $day }.{ $month }.{ $year } { $hour }:{ $minute }:{ $second } { $zone }
span = { $from }–{ $to } UTC
span-with-date = { $date } { $from }–{ $to } UTC
list = { $items } и { $last }
list-more = { $items } и ещё { NUMBER($more) }
quoted = «{ $words }»
that = это
