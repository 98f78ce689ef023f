bot-description =
    Analyser क्रिप्टो और फ़ॉरेक्स की कैंडल पढ़ता है और बताता है कि अगली किस ओर बंद होने की संभावना ज़्यादा है: BUY, SELL या कुछ नहीं।

    हर सिग्नल भेजने से पहले दर्ज और बाद में परखा जाता है, नुक़सान वाले भी। बढ़त छोटी है और ख़त्म हो सकती है: कुछ भी चुकाने से पहले रिकॉर्ड देखें।

    यह मॉडल का नतीजा है, सलाह नहीं।
bot-short-description = ईमानदार रिकॉर्ड वाले ट्रेडिंग सिग्नल: सबके सामने परखे, नुक़सान वाले भी। सलाह नहीं।
command-signals = ताज़ा सिग्नल
command-signal = चार्ट के साथ एक सिग्नल
command-predict = अगली कैंडल के बारे में पूछें
command-chart = पेयर की कैंडल और खुले सिग्नल
command-why = सिग्नल किससे बना
command-track = रिकॉर्ड, नुक़सान वाले भी
command-history = पिछले 12 महीनों के सारे सिग्नल एक फ़ाइल में
command-calibration = बताई संभावनाएँ सच निकलती हैं या नहीं
command-backtest = पेयर के अतीत पर सिग्नल नियम
command-markets = मैं किन पर नज़र रखता हूँ
command-status = बाज़ार और डेटा कितना ताज़ा है
command-cost = आपकी ट्रेडिंग लागत: आपके अपने फ़ैसले
command-watch = कौन से सिग्नल आपको भेजे जाएँ
command-settings = संदेश, शांत समय, चित्र, आपकी घड़ी
command-plan = आपके पास क्या है, आपके चैनल
command-subscribe = Pro या Elite लें
command-redeem = कोड इस्तेमाल करें
command-trial = सात दिन Pro, मुफ़्त
command-help = मैं जो कर सकता हूँ, सब
command-support = किसी व्यक्ति से पूछें
command-paysupport = भुगतान की समस्या
command-terms = बिक्री की शर्तें
command-privacy = आपके बारे में क्या रखा जाता है
