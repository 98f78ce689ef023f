summary-day = 📋 <b>{ $day } का सार</b> (UTC)
summary-week = 📋 <b>{ $from } – { $to } हफ़्ते का सार</b> (UTC)
summary-posted = यहाँ प्रकाशित: { NUMBER($closes) } कैंडल क्लोज़ पर <b>{ NUMBER($posted) }</b> सिग्नल ({ $pairs })
summary-none = यहाँ कुछ प्रकाशित नहीं हुआ।
summary-exits = कई दिन रखी { NUMBER($count) } पोज़िशन छोड़ी गईं: एग्ज़िट के नतीजे से गिनी गईं
summary-net = प्रकाशित प्लान से, लागत के बाद: प्रति सिग्नल औसत <b>{ $mean }</b>, 95 % { $low } से { $high }
summary-net-few = प्रकाशित प्लान से, लागत के बाद: प्रति सिग्नल औसत <b>{ $mean }</b>; क़िस्मत से अलग बताने को बहुत कम
summary-verdict = { $verdict ->
    [gain] क़िस्मत से ज़्यादा।
    [loss] ऐसा नुक़सान जिसे बदक़िस्मती नहीं समझाती।
   *[luck] क़िस्मत से ज़्यादा होना साबित नहीं।
}
summary-won = लाभ में: <b>{ NUMBER($counted) } में { NUMBER($won) }</b> ({ $share })
summary-win = औसत जीत { $win }
summary-loss = औसत हार { $loss }
summary-left-out = ऊपर नहीं गिने:
summary-open = • { NUMBER($count) } अभी खुले
summary-void = • { NUMBER($count) } बिना नतीजे: कैंडल आई ही नहीं
summary-held-back = • { NUMBER($count) } तय हुए पर यहाँ प्रकाशित नहीं: सिर्फ़ जानकारी, ट्रेड लायक़ नहीं
summary-too-late = • { NUMBER($count) } प्रकाशित नहीं: ख़बर रहने को बहुत देर
summary-failed = • { NUMBER($count) } का प्रकाशित होना पक्का नहीं: Telegram ने नहीं लिया या जवाब नहीं दिया
summary-foot = <i>ये सब रिकॉर्ड में गिने जाते हैं: /track। सलाह नहीं; जो हुआ वह आगे का वादा नहीं। /terms</i>
