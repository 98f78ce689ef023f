percent = { $value } %
amount-stars = { NUMBER($stars) } Stars
interval = [{ $low }; { $high }]
duration = { $unit ->
    [seconds] { $count } dtk
    [minutes] { $count } mnt
    [hours] { $count } jam
   *[days] { $count } hari
}
left = sisa { $duration }
left-hours-minutes = sisa { $hours } { $minutes }
ended-now = baru saja berakhir
ended-ago = berakhir { $duration } lalu
later = { $duration } kemudian
later-on = { $duration } kemudian di { $timeframe }
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
list = { $items } dan { $last }
list-more = { $items } dan { NUMBER($more) } lagi
quoted = “{ $words }”
that = itu
