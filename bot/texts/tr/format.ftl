percent = { $value } %
amount-stars = { NUMBER($stars) } Stars
interval = [{ $low }; { $high }]
duration = { $unit ->
    [seconds] { $count } sn
    [minutes] { $count } dk
    [hours] { $count } sa
   *[days] { $count } gün
}
left = kalan { $duration }
left-hours-minutes = kalan { $hours } { $minutes }
ended-now = az önce bitti
ended-ago = { $duration } önce bitti
later = { $duration } sonra
later-on = { $timeframe } için { $duration } sonra
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
list = { $items } ve { $last }
list-more = { $items } ve { NUMBER($more) } tane daha
quoted = “{ $words }”
that = bu
