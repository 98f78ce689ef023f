greeting = 👋 नमस्ते { $name }! मैं कैंडल देखता हूँ और बताता हूँ कि अगली कैंडल किस ओर बंद होने की संभावना ज़्यादा है: <b>BUY</b>, <b>SELL</b> या कुछ नहीं।
greeting-record =
    • हर सिग्नल भेजने से पहले दर्ज होता है और कैंडल बंद होने पर परखा जाता है। नुक़सान वाले भी रिकॉर्ड में रहते हैं।
    • बढ़त छोटी है और ख़त्म हो सकती है। रिकॉर्ड दिखाता है कि उस पर कितना भरोसा किया जा सकता है।
greeting-free = • सिग्नल मुफ़्त हैं।
greeting-tiers = • <b>Free</b>: हर सिग्नल, { $delay }। <b>Pro</b>: कैंडल बंद होते ही।
greeting-warning = <i>यह मॉडल का नतीजा है, सलाह नहीं। जो आप ट्रेड करते हैं वह सब जा सकता है।</i>
link-unknown = यह लिंक अब कहीं नहीं ले जाता। मैं जो कर सकता हूँ, वह सब यहाँ है।
help-title = ❓ <b>मैं क्या कर सकता हूँ</b>
help-line = /{ $command }  { $about }
help-line-of = /{ $command } <code>{ $example }</code>  { $about }
help-of-tier = { $about } ({ $tier })
help-operators = <b>ऑपरेटर के लिए</b>
help-pairs = मैं { $pairs } पर नज़र रखता हूँ। किसी पेयर का नाम भेजें, जैसे <code>bitcoin</code>, और उसका सब कुछ देखें।
help-reading = <b>सिग्नल कैसे पढ़ें।</b> भरोसा वह संभावना है कि अगली कैंडल उसी ओर बंद होगी; 55 % का मतलब 100 में 45 ग़लत। अपेक्षित मूल्य वह है जो लागत के बाद बचता है; शून्य से कम हो तो मैं बता देता हूँ।
tier-free = Free
tier-pro = Pro
tier-elite = Elite
plan-title = ⭐ <b>आपका प्लान: { $tier }</b>
plan-free = Free में हर सिग्नल, रिकॉर्ड और मुफ़्त चैनल है।
plan-free-no-channel = Free में हर सिग्नल और रिकॉर्ड है।
plan-free-delayed = Free में हर सिग्नल ({ $delay }), रिकॉर्ड और मुफ़्त चैनल है।
plan-free-delayed-no-channel = Free में हर सिग्नल ({ $delay }) और रिकॉर्ड है।
plan-until = <b>{ $until }</b> तक, { $left } बाक़ी। अपने आप ख़त्म होगा; कुछ रिन्यू नहीं होता।
plan-for-good = जब तक सेवा चले, हमेशा के लिए आपका।
plan-renews = <b>{ $until }</b> तक भुगतान हो चुका, { $left } बाक़ी। फिर { $amount } में रिन्यू होगा।
plan-cancelled = रद्द: अब कुछ नहीं कटेगा। <b>{ $until }</b> तक खुला, { $left } बाक़ी।
plan-past-due = ⚠️ रिन्यूअल का भुगतान नहीं हो सका। <b>{ $until }</b> तक सब खुला है: बैलेंस में Stars जोड़ें और Telegram सेटिंग में My Stars से रिन्यू करें, या यहाँ दिन जोड़ें।
plan-past-due-card = ⚠️ आपके कार्ड से भुगतान नहीं हो सका। <b>{ $until }</b> तक सब खुला है; फिर कोशिश होगी। नीचे “मेरा कार्ड” से दूसरा कार्ड लगाएँ।
plan-trial = आपका ट्रायल <b>{ $until }</b> तक है, { $left } बाक़ी। अपने आप ख़त्म होगा; कुछ नहीं कटेगा।
plan-granted = उपहार <b>{ $until }</b> तक, { $left } बाक़ी। अपने आप ख़त्म होगा; कुछ नहीं कटेगा।
plan-paused = ⏸ आपका प्लान रुका हुआ है। उसका समय भी रुका है।
plan-kept = ➕ { $tier } के { $kept } सुरक्षित हैं और इसके ख़त्म होने पर शुरू होंगे।
plan-kept-for-good = ➕ हमेशा वाला { $tier } सुरक्षित है और इसके ख़त्म होने पर शुरू होगा।
plan-channels = आपके चैनल:
plan-ended = आपका भुगतान वाला समय { $time } को ख़त्म हुआ।
plan-refunded = आपका भुगतान लौटा दिया गया।
terms-accepted = ✅ { $version } की शर्तें मान ली गईं। इनवॉइस नीचे है 👇
invoice-sent = इनवॉइस नीचे है 👇
terms-changed = तब से शर्तें बदल गई हैं। कृपया मौजूदा शर्तें देखें:
pre-checkout-refused = { $code ->
    [unknown-invoice] यह इनवॉइस हमारा नहीं है। कुछ नहीं कटा। नए के लिए /subscribe भेजें।
    [other-account] यह इनवॉइस किसी और के लिए है। कुछ नहीं कटा। अपने लिए /subscribe भेजें।
    [old-invoice] यह इनवॉइस बहुत पुराना है। कुछ नहीं कटा। नए के लिए /subscribe भेजें।
    [wrong-price] इनवॉइस की रक़म प्लान से मेल नहीं खाती। कुछ नहीं कटा। नए के लिए /subscribe भेजें।
    [already-subscribed] आपका सब्सक्रिप्शन पहले से चालू है। कुछ नहीं कटा। /plan देखें।
    [higher-plan-runs] इससे ऊँचा प्लान चालू है, यह भुगतान बेकार जाता। कुछ नहीं कटा। /plan देखें।
    [closed] अब कुछ नहीं बिकता: यह सेवा बंद की जा रही है। कुछ नहीं कटा।
   *[terms-not-accepted] पहले शर्तें मानें: /subscribe भेजें। कुछ नहीं कटा।
}
pre-checkout-unavailable = इस समय हम भुगतान नहीं ले सकते। कुछ नहीं कटा। थोड़ी देर में फिर कोशिश करें।
paid = ✅ <b>भुगतान मिला: { $amount }।</b>
paid-tier = आपके पास <b>{ $tier }</b> है। अपने आप ख़त्म होगा; कुछ रिन्यू नहीं होता।
paid-tier-until = आपके पास <b>{ $until }</b> तक <b>{ $tier }</b> है। अपने आप ख़त्म होगा; कुछ रिन्यू नहीं होता।
paid-tier-renews = आपके पास <b>{ $until }</b> तक <b>{ $tier }</b> है; फिर अपने आप रिन्यू होगा। कभी भी /plan में रद्द करें।
paid-tier-for-good = <b>{ $tier }</b> हमेशा के लिए आपका है।
paid-channel = चैनल में आने के लिए बटन दबाएँ। मैं तुरंत अंदर ले लूँगा।
paid-no-channel = अब हर सिग्नल बिना देरी के यहीं मिलेगा: /signals।
payment-unmatched = आपका भुगतान आया, पर मैं उसे किसी प्लान से जोड़ नहीं सका। ऑपरेटर को बता दिया गया है। /paysupport भेजें, हम ठीक कर देंगे।
refunded = ↩️ { $amount } आपको लौटाए गए और उनसे ख़रीदे दिन वापस लिए गए। अब आप <b>{ $tier }</b> पर हैं।
refunded-part = ↩️ आपके भुगतान में से { $amount } आपके कार्ड पर लौटाए गए। आपके पास क्या है, यह /plan में है।
refund-failed = ↩️ आपको लौटाए जाने वाले { $amount } आपके बैंक ने हमें वापस भेज दिए। उनसे ख़रीदा हुआ फिर से खुला है: /plan। पैसे दूसरे तरीके से पाने के लिए /paysupport भेजें।
maybe-repeated = <i>यह भेजते समय रुकावट आई: हो सकता है यह आपको पहले मिल चुका हो।</i>
payment-delayed = ⏳ आपका <b>{ NUMBER($stars) } Stars</b> का भुगतान आ गया है और सुरक्षित है। प्लान चालू होने में सामान्य से ज़्यादा समय लग रहा है; ऑपरेटर को पता है, होते ही मैं लिखूँगा।
refund-delayed = ⏳ { NUMBER($stars) } Stars आपको लौटाए गए। इसे दर्ज करने में सामान्य से ज़्यादा समय लग रहा है; होते ही बताऊँगा।
join-delayed = ⏳ अभी मैं आपका प्लान नहीं देख पा रहा। <b>{ $title }</b> में आने का अनुरोध सुरक्षित है, जल्द से जल्द जवाब दूँगा।
join-welcome = 🔓 <b>{ $title }</b> में स्वागत है। नए सिग्नल कैंडल बंद होते ही वहाँ आते हैं।
join-declined = <b>{ $title }</b> सब्सक्राइबर के लिए है और आपका कोई प्लान चालू नहीं है। बटन दबाएँ, दरवाज़ा अपने आप खुल जाएगा।
expired = आपका प्लान ख़त्म हो गया, इसलिए <b>{ $title }</b> आपके लिए बंद कर दिया। Free का सब कुछ आपका है: /signals, /track और मुफ़्त चैनल। जब चाहें लौटें।
channel-open = 🔓 <b>{ $title }</b> आपके लिए खुला है। आने के लिए बटन दबाएँ।
channel-link-missing = 🔓 <b>{ $title }</b> आपके लिए खुला है, पर Telegram ने अभी उसका लिंक नहीं दिया। एक मिनट में फिर कोशिश करें।
channel-locked = 🔒 <b>{ $title }</b> निजी चैनल है: हर सिग्नल अपनी कैंडल बंद होते ही वहाँ आता है। यह प्लान उसे खोलता है; भुगतान के बाद आने का बटन मिलेगा।
channel-not-sold = 🔒 <b>{ $title }</b> निजी चैनल है और उसे खोलने वाला कोई प्लान अभी बिक्री में नहीं है।
support-ask-payment =
    💬 <b>भुगतान में मदद</b>
    एक संदेश में लिखें कि क्या गड़बड़ हुई: क्या और कब चुकाया। यह ऑपरेटर को जाएगा।
    रोकने के लिए /cancel।
support-ask-general =
    💬 <b>सहायता</b>
    अपना सवाल एक संदेश में लिखें। यह ऑपरेटर को जाएगा।
    रोकने के लिए /cancel।
support-stored = ✅ टिकट <code>{ $id }</code> के रूप में दर्ज। { $duty ->
    [on] कोई व्यक्ति आपको यहीं जवाब देगा।
   *[off] इस चैट में अभी कोई नहीं है; ऑपरेटर दर्ज टिकट पढ़ता है।
}
support-too-long = यह बहुत लंबा है। कृपया { NUMBER($most) } अक्षरों से कम रखें।
support-answer =
    💬 <b>आपके टिकट का जवाब</b> <code>{ $id }</code>
    { $words }
cancelled = रद्द किया।
nothing-to-cancel = रद्द करने को कुछ नहीं है।
toast-old-button = यह बटन बहुत पुराना है। नए मेनू के लिए /start भेजें।
toast-slow-down = बहुत तेज़। { $wait } बाद फिर जवाब दूँगा।
toast-failed = कुछ गड़बड़ हुई ({ $code })। फिर कोशिश करें।
slow-down = ⏳ एक मिनट में { NUMBER($perMinute) } से ज़्यादा सवाल हो गए। { $wait } बाद फिर जवाब दूँगा, तब तक चुप रहूँगा।
slow-down-upgrade = ⏳ एक मिनट में { NUMBER($perMinute) } से ज़्यादा सवाल हो गए। { $wait } बाद फिर जवाब दूँगा, तब तक चुप रहूँगा। Pro में सीमा ज़्यादा है।
failed = 😕 हमारी ओर से कुछ गड़बड़ हुई (<code>{ $code }</code>): ऑपरेटर को बता दिया गया है, एक मिनट में फिर कोशिश करें।
not-understood = मैं समझा नहीं। किसी पेयर का नाम भेजें, जैसे <code>btc</code> या <code>euro</code>, बटन दबाएँ, या /help देखें।
money-trouble = भुगतान में गड़बड़ हुई हो तो बटन दबाएँ और एक संदेश में लिखें कि क्या और कब चुकाया। यह ऑपरेटर को जाएगा।
cost-title = 💱 <b>आपकी ट्रेडिंग लागत</b>
cost-crypto = कॉइन: हर तरफ़ <b>{ $cost }</b>, आपकी
cost-crypto-stated = कॉइन: जैसा हर सिग्नल में लिखा है
cost-forex = करेंसी पेयर: आना-जाना <b>{ $cost }</b>, आपकी
cost-forex-stated = करेंसी पेयर: जैसा हर सिग्नल में लिखा है
cost-how = इस चैट में फ़ैसले और नतीजे आपकी लागत के बाद के हैं; चैनल और रिकॉर्ड में लिखी लागत रहती है। नीचे आम फ़ीस चुनें या प्रतिशत में अपनी लिखें: कॉइन के लिए हर तरफ़ /cost 0.12; पेयर के स्प्रेड के लिए /cost forex 0.01।
cost-unclear = यह लागत मैं समझ नहीं पाया।
watch-title = 🔔 <b>आपको भेजे जाने वाले सिग्नल</b>
watch-off = अभी कोई नहीं। कोई पेयर या सभी चुनें; कैंडल बंद होते ही उनके सिग्नल यहाँ आएँगे।
watch-all = सभी पेयर।
watch-pairs = { $pairs }।
watch-side = सिर्फ़ { $side }।
watch-confidence = सिर्फ़ { $confidence } या ज़्यादा भरोसे वाले।
watch-worth = सिर्फ़ वे जो लागत के बाद ट्रेड लायक़ हों।
watch-frames = सिर्फ़ { $timeframes } पर।
watch-most = दिन में ज़्यादा से ज़्यादा { NUMBER($most) }, उनमें आधे तक जानकारी वाले; बाक़ी डाइजेस्ट गिनता है।
watch-hint = <i>हर बटन एक चीज़ तुरंत बदलता है।</i>
watch-offer = 🔔 आपके चुने पेयर के सिग्नल सीधे आपको मिलना Pro का हिस्सा है।
api-keys-title = 🔑 <b>आपकी API कुंजियाँ</b>
api-keys-none = अभी कोई नहीं। कुंजी आपके प्लान के अधिकारों के साथ HTTP API खोलती है: मिनट में { NUMBER($perMinute) }, दिन में { NUMBER($perDay) } अनुरोध।
api-keys-limits = { $tier } के अधिकारों के साथ: मिनट में { NUMBER($perMinute) }, दिन में { NUMBER($perDay) } अनुरोध। एक साथ दो कुंजियाँ हो सकती हैं, ताकि एक से दूसरी पर जा सकें।
api-key-line = • <code>an_{ $id }_…</code>, बनी { $made }, आख़िरी उपयोग { $used }
api-key-line-unused = • <code>an_{ $id }_…</code>, बनी { $made }, अभी उपयोग नहीं हुई
api-key-made =
    🔑 <b>आपकी नई कुंजी। यह सिर्फ़ अभी दिखेगी:</b>
    <code>{ $key }</code>
    इसे वहाँ रखें जहाँ और कोई न पढ़े और <code>Authorization: Bearer …</code> के रूप में भेजें। हम कुंजी नहीं, सिर्फ़ उसकी छाप रखते हैं। कॉपी करने के बाद यह संदेश मिटा सकते हैं।
api-key-revoke-ask = कुंजी <code>an_{ $id }_…</code> रद्द करें? उसे इस्तेमाल करने वाला सब कुछ तब से ठुकराया जाएगा। वापसी नहीं है।
api-key-offer = 🔑 HTTP API की कुंजियाँ Pro और Elite में मिलती हैं। बिना कुंजी API सबको Free जैसा जवाब देता है: देर से और कम बार।
button-api-keys = 🔑 API कुंजियाँ
button-make-key = ➕ कुंजी बनाएँ
button-copy-key = 📋 कुंजी कॉपी करें
button-revoke-key = 🗑 an_{ $id } रद्द करें
button-revoke-surely = हाँ, रद्द करें
command-apikey = HTTP API की कुंजियाँ
settings-title = ⚙️ <b>आपकी सेटिंग</b>
settings-line = { $name }: <b>{ $loudness }</b>
settings-line-digest = { $name }: <b>{ $period }, { $loudness }</b>
settings-line-digest-off = { $name }: <b>बंद</b>
settings-signals = { $name }: <b>{ $loudness }</b>, { $pairs }
settings-all-pairs = सभी पेयर
settings-kind = { $kind ->
    [signal] 🔔 मुझे सिग्नल
    [outcome] 🏁 उनका नतीजा
    [digest] 📊 डाइजेस्ट
    [reminder] ⏰ याद दिलाना
    [news] 📣 ख़बरें
   *[incident] 🚨 गड़बड़ियाँ
}
settings-loudness = { $loudness ->
    [on] चालू
    [silent] बेआवाज़
   *[off] बंद
}
settings-digest = { $period ->
    [daily] रोज़
   *[weekly] हर हफ़्ते
}
settings-quiet-none = 🌙 शांत समय: <b>कोई नहीं</b>
settings-quiet = 🌙 शांत समय: <b>{ $from }–{ $to }</b>
settings-zone = 🕰 आपकी घड़ी: <b>{ $zone }</b>, अभी { $time }
settings-risk = ⚖️ स्टॉप पर जोखिम: <b>{ $risk }</b>
settings-risk-stated = जैसा बताया गया
settings-theme = 🎨 चित्र: <b>{ $theme }</b>
settings-theme-name = { $theme ->
    [light] हल्के
    [dark] गहरे
   *[own] सामान्य
}
settings-language = 🗣 भाषा: <b>{ $language }</b>
settings-language-app = मेरे Telegram जैसी
settings-always = <i>रसीदें, चैनल के दरवाज़े और आपके सवालों के जवाब हमेशा आते हैं।</i>
settings-messages-title = 🔔 <b>कौन से संदेश आएँ, और कैसे</b>
settings-messages-hint = <i>हर बटन एक प्रकार बदलता है: चालू, बेआवाज़, बंद। शुरुआती सेटिंग में दिन में ज़्यादा से ज़्यादा दस संदेश आते हैं।</i>
settings-signal-offer = सिग्नल और उनके नतीजे सीधे Pro में भेजे जाते हैं।
settings-quiet-title = 🌙 <b>शांत समय</b>, आपकी घड़ी से ({ $zone })
settings-quiet-how =
    इस दौरान:
    • जो सिग्नल समय ख़त्म होने पर भी ताज़ा हो, वह तब तक रुकता है; बाक़ी छोड़ दिए जाते हैं और डाइजेस्ट उन्हें गिनता है
    • डाइजेस्ट, याद दिलाना, ख़बरें और सिग्नल के नतीजे रुकते हैं
    • गड़बड़ियाँ बिना आवाज़ आती हैं
settings-quiet-own = <i>दूसरा समय: <code>/settings quiet 22:30-06:45</code></i>
settings-zone-title = 🕰 <b>आपकी घड़ी</b>: { $zone }, अभी { $time }
settings-zone-how = शांत समय और डाइजेस्ट इसी पर चलते हैं, गर्मियों के समय बदलने पर भी। जगह चुनें या लिखें: <code>/settings zone Asia/Tashkent</code>
settings-zone-unknown = इस नाम का कोई समय क्षेत्र मुझे नहीं पता। ऐसे लिखें: <code>Europe/Berlin</code>।
settings-quiet-unknown = समय ऐसे लिखें: <code>22:30-06:45</code>, या <code>off</code>।
settings-language-title = 🗣 इस चैट की <b>भाषा</b>। चैनल अपनी रखते हैं।
button-settings = ⚙️ सेटिंग
button-settings-messages = 🔔 संदेश
button-settings-quiet = 🌙 शांत समय
button-settings-zone = 🕰 घड़ी
button-settings-language = 🗣 भाषा
button-settings-theme = 🎨 चित्र: { $theme }
button-settings-risk = ⚖️ जोखिम: { $risk }
button-settings-digest = 📊 डाइजेस्ट: { $period }
button-settings-cost = 💱 मेरी लागत
button-settings-kind = { $name }: { $loudness }
button-settings-no-quiet = कोई नहीं
button-settings-hours = { $from }–{ $to }
button-settings-place = { $place } { $time }
button-chosen = ✓ { $label }
invite = 🎟 <b>आपका निमंत्रण</b>
    <code>{ $link }</code>
invite-days = कोई दोस्त पहली बार इससे आए और बाद में चुकाए, तो आप दोनों को { $duration } मुफ़्त मिलेंगे।
invite-commission = कोई दोस्त पहली बार इससे आए, तो उसके भुगतान का { $share } आपका। { $hold } बाद, { NUMBER($minimum) } Stars से निकाल सकते हैं; लौटा हुआ भुगतान उसे भी ले जाता है।
invite-rewards = अब तक इससे { NUMBER($rewards) } { $rewards ->
    [one] बार
   *[other] बार
} मुफ़्त दिन मिले।
invite-balance = कमाया: { $payable } निकाल सकते हैं, { $onHold } रुका है, { $paidOut } दिया गया।
invite-caption = 🎟 आपका निमंत्रण: { $link }
invite-country = 🌍 निमंत्रण के लिए कुछ वादा करने से पहले: कुछ देशों में इसकी अनुमति नहीं। आप कहाँ रहते हैं? मैं एक बार पूछता हूँ।
invite-off = आप जहाँ रहते हैं वहाँ निमंत्रण पर इनाम नहीं मिलता। फिर भी मुझे दूसरों को दिखा सकते हैं।
invited = 👋 आपको बुलाया गया है। देख लीजिए।
invited-days = 👋 आपको बुलाया गया है: जब आप प्लान लेंगे, आपको और आपके दोस्त को ऊपर से { $duration } मुफ़्त मिलेंगे।
referral-days = 🎁 <b>{ $tier }</b> के { $duration } आपके लिए मुफ़्त: एक निमंत्रण से प्लान लिया गया। आपका कुछ अभी कट रहा हो तो ये सुरक्षित रहेंगे और उसके बाद शुरू होंगे।
referral-earned = 💶 निमंत्रण से आपने <b>{ $amount }</b> कमाए। { $time } से निकाल सकते हैं।
button-share = ↗️ किसी को भेजें
button-invite-picture = 📷 चित्र में
button-country = { $flag } { $country }
button-elsewhere = कहीं और
gift = 🎁 <b>किसी और के लिए प्लान।</b> चुनें और चुकाएँ; आपको लिंक मिलेगा। जो पहले दबाए, प्लान उसका।
gift-terms = 🎁 पहले भुगतान से पहले { $version } की शर्तें मान लें।
gift-description = उपहार: आपको आगे देने का लिंक मिलता है, जो पहले दबाए, प्लान उसका। अपने आप कुछ रिन्यू नहीं होता।
gift-paid = 🎁 <b>भुगतान हो गया।</b> यह लिंक आगे दें; जो पहले दबाए, प्लान उसका:
    <code>{ $link }</code>
gift-yours = 🎁 आपके लिए उपहार: <b>{ $until }</b> तक <b>{ $tier }</b>। कुछ नहीं कटेगा।
gift-kept = 🎁 आपके लिए उपहार। यह सुरक्षित है और मौजूदा ख़त्म होने पर शुरू होगा: /plan देखें।
gift-choose = नीचे का बटन दबाएँ और चुनें कि यह किसे मिले। मुझे सिर्फ़ उनका नंबर पता चलता है, और कुछ नहीं।
gift-given = 🎁 <b>{ $name }</b> को मिल गया, मैंने उन्हें बता दिया।
gift-not-met = जिसने यहाँ कभी START नहीं दबाया, उसे मैं लिख नहीं सकता; उन्हें यह लिंक दें: { $link }
button-gift-to = 👤 Telegram में किसी को चुनें
button-gift-choose = 👤 व्यक्ति चुनें
gift-own = 🎁 यह आपका अपना उपहार है। लिंक उसे दें जिसके लिए है।
gift-taken = वह उपहार किसी और ने ले लिया।
gift-unknown = ऐसा कोई उपहार मुझे नहीं पता, या वह लौटा दिया गया।
button-gift-plan = 🎁 { $plan }, { NUMBER($stars) } Stars
pause-ask = ⏸ प्लान रोकें? उसका समय रुकेगा, निजी चैनल बंद होंगे और सिग्नल Free की तरह आएँगे, जब तक आप /plan में फिर चालू न करें। साल में तीन बार।
plan-now-paused = ⏸ रुका हुआ। एक भी दिन नहीं जाएगा; /plan से फिर चालू करें।
plan-resumed = ▶️ आपका प्लान फिर चालू है।
pause-refused = { $why ->
    [subscription] सब्सक्रिप्शन रोका नहीं जा सकता: /plan में रद्द करें, जो चुकाया वह रहेगा।
    [too-often] आप साल में तीन बार रोक चुके हैं; इससे ज़्यादा नहीं।
   *[nothing] अभी रोकने को कुछ नहीं है।
}
button-pause-plan = ⏸ रोकें
button-pause-plan-surely = हाँ, रोकें
button-resume-plan = ▶️ आगे चलाएँ
recovery-code =
    🛟 <b>आपका रिकवरी कोड। यह सिर्फ़ अभी दिखेगा:</b>
    <code>{ $code }</code>
    यह Telegram खाता खो जाए तो नए से भेजें: <code>/recover { $code }</code>। एक दिन बाद सब वहाँ चला जाएगा; तब तक यह खाता उसे रोक सकता है। पुराना कोड अब कुछ नहीं खोलता।
recover-usage = नए खाते से ऐसे: <code>/recover A1B2-C3D4-E5F6-0718</code>। कोड पुराने खाते के /recovery से मिलता है।
recover-unknown = ऐसा कोड मुझे नहीं पता, या उससे एक बदलाव पहले से रुका है।
move-asked = 🛟 पुराने खाते को चेताया जा रहा है। वह न रोके तो <b>{ $time }</b> के बाद सब यहाँ आ जाएगा। तब पुराने खाते का सब्सक्रिप्शन रद्द होगा; जो चुकाया वह रहेगा।
move-warning = ⚠️ <b>{ $name }</b> ने दूसरे Telegram खाते से आपका रिकवरी कोड दिया। <b>{ $time }</b> के बाद आपका प्लान और सब कुछ वहाँ चला जाएगा। यह आप नहीं हैं तो अभी रोकें।
move-stopped = ✅ रोक दिया। सब यहीं रहेगा, और कोड अब कुछ नहीं खोलता। /recovery से नया बनाएँ।
moved = 🛟 अब सब यहाँ है: आपका प्लान, कुंजियाँ और सेटिंग। चैनलों में /plan से फिर आएँ।
button-stop-move = ✋ रोकें
exported = आपके बारे में जो रखा है, सब। API कुंजियों और रिकवरी कोड की हमारे पास सिर्फ़ छाप है, वह इसमें नहीं।
erase-ask = 🗑 <b>आपके बारे में सब मिटाएँ?</b> वापसी नहीं है। टिकट, सेटिंग, कुंजियाँ और सदस्यता मिटेंगी; भुगतान क़ानून के अनुसार आपके नाम और id के बिना रहेंगे।
erase-ask-paid = आपका <b>{ $tier }</b> तुरंत ख़त्म होगा और इससे पैसा नहीं लौटता; सब्सक्रिप्शन पहले रद्द होते हैं।
erased = ✅ हो गया। अब मैं आपके बारे में कुछ नहीं जानता; फिर लिखेंगे तो पहली बार मिलेंगे।
button-export = 📄 पहले मेरा डेटा
button-erase-surely = 🗑 हाँ, सब मिटाएँ
command-invite = दोस्तों को बुलाएँ
command-gift = किसी और के लिए प्लान
command-recovery = यह खाता खोने के दिन के लिए कोड
command-recover = खोए खाते से सब यहाँ लाता है
command-export = आपका सारा डेटा एक फ़ाइल में
command-deletemydata = मुझे भूल जाएँ
digest-day = 📊 <b>आपका { $day }</b>
digest-week = 📊 <b>आपका सप्ताह, { $from } से { $to } तक</b>
digest-decided = तय हुए: { NUMBER($signals) } सिग्नल जो आप देख सकते हैं, { NUMBER($right) } सही, { NUMBER($wrong) } ग़लत, { NUMBER($others) } खुले या दोनों में से कोई नहीं
digest-sent = आपको भेजे गए: { NUMBER($signals) }, { NUMBER($right) } सही, { NUMBER($wrong) } ग़लत, { NUMBER($others) } खुले या दोनों में से कोई नहीं
digest-left-out = आपकी सेटिंग्स ने <b>{ NUMBER($signals) } सिग्नल छोड़े: { NUMBER($right) } सही</b>, पूरे हुए में से { $share } { $interval }
digest-left-out-few = आपकी सेटिंग्स ने <b>{ NUMBER($signals) } सिग्नल छोड़े: { NUMBER($right) } सही</b>; प्रतिशत के लिए बहुत कम
digest-left-out-none = आपकी सेटिंग्स ने कुछ नहीं छोड़ा।
digest-foot = <i>लागत से पहले, दिशा के अनुसार। रिकॉर्ड में सब गिने जाते हैं: /track. आपको क्या मिले, यह आप चुनें: /settings</i>
sales-closed = 🔻 <b>अब कुछ नहीं बिकता</b>: यह सेवा बंद की जा रही है। जो आपके पास है, वह अपने अंत तक खुला रहेगा; /plan में देखें।
closing-told-until = 🔻 <b>यह सेवा बंद की जा रही है।</b> अब कुछ नहीं बिकता। आपके पास { $tier } { $until } तक है और तब तक खुला रहेगा।
closing-told-for-good = 🔻 <b>यह सेवा बंद की जा रही है।</b> अब कुछ नहीं बिकता। हमेशा के लिए ख़रीदा आपका { $tier } सेवा रुकने तक खुला रहेगा।
closing-told-kept = 🔻 <b>यह सेवा बंद की जा रही है।</b> अब कुछ नहीं बिकता। आपका बचा हुआ समय दर्ज है।
closing-told-cancelled = आपकी सदस्यता रद्द कर दी गई है: अब और कुछ नहीं कटेगा।
closing-told-presents = 🎁 आपके भुगतान किए { NUMBER($presents) } उपहार अभी किसी ने नहीं लिए। लिंक अब भी चलते हैं; ऑपरेटर Stars लौटाए तो आपके भी लौटेंगे।
closing-told-more = ऑपरेटर आपका बचा समय देखता है। भुगतान के सवाल: /paysupport।
reopened-told = 🔺 <b>सेवा चलती रहेगी।</b> प्लान पहले की तरह बिकते हैं। रद्द की गई सदस्यता तब तक रद्द रहेगी जब तक आप उसे /plan में फिर शुरू न करें।
