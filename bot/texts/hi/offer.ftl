plan-name = Analyser { $tier }, { NUMBER($days) } दिन
plan-name-for-good = Analyser { $tier }, हमेशा
offer-title =
    ⭐ <b>{ $plan }</b>
    <b>{ NUMBER($stars) } Stars</b>, एक बार। अपने आप कुछ रिन्यू नहीं होता।
offer-warning = आप रफ़्तार और पहुँच ख़रीदते हैं, लाभ का वादा नहीं। पहले /track देखें।
offer-paid-until = { $until } तक आपकी पहुँच है; इससे { NUMBER($days) } दिन जुड़ेंगे।
offer-paid-until-for-good = { $until } तक आपकी पहुँच है; यह हमेशा के लिए आपका होगा।
offer-renews = या सब्सक्रिप्शन: रद्द करने तक हर 30 दिन { NUMBER($stars) } Stars; /plan में दो बार दबाकर रद्द। जो चुकाया वह रहता है।
offer-credit = { $from } के बचे { $unused }, ख़रीद के ऊपर { $tier } के { $credit } बन जाते हैं।
offer-replaces = आपका { $tier } सब्सक्रिप्शन इसी से ख़त्म होगा और फिर नहीं कटेगा।
offer-waits = आपके पास { $until } तक { $tier } है; ख़रीदा हुआ उसके बाद शुरू होगा।
offer-waits-for-good = आपके पास हमेशा वाला { $tier } है, जिसमें यह सब पहले से है।
offer-terms = पहले भुगतान से पहले { $version } की शर्तें मान लें।
plan-gone = वह प्लान अब नहीं बिकता। यह उपलब्ध है:
nothing-on-sale = अभी कुछ बिक्री में नहीं। मेरे पास जो है, सब मुफ़्त है।
at-once = तुरंत
at-the-close = कैंडल बंद होते ही
at-its-close = अपनी कैंडल बंद होते ही
days-later = { NUMBER($days) } दिन बाद
benefit-sooner = अगली कैंडल का हर सिग्नल, और /predict, { $delay }। Free को वही { $freeDelay }।
benefit-swing-sooner = कई दिन रखी जाने वाली एंट्री (स्विंग), { $delay }। Free को { $freeDelay }।
benefit-channel = निजी { $tier } चैनल
benefit-direct-alerts = आपके चुने सिग्नल सीधे यहाँ: पेयर, ओर, भरोसा, आपकी लागत पर ट्रेड लायक़ या नहीं: /watch
benefit-questions = मिनट में { NUMBER($freePerMinute) } की जगह { NUMBER($perMinute) } सवाल
benefit-backtests = किसी भी पेयर का /backtest, दिन में { NUMBER($perDay) }{ NUMBER($freePerDay) ->
    [0] {""}
   *[other] {" "}({ NUMBER($freePerDay) } की जगह)
}
benefit-api-per-minute = API: मिनट में { NUMBER($freePerMinute) } की जगह { NUMBER($perMinute) } कॉल
benefit-api-per-day = API: दिन में { NUMBER($freePerDay) } की जगह { NUMBER($perDay) } कॉल
invoice-sooner = हर सिग्नल { $delay }
invoice-swing-sooner = स्विंग तुरंत, { $freeDelay } नहीं
invoice-channel = निजी { $tier } चैनल
invoice-direct-alerts = सिग्नल सीधे आपको
invoice-questions = मिनट में { NUMBER($perMinute) } सवाल
invoice-backtests = दिन में { NUMBER($perDay) } बैकटेस्ट
invoice-api-per-minute = API { NUMBER($perMinute) }/मिनट
invoice-api-per-day = API { NUMBER($perDay) }/दिन
invoice-end-for-good = जब तक सेवा चले; कुछ रिन्यू नहीं होता।
invoice-end-renews = रद्द करने तक हर 30 दिन रिन्यू।
invoice-end = { NUMBER($days) } दिन के लिए; अपने आप ख़त्म।
subscription-ready = 🔁 <b>{ $plan }</b>, हर 30 दिन { NUMBER($stars) } Stars। बटन से इनवॉइस खोलें; आपकी पुष्टि से पहले कुछ नहीं कटता।
subscription-ready-kept = बचे हुए दिन सुरक्षित रहते हैं और सब्सक्रिप्शन ख़त्म होने पर शुरू होते हैं।
subscription-refused = { $code ->
    [already-subscribed] आपका सब्सक्रिप्शन पहले से चालू है, इसलिए दूसरा नहीं बेचा जाता। /plan देखें।
   *[higher-plan-runs] इससे ऊँचा प्लान चालू है, तब तक यह भुगतान बेकार जाता। /plan देखें।
}
subscription-ask-cancel = { $tier } सब्सक्रिप्शन रद्द करें? फिर कुछ नहीं कटेगा। { $until } तक खुला रहेगा।
subscription-cancelled = ✅ रद्द। अब कुछ नहीं कटेगा। { $tier } <b>{ $until }</b> तक खुला है।
subscription-may-resume = ↩️ Telegram इसे फिर चालू करने देता है: Telegram सेटिंग, My Stars, यह सब्सक्रिप्शन, Renew। होते ही लिखूँगा।
subscription-gone = यह सब्सक्रिप्शन अब चालू नहीं है। /plan देखें।
subscription-failed = ⚠️ Telegram { $tier } सब्सक्रिप्शन का भुगतान नहीं ले सका। <b>{ $until }</b> तक खुला है: बैलेंस में Stars जोड़ें, फिर Telegram सेटिंग में My Stars से रिन्यू करें।
subscription-failed-card = ⚠️ { $tier } के लिए आपके कार्ड से भुगतान नहीं हो सका। <b>{ $until }</b> तक खुला है और फिर कोशिश होगी। /plan में “मेरा कार्ड” से दूसरा कार्ड लगाएँ।
subscription-on = ✅ { $tier } सब्सक्रिप्शन जारी है। <b>{ $until }</b> तक भुगतान हो चुका।
trial-started =
    🎁 <b>{ $tier } { $until } तक आपका</b>, मुफ़्त। कोई Stars नहीं, कुछ रिन्यू नहीं, रद्द करने को कुछ नहीं।
    बटन चैनल खोलता है; /plan बताता है कितना बचा है।
trial-used = ट्रायल नए लोगों के लिए है, एक बार, बाक़ी सबसे पहले। /plan बताता है आपके पास क्या है, /subscribe क्या उपलब्ध है।
return-ask = ख़रीद लौटाएँ? पूरे { $amount } आपको लौटेंगे, उसका समय तुरंत ख़त्म होगा और सब्सक्रिप्शन रद्द होगा। यह एक ही बार हो सकता है।
return-begun = ↩️ आपका भुगतान लौटाया जा रहा है। होते ही लिखूँगा।
return-too-late = यह ख़रीद अब यहाँ नहीं लौटाई जा सकती। /paysupport भेजें, कोई व्यक्ति देखेगा।
reminder = ⏳ आपका <b>{ $tier }</b> { $left } में, <b>{ $until }</b> को ख़त्म होगा। अपने आप रिन्यू नहीं होता; एक बटन से और जुड़ जाएगा।
reminder-ended = आपका प्लान { $time } को ख़त्म हुआ। Free का सब कुछ आपका है; एक बटन बाक़ी लौटा देगा।
card-link =
    💳 बटन वह पेज खोलता है जहाँ आप कार्ड से चुकाते हैं। वह आपके नाम का है: एक बार, आधे घंटे के भीतर चलता है, इसलिए किसी को न दें।
    चुकाने के बाद यहाँ लौटें: चैनल अपने आप खुल जाएगा।
card-portal = 💳 बटन वह पेज खोलता है जहाँ आप कार्ड बदलते हैं, रद्द करते हैं और रसीदें पाते हैं। किसी को न दें।
card-not-offered = 💳 अभी यहाँ कार्ड से भुगतान नहीं होता। सब कुछ Stars में मिलता है: /subscribe।
redeem-usage = 🎟 <code>/redeem</code> और अपना कोड भेजें।
coupon-refused = 🎟 { $code ->
    [over] इस कोड की अवधि समाप्त हो गई है।
    [used-up] यह कोड जितनी बार इस्तेमाल हो सकता था, हो चुका है।
    [used-by-you] आप यह कोड पहले ही इस्तेमाल कर चुके हैं।
    [not-for-you] यह कोड अभी आपके लिए नहीं है: यह नए लोगों के लिए या पहले प्लान ले चुके लोगों के लिए हो सकता है।
    [other-plan] यह कोड उस प्लान पर लागू नहीं होता।
   *[unknown] कोड <code>{ $word }</code> मुझे नहीं पता, या अब मान्य नहीं है।
}
coupon-given = 🎁 <b>{ $tier } के { $days }</b> आपके हैं, मुफ़्त। कुछ भी अपने आप नवीनीकृत नहीं होता।
coupon-given-until = 🎁 <b>{ $tier } के { $days }</b> आपके हैं, मुफ़्त: <b>{ $until }</b> तक खुला। कुछ भी अपने आप नवीनीकृत नहीं होता।
coupon-given-later = 🎁 <b>{ $tier } के { $days }</b> आपके हैं, मुफ़्त। आपकी सदस्यता जारी है, इसलिए ये रखे गए हैं और उसके ख़त्म होने पर शुरू होंगे।
coupon-cheaper = 🎟 <b>{ $code }</b>: पहली बार { $gift }. एक बार के भुगतान वाला प्लान चुनें:
coupon-held = 🎟 <b>{ $code }</b> के साथ, पहली बार { $gift }, यह प्लान <b>{ $price }</b> का है, एक बार का भुगतान।
coupon-terms = 🎟 <b>{ $code }</b>: पहली बार { $gift }. पहले भुगतान से पहले { $version } की शर्तें मान लें; इनवॉइस इसी कीमत का होगा।
coupon-invoice = कोड { $code } के साथ। एक बार का भुगतान; अपने आप समाप्त, कोई नवीनीकरण नहीं।
coupon-win-back = 👋 आपका प्लान कुछ समय पहले समाप्त हुआ। कोड <code>{ $code }</code> आपके लिए है: { $gift }. <code>/redeem { $code }</code> भेजें।
coupon-percent = { $percent } की छूट
coupon-fixed = { $stars } की छूट, या कार्ड से { $dollars }
coupon-days = { $tier } के { NUMBER($days) } दिन

# /partner: affiliate and introducing-broker programmes
partners-none = अभी यहाँ कोई पार्टनर कार्यक्रम नहीं है।
partners-not-here = आप जहाँ रहते हैं वहाँ के लिए कोई पार्टनर कार्यक्रम नहीं है।
partners-title =
    🤝 <b>पार्टनर</b>
    जहाँ आप हमारे लिंक से खाता खोल सकते हैं। एक चुनें:
partner-country = 🌍 ऐसे कार्यक्रमों की हर जगह अनुमति नहीं है। आप कहाँ रहते हैं? मैं एक बार पूछता हूँ।
partner-title = 🤝 <b>{ $title }</b>
partner-reward = { $on ->
    [registration] हमारे लिंक से वहाँ खाता खोलते ही <b>{ $tier } के { $duration }</b> मुफ़्त।
    [trade] हमारे लिंक से वहाँ खाता खोलकर ट्रेड करते ही <b>{ $tier } के { $duration }</b> मुफ़्त।
    [withdrawal] हमारे लिंक से वहाँ खाता खोलकर, ट्रेड करके और पैसे निकालते ही <b>{ $tier } के { $duration }</b> मुफ़्त।
   *[deposit] हमारे लिंक से वहाँ खाता खोलकर पैसे जमा करते ही <b>{ $tier } के { $duration }</b> मुफ़्त।
}
partner-conflict = { $on ->
    [registration] <i>आप { $title } पर खाता खोलें तो इस बॉट का संचालक कमाता है। यह हितों का टकराव है: सिग्नल खाता खोलने का कारण नहीं है।</i>
    [trade] <i>आप { $title } पर ट्रेड करें तो इस बॉट का संचालक कमाता है। यह हितों का टकराव है: सिग्नल ज़्यादा ट्रेड करने का कारण नहीं है।</i>
    [withdrawal] <i>{ $title } पर आपके खाते से इस बॉट का संचालक कमाता है। यह हितों का टकराव है: सिग्नल ज़्यादा ट्रेड करने का कारण नहीं है।</i>
   *[deposit] <i>आप { $title } पर पैसे जमा करें तो इस बॉट का संचालक कमाता है। यह हितों का टकराव है: सिग्नल ज़्यादा जमा करने का कारण नहीं है।</i>
}
partner-steps =
    1. खाता नीचे के बटन से खोलें: दूसरे रास्ते से { $title } नहीं जान सकता कि आप यहाँ से आए।
    2. वहाँ का अपना UID मुझे भेजें। मुझे न पासवर्ड चाहिए, न कुंजी, और हममें से कोई इन्हें नहीं माँगता।
partner-own-claim = { $state ->
    [confirmed] ✅ UID <code>{ $uid }</code>: पुष्टि हुई
    [rejected] ✖ UID <code>{ $uid }</code>: वहाँ हमारे लिंक से आया हुआ नहीं दिखता
    [expired] ⌛ UID <code>{ $uid }</code>: समय पर किसी ने पुष्टि नहीं की
   *[pending] ⏳ UID <code>{ $uid }</code>: पुष्टि की प्रतीक्षा
}
partner-ask-uid =
    🤝 { $title } पर अपना UID एक संदेश में भेजें। वह वहाँ आपके खाते में है, अक्सर नाम या प्रोफ़ाइल के नीचे।
    रोकने के लिए /cancel.
partner-bad-uid = यह UID नहीं है: 3 से 32 अक्षर और अंक। फिर कोशिश करें, या /cancel.
partner-claim = { $outcome ->
    [confirmed] ✅ { $title } के अनुसार UID <code>{ $uid }</code> हमारे लिंक से आया है।
    [rejected] ✖ { $title } के अनुसार UID <code>{ $uid }</code> हमारे लिंक से नहीं आया। उसकी सूची देर से बनती है: खाता अभी खोला हो तो एक घंटे बाद फिर भेजें। ग़लत लगे तो /support पर लिखें।
    [taken] ✖ UID <code>{ $uid }</code> यहाँ किसी और खाते ने बताया है। वह आपका है तो /support पर लिखें।
    [too-many] ✖ आज आपने बहुत UID बताए। कल कोशिश करें, या /support पर लिखें।
    [expired] ⌛ { $title } ने एक महीने में UID <code>{ $uid }</code> की पुष्टि नहीं की, इसलिए अब मैं नहीं रुकता। आप इसे फिर भेज सकते हैं।
   *[pending] ⏳ लिख लिया: UID <code>{ $uid }</code>. { $title } जैसे ही पुष्टि करे कि आप हमारे लिंक से आए, मैं बताऊँगा। इसमें कुछ दिन लग सकते हैं।
}
partner-granted = 🎁 <b>{ $tier } के { $duration }</b> आपके हैं, मुफ़्त: { $title } ने आपके खाते की पुष्टि की। कुछ नवीनीकृत नहीं होता।
partner-revoked = ↩️ { $title } ने आपके खाते के बारे में बताई बात वापस ले ली, इसलिए उससे मिले मुफ़्त दिन समाप्त होते हैं।
button-partner = 🤝 { $title }
button-partner-link = ↗️ { $title } पर खाता खोलें
button-trade-at = ↗️ { $title } पर ट्रेड करें
button-partner-uid = 🔢 खाता है: मेरा UID
button-partners = ◀️ सभी पार्टनर
command-partner = पार्टनर से मुफ़्त दिन
