### The track record.

track-title = 📊 <b>Track record</b> · all markets
track-title-of = 📊 <b>Track record</b> · { $symbol }
track-empty = No signal has finished yet. The record fills by itself, candle by candle, losers included.
track-span = { $from } to { $to }
track-published = <b>Published signals</b>
track-scored = <b>Every candle scored</b>, sent or not
track-markets = <b>By market</b>, published
track-explained = <i>In brackets: the 95 % interval. “Right” means the next candle closed on the side we said, before cost. Nobody traded these results for you; the past does not promise the future.</i>
track-right = { NUMBER($count) } right
track-wrong = { NUMBER($count) } wrong
track-flat = { NUMBER($count) } flat
track-void = { NUMBER($count) } void
track-accuracy = Accuracy <b>{ $accuracy }</b> { $interval }
track-accuracy-none = Accuracy: nothing to count yet
track-reversal = Reversal rule on the same candles: { $accuracy }
track-average = Average { $bps } bps a signal, before cost
track-verdict-early = Too early to compare.
track-verdict-few = ⚠️ Only { NUMBER($counted) } counted: below { NUMBER($few) }, luck weighs more than skill.
track-verdict-better = ✅ The whole interval lies above the simple reversal rule.
track-verdict-worse = ❌ Worse than the simple reversal rule.
track-verdict-same = ➖ Not shown to be better than the simple reversal rule yet.
track-more = and { NUMBER($more) } more: see the pages of pairs below
track-series-none = { $market }: nothing finished yet
track-series = { $market }: { $accuracy } { $interval } of { NUMBER($counted) }
