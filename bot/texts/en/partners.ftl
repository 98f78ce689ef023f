### Partner programmes, as operators read of them: Telegram HTML, but for buttons.

claim-waits = 🤝 <code>{ $telegramId }</code> says that their account at { $title } has UID <code>{ $uid }</code>. Did they come by our link?
claim-decided = 🤝 { $title }, UID <code>{ $uid }</code>: { $state ->
    [confirmed] confirmed
    [rejected] rejected
    [expired] expired
   *[pending] waits
}
claim-unknown = 🤝 There is no such claim any more.
button-claim-confirm = ✅ { $uid }
button-claim-reject = ❌ { $uid }
partners-report = 🤝 <b>Partner programmes</b>
partners-revenue = 🤝 <b>Partners</b>: { $due } due, { $held } on hold
partners-report-none = 🤝 No partner programme is set. <code>PARTNERS</code> names a file with them; see <code>billing/README.md</code>.
partners-report-partner =
    <b>{ $title }</b> <code>/r/{ $slug }</code>
    { NUMBER($clicks) } presses, { NUMBER($registrations) } accounts opened, { NUMBER($deposits) } deposits
partners-report-terms = Agreed: { $terms }
partners-report-income = Income: { $due } due, { $held } on hold
partners-report-signal = • under signal <code>{ $signal }</code>: { $amount }
partners-report-elsewhere = • elsewhere: { $amount }
partners-report-unknown = ⚠️ { $amount } reported for clicks or UIDs that are none of ours
partners-report-pending = Claims that wait ({ NUMBER($count) }): pressed by whoever looked into the partner’s list. <code>/uids PARTNER UID UID …</code> confirms many at once.
partners-report-open = ⏳ { NUMBER($open) } postbacks were received and are not booked yet.
uids-usage = <code>/uids PARTNER UID UID …</code>, or the column of the partner’s list pasted behind it: claims with these UIDs are confirmed.
uids-done = 🤝 { NUMBER($read) } UIDs read, { NUMBER($confirmed) } claims confirmed.
button-admin-partners = 🤝 Partners
