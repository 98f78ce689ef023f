percent = { $value } %
amount-stars = { NUMBER($stars) } Stars
interval = [{ $low }, { $high }]
duration = { $unit ->
    [seconds] { $count } से॰
    [minutes] { $count } मिनट
    [hours] { $count } घंटे
   *[days] { $count } दिन
}
left = { $duration } बाक़ी
left-hours-minutes = { $hours } { $minutes } बाक़ी
ended-now = अभी ख़त्म हुई
ended-ago = { $duration } पहले ख़त्म हुई
later = { $duration } बाद
later-on = { $timeframe } पर { $duration } बाद
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
list = { $items } और { $last }
list-more = { $items } और { NUMBER($more) } अन्य
quoted = “{ $words }”
that = यह
