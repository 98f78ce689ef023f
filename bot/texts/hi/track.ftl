track-title = 📊 <b>रिकॉर्ड</b> · सभी बाज़ार
track-title-of = 📊 <b>रिकॉर्ड</b> · { $symbol }
track-empty = अभी कोई सिग्नल पूरा नहीं हुआ। रिकॉर्ड अपने आप भरता है, कैंडल दर कैंडल, नुक़सान वाले भी।
track-span = { $from } – { $to }
track-published = <b>हर सिग्नल, प्रकाशित प्लान से, लागत के बाद</b>
track-direction = <b>सिर्फ़ दिशा</b>, लागत से पहले
track-counts = { NUMBER($closes) } क्लोज़ पर { NUMBER($signals) } सिग्नल
track-net = प्रति सिग्नल <b>{ $average }</b> (95 %: { $low } से { $high })
track-net-alone = प्रति सिग्नल <b>{ $average }</b>
track-won = { $share } { $interval } जीते: औसत { $win }, बाक़ी { $loss }
track-touched = { NUMBER($stopped) } स्टॉप पर, { NUMBER($target) } टारगेट पर
track-worth = ट्रेड लायक़
track-worth-net = <b>ट्रेड लायक़</b>: प्रति सिग्नल <b>{ $average }</b> (95 %: { $low } से { $high }), { NUMBER($closes) } क्लोज़ पर { NUMBER($signals) }; { NUMBER($left) } जानकारी वाले नहीं गिने
track-worth-none = <b>ट्रेड लायक़</b>: अब तक कोई सिग्नल नहीं
track-equity = इन पर चलने वाला खाता: { $result }, सबसे गहरी गिरावट { $fall }
track-not-shown = ⚠️ लागत निकालना अभी साबित नहीं।
track-information = सिर्फ़ जानकारी
track-unreached = समय पर किसी तक नहीं पहुँचे
track-windows = <b>समय के साथ</b>, प्लान से लागत के बाद
track-last = पिछले { $days } दिन
track-line = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: प्रति सिग्नल { $average }, { NUMBER($closes) } क्लोज़ पर { NUMBER($signals) }
track-line-none = { $kind ->
    [part] <b>{ $name }</b>
   *[time] { $name }
}: कुछ नहीं परखा ({ NUMBER($closes) } क्लोज़ पर { NUMBER($signals) } सिग्नल)
track-scored = <b>हर परखी कैंडल</b>, भेजी हो या नहीं
track-markets = <b>बाज़ार के अनुसार</b>, प्रकाशित
track-explained = <i>प्लान से: अगले ओपन पर एंट्री; स्टॉप, टारगेट या अवधि के अंत में जो पहले आए उस पर एग्ज़िट; एक कैंडल में दोनों हों तो स्टॉप। कोष्ठक में: 95 % अंतराल; एक क्लोज़ के सिग्नल एक दाँव गिने जाते हैं। किसी ने आपके लिए इन पर ट्रेड नहीं किया; अतीत भविष्य का वादा नहीं करता।</i>
track-right = { NUMBER($count) } सही
track-wrong = { NUMBER($count) } ग़लत
track-flat = { NUMBER($count) } बराबर
track-void = { NUMBER($count) } अमान्य
track-accuracy = सटीकता <b>{ $accuracy }</b> { $interval }
track-accuracy-none = सटीकता: अभी गिनने को कुछ नहीं
track-reversal = उन्हीं कैंडल पर उलट नियम: { $accuracy }
track-average = औसत { $average }, लागत से पहले
track-average-sides = औसत { $average }: सही होने पर { $right }, ग़लत होने पर { $wrong }
track-verdict-early = तुलना के लिए अभी जल्दी है।
track-verdict-few = ⚠️ सिर्फ़ { NUMBER($counted) } गिने गए: { NUMBER($few) } से कम में क़िस्मत हुनर से भारी है।
track-verdict-better = ✅ पूरा अंतराल सरल उलट नियम से ऊपर है।
track-verdict-worse = ❌ सरल उलट नियम से ख़राब।
track-verdict-same = ➖ सरल उलट नियम से बेहतर होना अभी साबित नहीं।
track-more = और { NUMBER($more) } अन्य: नीचे पेयर के पेज देखें
track-series-none = { $market }: अभी कुछ पूरा नहीं
track-series = { $market }: प्लान से प्रति सिग्नल { $net }; { NUMBER($counted) } में { $accuracy } { $interval } सही
calibration-title = 🎯 <b>क्या संभावनाएँ सच निकलती हैं?</b> · { $market }
calibration-all = सभी बाज़ार
calibration-empty = अभी कुछ नहीं परखा गया। हर कैंडल एक जोड़ती है, सिग्नल हो या न हो।
calibration-rows = नतीजा पता चलने से पहले परखी { NUMBER($rows) } कैंडल, { $from } से { $to }।
calibration-error = बताया और हुआ, बराबर के दस समूहों में औसतन <b>{ $error }</b> अलग हैं।
calibration-chance = संभावनाएँ बिल्कुल सही हों तो भी केवल संयोग से { $upper } तक अंतर आता है (100 में 95 बार): { $verdict ->
    [within] गलत होने का कोई संकेत नहीं
   *[beyond] संयोग से ज़्यादा: संभावनाएँ सही नहीं बैठतीं
}।
calibration-accuracy = सही बताईं: <b>{ $accuracy }</b> { $interval }; उन्हीं कैंडल पर उलट नियम: { $reversal }
calibration-accuracy-alone = सही बताईं: <b>{ $accuracy }</b> { $interval }
calibration-confident = सबसे भरोसेमंद { $share }: { NUMBER($count) } में <b>{ $accuracy }</b> { $interval }
calibration-explained = <i>टूटी रेखा पर 55 % की संभावना 100 में 55 बार सच हुई। कोष्ठक और डंडियों में: 95 % अंतराल।</i>
equity-title = 📈 <b>ट्रेड लायक़, जोड़कर</b> · { $market }
equity-all = सभी बाज़ार
equity-empty = जो ट्रेड लायक़ कहा गया, उनमें से अभी कोई पूरा नहीं हुआ।
equity-line = { $family ->
    [swing] स्विंग
   *[next-candle] अगली कैंडल
}: कुल <b>{ $result }</b>, सबसे गहरी गिरावट { $fall }, { NUMBER($count) } सिग्नल
equity-explained = <i>हर नतीजा प्रकाशित प्लान से और लागत के बाद, हर बार एक ही रक़म से जोड़ा। नीचे: अपने सबसे ऊँचे मूल्य से कितना नीचे रहा। अतीत भविष्य का वादा नहीं करता।</i>

# The history as a file
history = 🗂 { $from } से { NUMBER($count) } सिग्नल, घाटे वाले भी, जैसे आप अभी देख सकते हैं: क्या लिखा गया, कब, और नतीजा क्या हुआ। समय UTC; प्लान से नतीजे बताई गई लागत के बाद हैं। काल्पनिक नतीजे: किसी ने आपके लिए ट्रेड नहीं किया, और अतीत भविष्य का वादा नहीं करता।
history-empty = पिछले 12 महीनों का कोई सिग्नल अभी नहीं है।
