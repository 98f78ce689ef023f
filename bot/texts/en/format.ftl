### How numbers and times are written. Values are ready-made: what is here is order, spaces and words.

percent = { $value } %
amount-stars = { NUMBER($stars) } Stars
interval = [{ $low }, { $high }]
duration = { $unit ->
    [seconds] { $count } s
    [minutes] { $count } min
    [hours] { $count } h
   *[days] { $count } days
}
left = { $duration } left
# Ready-made durations, "3 h" and "5 min"
left-hours-minutes = { $hours } { $minutes } left
ended-now = just ended
ended-ago = ended { $duration } ago
later = { $duration } later
later-on = { $duration } later on { $timeframe }
# The hyphens of a date are U+2011: a narrow phone must not break a date in two
date = { $year }‑{ $month }‑{ $day }
month-and-day = { $month }‑{ $day }
day-of-month = { $day } { $month }
time-of-day = { $hour }:{ $minute }
day-and-time = { $day } { $time } UTC
time-utc = { $time } UTC
date-and-minute = { $year }‑{ $month }‑{ $day } { $hour }:{ $minute } { $zone }
date-and-second = { $year }‑{ $month }‑{ $day } { $hour }:{ $minute }:{ $second } { $zone }
span = { $from }–{ $to } UTC
span-with-date = { $date } { $from }–{ $to } UTC
list = { $items } and { $last }
list-more = { $items } and { NUMBER($more) } more
quoted = “{ $words }”
# What is said in place of words of which nothing could be shown
that = that
