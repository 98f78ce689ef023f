signal-disclaimer = Analyser के मॉडल का नतीजा, सलाह नहीं। ट्रेडिंग में लगाया सब जा सकता है। पिछले नतीजे भविष्य का वादा नहीं करते।
signal-hypothetical = काल्पनिक या बनावटी नतीजों की सीमाएँ होती हैं। असली रिकॉर्ड के उलट, वे असली ट्रेडिंग नहीं दिखाते।
signal-head = { $mark } <b>{ $side } { $symbol }</b> · { $timeframe } · भरोसा <b>{ $confidence }</b> · { $verdict ->
    [worth] <b>ट्रेड लायक़</b>
    [unproven] <b>ट्रेड लायक़</b>, अभी साबित नहीं
   *[information] जानकारी
}
signal-head-settled = <b>{ $side } { $symbol }</b> · { $timeframe } · { $confidence } · { $verdict ->
    [worth] <b>ट्रेड लायक़</b>
    [unproven] <b>ट्रेड लायक़</b>, अभी साबित नहीं
   *[information] जानकारी
}
signal-result = { $end ->
    [stop] ⛔ <b>स्टॉप</b>
    [target] 🎯 <b>टारगेट</b>
    [exit] 🚪 <b>एग्ज़िट</b>
    [right] ✅ <b>सही</b>
    [wrong] ❌ <b>ग़लत</b>
    [flat] ➖ <b>बराबर</b>
   *[void] ⚪ <b>अमान्य</b>
}
signal-result-mark = { $end ->
    [stop] ⛔
    [target] 🎯
    [exit] 🚪
    [right] ✅
    [wrong] ❌
    [flat] ➖
   *[void] ⚪ अमान्य
}
signal-result-net = लागत के बाद <b>{ $net }</b>
signal-line = { $mark } <b>{ $side } { $symbol }</b> { $timeframe } { $confidence }
signal-closed = { $exchange } पर कैंडल बंद <b>{ $time }</b>
signal-recorded = ⏪ <b>रिकॉर्ड की कैंडल, दोबारा चलाई गईं</b>
signal-recorded-more = रिकॉर्ड की कैंडल, दोबारा चलाई गईं: तेज़ घड़ी पर पुराने भाव
signal-simulated = 🧪 <b>बनावटी</b>: गढ़े हुए भाव
signal-simulated-more = बनावटी बाज़ार: यहाँ कुछ ट्रेड नहीं हो सकता
signal-entry = एंट्री <code>{ $price }</code> · एग्ज़िट बताने तक
signal-entry-until = एंट्री <code>{ $price }</code> · { $until } तक
signal-levels = स्टॉप <code>{ $stop }</code> · टारगेट <code>{ $target }</code>
signal-level-stop = स्टॉप <code>{ $stop }</code>
signal-left = एंट्री { $from }, एग्ज़िट { $to }, { $time } UTC पर
signal-plan = अगले ओपन पर एंट्री क़रीब { $entry } · स्टॉप { $stop } ({ $stopDistance }) · टारगेट { $target } ({ $targetDistance }) · { $time } तक
signal-plan-stop = अगले ओपन पर एंट्री क़रीब { $entry } · स्टॉप { $stop } ({ $stopDistance }) · { $time } तक
signal-left-more = { $time } तक एग्ज़िट: लागत से पहले { $gross }
signal-worth = { $cost } लागत पर अपेक्षित { $value }
signal-not-worth = { $cost } लागत के सामने अपेक्षित { $value }: दिशा संभावित, <b>ट्रेड लायक़ नहीं</b>
signal-your-cost = आपकी { $cost } आने-जाने की लागत पर (/cost)
signal-value-unknown = दिशा संभावित, { $cost } लागत पर <b>ट्रेड लायक़ नहीं</b>: पिछले अपेक्षित मूल्य शायद सच न निकले
signal-not-shown = ⚠️ ऐसे सिग्नल अपनी लागत निकालते हैं, यह अभी साबित नहीं
signal-one-bet = { NUMBER($count) } में एक, सभी { $side }: <b>एक ही दाँव</b>
signal-one-of = इस क्लोज़ के { NUMBER($count) } में एक
signal-record-net = लागत के बाद: प्रति सिग्नल { $net } ({ NUMBER($signals) })
signal-record-net-more = रिकॉर्ड: प्लान से लागत के बाद प्रति सिग्नल { $net }, { NUMBER($closes) } क्लोज़ पर { NUMBER($signals) } सिग्नल
signal-record-none = रिकॉर्ड: अभी कोई सिग्नल पूरा नहीं
signal-record-none-of = रिकॉर्ड { $of }: अभी कोई सिग्नल पूरा नहीं
signal-record = रिकॉर्ड: { $decided } में <b>{ $accuracy }</b> { $interval } सही (95 % अंतराल)
signal-record-of = रिकॉर्ड { $of }: { $decided } में <b>{ $accuracy }</b> { $interval } सही (95 % अंतराल)
signal-record-reversal = रिकॉर्ड: { $decided } में <b>{ $accuracy }</b> { $interval } सही (95 % अंतराल; पिछली कैंडल के उलट दाँव: { $reversal })
signal-record-reversal-of = रिकॉर्ड { $of }: { $decided } में <b>{ $accuracy }</b> { $interval } सही (95 % अंतराल; पिछली कैंडल के उलट दाँव: { $reversal })
signal-sent = { $time } पर भेजा, क्लोज़ के { $delay } बाद
signal-end = { $command } · सलाह नहीं · /terms
signal-end-link = <a href="{ $link }">चार्ट और ब्योरा</a> · सलाह नहीं · /terms
signal-outcome = { $outcome ->
    [right] ✅ <b>सही</b>
    [wrong] ❌ <b>ग़लत</b>
    [flat] ➖ <b>बराबर</b>: कैंडल जहाँ खुली वहीं बंद हुई; न सही गिनी, न ग़लत
   *[void] ⚪ <b>अमान्य</b>: अगली कैंडल आई ही नहीं, इसलिए यह सिग्नल परखा नहीं जाता
}
signal-moved = कैंडल { $open } → { $close } गई ({ $move }): इस { $side } के लिए लागत से पहले <b>{ $gain }</b>
swing-head = { $mark } <b>{ $side } { $symbol }</b> · स्विंग, कई दिन · { $verdict ->
    [worth] <b>ट्रेड लायक़</b>
   *[information] जानकारी
}
swing-head-settled = <b>{ $side } { $symbol }</b> · स्विंग · { $verdict ->
    [worth] <b>ट्रेड लायक़</b>
   *[information] जानकारी
}
swing-line = { $mark } <b>{ $side } { $symbol }</b> स्विंग
swing-worth = हर तरफ़ { $cost } लागत पर <b>ट्रेड लायक़</b>: उस लागत के बाद का अतीत यही दिखाता है
swing-information = <b>जानकारी</b>: अतीत ने अभी नहीं दिखाया कि यह हर तरफ़ { $cost } लागत से ज़्यादा देता है
swing-entry = अगले ओपन पर एंट्री, क़रीब <code>{ $price }</code>
swing-stop = स्टॉप <code>{ $price }</code> ({ $distance }) · आकार { $size }
swing-held = टारगेट नहीं; एग्ज़िट बताने तक रखें
swing-plan = { $exchange } पर कैंडल बंद { $time }। अगले ओपन पर एंट्री, क़रीब { $price }; स्टॉप { $stop } ({ $distance }), 4 घंटे के क्लोज़ पर; टारगेट नहीं
swing-size = आकार: खाते का ज़्यादा से ज़्यादा { $size }, ताकि स्टॉप पर { $risk } जाए
swing-expect = हर कॉइन पर साल में { NUMBER($entries) } एंट्री; 10 में { NUMBER($won) } जीतती हैं, औसत जीत औसत हार की { NUMBER($ratio) } गुना; लगातार { NUMBER($losses) } हार सामान्य हैं ({ $past }, लागत के बाद)
swing-rule = नियम: ट्रेंड की ताक़त { $enter } से ऊपर हो तो एंट्री, { $leave } से नीचे गिरे या स्टॉप लगे तो एग्ज़िट ({ $version })।
swing-trim = ✂️ <b>{ $share } बेचें</b> · { $side } { $symbol }, { $day } का स्विंग
swing-trim-how = अगले ओपन पर, क़रीब <code>{ $price }</code>
swing-trim-stop = स्टॉप <code>{ $stop }</code> पर ही रहता है
swing-trim-why = भाव पिछले क़दम से { $gain } है: इतना बेचा जाता है कि पोज़िशन शुरुआत में तय जोखिम ही उठाए।
swing-leave = ⏹ <b>अभी निकलें</b> · { $side } { $symbol }, { $day } का स्विंग
swing-leave-price = सब अगले ओपन पर, क़रीब <code>{ $price }</code>
swing-leave-how = एंट्री से अब तक: लागत से पहले <b>{ $gain }</b>
swing-leave-stop = कैंडल { $price } पर, { $stop } के स्टॉप के पार बंद हुई। नतीजा एंट्री वाले संदेश में आएगा।
swing-leave-faded = ट्रेंड कमज़ोर पड़ा; कैंडल { $price } पर बंद हुई। नतीजा एंट्री वाले संदेश में आएगा।
swing-trimmed = ✂️ { $day } को { $share } बेचा, क़रीब <code>{ $price }</code>
swing-trimmed-more = { $time } को { $share } बेचा, क़रीब { $price }
swing-left = ⏹ एग्ज़िट बताया; नतीजा बाद में
swing-left-more = { $time } को एग्ज़िट बताया; अगली कैंडल बंद होने पर नतीजा आएगा
swing-outcome = { $outcome ->
    [right] ✅ <b>जीत { $result }</b>
    [wrong] ❌ <b>हार { $result }</b>
   *[flat] ➖ <b>बराबर</b>
} लागत के बाद, { $held } में
swing-outcome-void = ⚪ <b>अमान्य</b> (रखने के दौरान भाव की इकाई बदली)
swing-filled = एंट्री <code>{ $entry }</code>, एग्ज़िट <code>{ $exit }</code>
swing-filled-more = एंट्री { $entry }, एग्ज़िट { $exit } ({ $how }): लागत से पहले { $gain }
swing-filled-trimmed = एंट्री { $entry }, औसत एग्ज़िट { $exit }, पहले बेचे हिस्से सहित ({ $how }): लागत से पहले { $gain }
swing-how = { $touched ->
    [stop] स्टॉप पर
   *[exit] ट्रेंड कमज़ोर पड़ा
}
swing-state-held = ⏳ जारी
swing-state-left = ⏹ एग्ज़िट बताया
swing-why-title = 🔎 <b>{ $side } { $symbol } क्यों</b> · { $time } का स्विंग
swing-why-strength = ट्रेंड 1 में <b>{ $strength }</b> पर है: पाँच अवधियों का औसत। एंट्री को { $enter } से ज़्यादा चाहिए, { $leave } से नीचे पोज़िशन छोड़ी जाती है।
swing-why-up = ▲ { NUMBER($days) } दिन: { $move } ऊपर, सामान्य चाल का { $times } गुना
swing-why-down = ▼ { NUMBER($days) } दिन: { $move } नीचे, सामान्य चाल का { $times } गुना
swing-why-usual = सामान्य चाल एक मानक विचलन है: पिछले पाँच महीनों में रोज़ { $daily }।
close-head = <b>{ NUMBER($count) } सिग्नल</b> · { $timeframe } · कैंडल बंद <b>{ $time }</b>
close-line = { $mark } { $side } <a href="{ $link }">{ $symbol }</a> { $confidence } · { $verdict ->
    [worth] ट्रेड लायक़
    [unproven] ट्रेड लायक़, अभी साबित नहीं
   *[information] जानकारी
}
close-line-command = { $mark } { $side } { $symbol } { $confidence } · { $verdict ->
    [worth] ट्रेड लायक़
    [unproven] ट्रेड लायक़, अभी साबित नहीं
   *[information] जानकारी
} · { $command }
close-swing = स्विंग
close-not-shown = ⚠️ अभी साबित नहीं: ऐसे सिग्नल लागत निकालते हैं, यह नहीं दिखाया गया
close-outcome = { $outcome } · <b>{ $symbol }</b>
repeat-signal = 🔁 <i>शायद सिग्नल { $id } दोबारा: पहली कोशिश का जवाब नहीं मिला</i>
inline-title = { $mark } { $side } { $symbol } { $timeframe } · { $state }
inline-about = { $time } · { $confidence }
inline-none = इसका कोई सार्वजनिक सिग्नल अभी नहीं
inline-open = बॉट खोलें
group-leave = मैं ग्रुप में नहीं रहता। किसी भी चैट में @{ $bot } और कोई पेयर, जैसे btc, लिखें और आख़िरी सार्वजनिक सिग्नल पाएँ; बाक़ी सब हमारी अपनी चैट में है।
channel-about-unsold = { $title } प्लान के लिए, अभी बिक्री में नहीं।
channel-about-posts = { $posts ->
    [worth] लागत के बाद ट्रेड लायक़ सिग्नल; बाक़ी बॉट में।
   *[all] सभी सिग्नल, जानकारी वाले और नुक़सान वाले भी।
}
channel-about-at-once = कैंडल बंद होते ही।
channel-about-later = क्लोज़ के { $candles } कैंडल बाद, स्विंग { $days } दिन बाद।
channel-about-cost = लागत: हर तरफ़ { $cost }।
channel-about-cost-stated = लागत: कॉइन हर तरफ़ { $cost }, करेंसी स्प्रेड।
channel-about-not-shown = लागत निकालना साबित नहीं: { $families }।
channel-about-family = { $family ->
    [swing] स्विंग
   *[next-candle] { $assets ->
        [crypto] कॉइन
        [forex] करेंसी
       *[metal] धातु
    }
}
channel-about-not-advice = सलाह नहीं।
