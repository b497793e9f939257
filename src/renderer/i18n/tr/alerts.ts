import type { Texts } from '../texts.ts';

export const alerts: Texts<'alerts'> = {
  inEnglish: 'İngilizce: {{text}}',
  'input-bad-samples': 'Bozuk örnekler sessizlikle değiştirildi.',
  'input-bad-samples_said_one': '{{count, number}} bozuk örnek sessizlikle değiştirildi.',
  'input-bad-samples_said_other': '{{count, number}} bozuk örnek sessizlikle değiştirildi.',
  'input-truncated': 'Kayıt yarım kalmış; eksik kısmın metni yok.',
  'input-truncated_stopped': 'Çözücü {{at}} konumunda yanıt vermeyi bıraktı; gerisi eksik.',
  'input-truncated_short': 'Dosya {{stated}} sürdüğünü söylüyor, ama sesi {{at}} konumunda bitiyor.',
  'input-truncated_failed': 'Çözücü {{at}} konumunda başarısız oldu; gerisi eksik.',
  'input-truncated_shrunk': 'Dosya okunurken kısaldı; {{there, number}} s ses kullanıldı.',
  'input-truncated_header': 'Dosya {{stated, number}} s ses bildiriyor, ama {{there, number}} s var.',
  'input-too-long': 'Yalnızca ilk 48 saat okundu.',
  'input-corrupt': 'Dosyanın bazı yerleri bozuk; çözülemeyen yerler sessiz.',
  'input-size-wrong': 'Dosya uzunluğunu bildirmiyor; bulunan sesin tümü kullanıldı.',
  'input-size-wrong_said': 'Dosya uzunluğunu bildirmiyor; bulunan {{there, number}} s sesin tümü kullanıldı.',
  'decoder-message': 'Çözücü dosya hakkında bir şey bildirdi.',
  'source-description-damaged': 'Kaydın yanındaki açıklama yok sayıldı; sonuçlar nereden geldiğini söylemez.',
  'source-description-damaged_said': '{{file}} yok sayıldı; sonuçlar kaydın nereden geldiğini söylemez.',
  'nothing-to-split': 'Ayrılacak bir şey yok; kayıt ayrılmadan işlendi.',
  'nothing-to-split_channel': 'Kaydın tek kanalı var; konuşmacı algılamalı tek parça olarak işlendi.',
  'nothing-to-split_stream': 'Kayıtta tek ses akışı var; parçalar yerine kanallar belirleyici oldu.',
  'nothing-to-split_tracks': 'Bir parçanın kanalları tek mikrofondur; karıştırıldılar, parçalar ayrı kaldı.',
  'channel-silent': 'Bir kanalda konuşma olabilecek ses yok.',
  'channel-silent_said_one': '{{channels}}. kanalda konuşma olabilecek ses yok.',
  'channel-silent_said_other': 'Şu kanallarda konuşma olabilecek ses yok: {{channels}}.',
  'channel-copy': 'Bir kanal diğeriyle aynı sesi taşıyor; bir şey katmıyor.',
  'channel-copy_said': '{{channel}}. kanal {{of}}. kanalla aynı sesi taşıyor; bir şey katmıyor.',
  'dual-mono': 'Kanallar aynı sesi taşıyor; kayıt tek parça olarak işlendi, konuşmacılar seslerinden ayrıldı.',
  'channels-split': 'İki kanalda farklı kişiler var; her biri ayrı işlendi.',
  'channels-differ': 'İki kanalda farklı kişiler var, ama karıştırıldılar. Kişileri ayrı tutmak için kanalları ayırın.',
  'channels-differ_count':
    'İki kanalda farklı kişiler var, ama başka bir konuşmacı sayısı istendi; bu yüzden karıştırıldılar.',
  'channels-alike':
    'İki kanal aynı ortamı duyuyor; bazı sözcükler ikisinden de gelebilir. Her kişinin kendi kanalı yoksa karıştırın.',
  'roles-not-used': 'Kanallar ayrılmadığı için roller kullanılmadı.',
  'cross-talk': 'Başka kanaldan sızan konuşma dışarıda bırakıldı.',
  'cross-talk_said':
    '{{channel}}. kanaldaki {{seconds, number}} s konuşma şu kanaldan sızmıştı ve orada bırakıldı: {{origins}}.',
  'vad-bad-samples': 'Geçersiz örnekli bölümler sessizlik sayıldı.',
  'vad-bad-samples_said_one': 'Geçersiz örnekli 32 ms’lik {{count, number}} bölüm sessizlik sayıldı.',
  'vad-bad-samples_said_other': 'Geçersiz örnekli 32 ms’lik {{count, number}} bölüm sessizlik sayıldı.',
  'no-speech': 'Bu kayıtta konuşma bulunamadı.',
  'no-asr-model':
    'Konuşma tanıma modeli kurulu değil; altyazılarda zamanlar ve konuşmacılar var, metin yok. Modeller görünümünden bir tane ekleyin.',
  'asr-checkpoint-ignored': 'Saklanan bir sonuç kullanılamadı; bu bölüm yeniden yazıya dökülüyor.',
  'asr-text-doubtful': 'Metnin bir bölümü konuşmaya benzemiyor.',
  'asr-text-doubtful_said_one': '{{count, number}} yerde konuşmaya benzemeyen metin var.',
  'asr-text-doubtful_said_other': '{{count, number}} yerde konuşmaya benzemeyen metin var.',
  'speech-without-text': 'Algılanan konuşmanın bir bölümünün metni yok.',
  'speech-without-text_said':
    'Algılanan {{speechSeconds, number}} s konuşmanın {{lostSeconds, number}} saniyesinde metin yok.',
  'asr-second-opinion': 'Metni kuşkulu bölümler başka bir modelle yeniden yazıya döküldü.',
  'asr-second-opinion_said_one':
    'Metni kuşkulu {{count, number}} bölüm {{engine}} ile yeniden yazıya döküldü. Daha iyi olup tutulan sonuç: {{kept, number}}.',
  'asr-second-opinion_said_other':
    'Metni kuşkulu {{count, number}} bölüm {{engine}} ile yeniden yazıya döküldü. Daha iyi olup tutulan sonuç: {{kept, number}}.',
  'asr-second-opinion_late_one':
    'Metni kuşkulu {{count, number}} bölüm {{engine}} ile yeniden yazıya döküldü. Daha iyi olup tutulan sonuç: {{kept, number}}. Zaman yetmediği için kalan: {{left, number}}.',
  'asr-second-opinion_late_other':
    'Metni kuşkulu {{count, number}} bölüm {{engine}} ile yeniden yazıya döküldü. Daha iyi olup tutulan sonuç: {{kept, number}}. Zaman yetmediği için kalan: {{left, number}}.',
  'asr-second-opinion-failed': 'İkinci model kullanılamadı; kuşkulu metin olduğu gibi kalıyor.',
  'asr-batch-reduced': 'Bir seferde fazla bölüm işlenemedi; daha küçük gruplarla yeniden deneniyor.',
  'asr-batch-reduced_said':
    'Bir seferde {{windows, number}} bölüm işlenemedi; {{size, number}} bölümlük gruplarla yeniden deneniyor.',
  'asr-window-failed': 'Bu bölüm yazıya dökülemedi.',
  'asr-language-settled': 'Bölümler, çevrelerindekilerin dilinde yeniden yazıya döküldü.',
  'asr-language-settled_said_one': '{{count, number}} bölüm, çevresindekilerin dilinde yeniden yazıya döküldü.',
  'asr-language-settled_said_other': '{{count, number}} bölüm, çevresindekilerin dilinde yeniden yazıya döküldü.',
  'asr-stand-in':
    'İstenen tanıyıcı o sırada kullanılamadığı için bazı bölümler başka bir tanıyıcıyla yazıya döküldü. Yalnızca bunları yeniletmek için yeniden çalıştırın.',
  'asr-stand-in_said_one':
    '{{engine}} o sırada kullanılamadığı için {{count, number}} bölüm {{others}} ile yazıya döküldü. Yalnızca onu yeniletmek için yeniden çalıştırın.',
  'asr-stand-in_said_other':
    '{{engine}} o sırada kullanılamadığı için {{count, number}} bölüm {{others}} ile yazıya döküldü. Yalnızca bunları yeniletmek için yeniden çalıştırın.',
  'asr-stand-in-retried':
    'Önceki çalıştırmada başka bir tanıyıcının yazıya döktükleri, istenenle yeniden yazıya döküldü.',
  'asr-stand-in-retried_said_one':
    '{{engine}} önceki çalıştırmada {{count, number}} bölüm için kullanılamamıştı; yalnızca o yeniden yazıya döküldü. Artık kendisinin: {{better, number}}.',
  'asr-stand-in-retried_said_other':
    '{{engine}} önceki çalıştırmada {{count, number}} bölüm için kullanılamamıştı; yalnızca bunlar yeniden yazıya döküldü. Artık kendisinin: {{better, number}}.',
  'stage-again-failed':
    'Önceki çalıştırmanın gerektiği gibi yapamadığı iş yeniden denenecekti, bu da başarısız oldu. Sonucu olduğu gibi alındı.',
  'asr-second-try': 'Az metinli bölümler parça parça yeniden yazıya döküldü.',
  'asr-second-try_said_one':
    'Az metinli {{count, number}} bölüm parça parça yeniden yazıya döküldü. Daha iyi olup tutulan sonuç: {{kept, number}}.',
  'asr-second-try_said_other':
    'Az metinli {{count, number}} bölüm parça parça yeniden yazıya döküldü. Daha iyi olup tutulan sonuç: {{kept, number}}.',
  'aligner-failed': 'Hizalayıcı başarısız oldu. Sözcük kaybı yok, ama zamanları daha az kesin.',
  'aligner-failed_said': '{{aligner}} hizalayıcısı başarısız oldu. Sözcük kaybı yok, ama zamanları daha az kesin.',
  'aligner-missing': 'Hizalama modeli kurulu değil; sözcükler tanıma modelinin zamanlarını koruyor.',
  'aligner-missing_said': 'Hizalama modeli kurulu değil; sözcükler şu modelin zamanlarını koruyor: {{model}}.',
  'aligner-missing_language':
    '“{{language}}” için hizalama modeli kurulu değil; sözcükler şu modelin zamanlarını koruyor: {{model}}.',
  'language-not-listed': 'Model bu kaydın dili için yapılmamış. Metin yanlış olabilir.',
  'language-not-listed_said': '{{model}} modeli “{{language}}” dili için yapılmamış. Metin yanlış olabilir.',
  'fixture-model': 'Deneme modeliyle yapıldı. Başka kayıtlarda sonuçlar yanlış olur.',
  'fixture-model_said': 'Yalnızca deneme amaçlı {{models}} ile yapıldı. Başka kayıtlarda sonuçlar yanlış olur.',
  'speakers-of-recogniser': 'Konuşmacılar tanıma modelinin ayırdığı gibi; ses kitaplığından kimse tanınamaz.',
  'speakers-of-recogniser_said': 'Konuşmacılar {{engine}} modelinin ayırdığı gibi; ses kitaplığından kimse tanınamaz.',
  'embedder-uncalibrated':
    'Ses modeli hiç ölçülmemiş; bir tahmin kullanıldı. Konuşmacı sayısını denetleyin ya da kendiniz verin.',
  'embedder-uncalibrated_said':
    '{{model}} ses modeli hiç ölçülmemiş; bir tahmin kullanıldı. Konuşmacı sayısını denetleyin ya da kendiniz verin.',
  'speaker-count-not-met': 'İstenen konuşmacı sayısı bulunamadı.',
  'speaker-count-not-met_said': 'İstenen konuşmacı sayısı bulunamadı. Bulunan: {{found, number}}.',
  'speaker-count-not-met_no-speech': 'İstenen konuşmacı sayısı bulunamadı: konuşma yok.',
  'speaker-count-not-met_speech-too-short':
    'İstenen konuşmacı sayısı bulunamadı. Bulunan: {{found, number}}. Konuşma çok kısa: {{wanted, number}} konuşmacı için {{samples, number}} ses örneği var.',
  'speaker-count-not-met_voices-alike':
    'İstenen konuşmacı sayısı bulunamadı. Bulunan: {{found, number}}. Sesler daha fazla ayırt edilemedi.',
  'speaker-count-not-met_channels': 'İstenen konuşmacı sayısı, ayrılan kanallara uymuyor.',
  'one-speaker-doubtful': 'Tek konuşmacı bulundu, ama birden çok olabilir. Öyleyse sayılarını verin.',
  'downgrade-device': 'İstenen aygıt kullanılmadı; bu daha yavaştır, sonuç eksiksizdir.',
  'downgrade-device_step':
    'Bir model {{from}} üzerinde başarısız oldu, {{to}} ile sürdü; bu daha yavaştır, sonuç eksiksizdir.',
  'downgrade-device_asked': '{{wish}} istendi, ama işlemci (cpu) kullanıldı.',
  'downgrade-device_died':
    '{{from}} kullanılırken motor süreci sonlandı; gerisi işlemcide (cpu) çalıştı. Yinelenirse sürücüyü güncelleyin.',
  'downgrade-batch': 'Bellek yetmedi; bir seferde daha az iş yapıldı. Sonuç eksiksizdir.',
  'downgrade-batch_said': 'Bellek yetmedi; {{from}} yerine {{to}} çalıştırıldı. Sonuç eksiksizdir.',
  'downgrade-quantisation': 'Bir model başarısız oldu, daha küçük biçimiyle sürdü. Sonuç eksiksizdir.',
  'downgrade-quantisation_said':
    '{{from}} başarısız oldu. Aynı modelin daha küçük biçimi {{to}} sürdürdü. Sonuç eksiksizdir.',
  'downgrade-model': 'Bir model başarısız oldu, yerine başkası sürdürdü. Sonuç eksiksizdir.',
  'downgrade-model_said': '{{from}} başarısız oldu. Yerine {{to}} sürdürdü. Sonuç eksiksizdir.',
  'downgrade-window': 'Bu bölümde bir model başarısız oldu; başka bir model yazıya döktü.',
  'downgrade-window_said': '{{from}} bu bölümde başarısız oldu. {{to}} yazıya döktü.',
  'downgrade-language': 'Dil nedeniyle başka bir modelle yazıya döküldü.',
  'downgrade-language_said': 'Dil nedeniyle {{to}} ile yazıya döküldü.',
  'downgrade-recovered': 'Yeniden ilk model kullanıldı.',
  'downgrade-recovered_said': '{{from}} modelinden {{to}} modeline dönüldü.',
  'downgrade-exhausted':
    'Son model de başarısız oldu; gerisinde zamanlar var, metin yok. Denemek için yeniden çalıştırın.',
  'downgrade-exhausted_said':
    '{{from}} başarısız oldu ve başka model kalmadı; gerisinde zamanlar var, metin yok. Denemek için yeniden çalıştırın.',
  'downgrade-model-damaged': 'Kurulu bir model bozuk ve kullanılmadı. Kaldırıp yeniden kurun.',
  'downgrade-model-damaged_said': '{{model}} modeli bozuk; yerine bir şey kullanılmadı. Kaldırıp yeniden kurun.',
  'downgrade-model-damaged_instead': '{{model}} modeli bozuk; yerine {{instead}} kullanıldı. Kaldırıp yeniden kurun.',
  'native-warnings': 'Modelleri çalıştıran kitaplıklar uyarı verdi.',
  'native-warnings_said_one': 'Modelleri çalıştıran kitaplıklar {{count, number}} uyarı verdi.',
  'native-warnings_said_other': 'Modelleri çalıştıran kitaplıklar {{count, number}} uyarı verdi.',
  'artifact-damaged': 'Önceki bir çalışmanın saklanan sonucu bozuk ya da yok; kullanılmadı.',
  'partial-result': 'Bu, bitmemiş bir işin sonucudur.',
  'partial-result_text': 'Eksik: {{speechSeconds, number}} s konuşmanın {{lostSeconds, number}} saniyesinin metni.',
  'partial-result_speakers': 'Eksik: konuşmacılar.',
  'partial-result_text-speakers':
    'Eksik: {{speechSeconds, number}} s konuşmanın {{lostSeconds, number}} saniyesinin metni ve konuşmacılar.',
  'captions-repaired': 'Altyazıların onarılması gerekti.',
  'captions-repaired_said': '{{name}} onarıldı.',
  'captions-unusable': 'Dosyada bu kayda uyan altyazı yok; altyazılar tanınandan yapıldı.',
  'captions-unusable_said': '{{name}} içinde bu kayda uyan altyazı yok; altyazılar tanınandan yapıldı.',
  'captions-missing': 'Kaydın hazır altyazısı yok; altyazılar tanınandan yapıldı.',
  'captions-missing_said': '{{name}} için hazır altyazı yok; altyazılar tanınandan yapıldı.',
  'captions-missing_language': '{{name}} için “{{language}}” dilinde hazır altyazı yok; altyazılar tanınandan yapıldı.',
  'captions-unreadable': 'Hazır altyazılar kullanılamadı; altyazılar tanınandan yapıldı.',
  'captions-unreadable_said': '{{name}} altyazıları kullanılamadı; altyazılar tanınandan yapıldı.',
  'voice-recognised': 'Bir konuşmacı ses kitaplığından tanındı.',
  'voice-recognised_said': 'Ses kitaplığına göre {{speaker}}, {{name}} (puan {{score}}, kesin).',
  'voice-suggested': 'Bir konuşmacı ses kitaplığından biri olabilir. Hiçbir ad değişmedi.',
  'voice-suggested_said': '{{speaker}}, {{name}} olabilir ({{score}}). Hiçbir ad değişmedi.',
  'voice-suggested_score': '{{speaker}}, {{name}} olabilir ({{score}}): sesler benziyor, o kadar. Hiçbir ad değişmedi.',
  'voice-suggested_little-speech':
    '{{speaker}}, {{name}} olabilir ({{score}}): emin olmak için konuşma az. Hiçbir ad değişmedi.',
  'voice-suggested_other-person':
    '{{speaker}}, {{name}} olabilir ({{score}}): ses kitaplığında aynı derecede benzeyen başkası var. Hiçbir ad değişmedi.',
  'voice-suggested_other-speaker':
    '{{speaker}}, {{name}} olabilir ({{score}}): bu kayıtta {{name}} kişisine aynı derecede benzeyen başka bir konuşmacı var; tek kişilerse birleştirin. Hiçbir ad değişmedi.',
  'voices-failed': 'Kimin konuştuğu ses kitaplığına sorulamadı.',
  'edits-in-conflict': 'Bazı düzenlemeler yeni sonuca uymuyor; geçmiş onları saklıyor.',
  'edits-in-conflict_said_one': '{{count, number}} düzenleme yeni sonuca uymuyor; geçmiş onu saklıyor.',
  'edits-in-conflict_said_other': '{{count, number}} düzenleme yeni sonuca uymuyor; geçmiş onları saklıyor.',
  'llm-stepped-down': 'Dil modeli daha az bellekle sürüyor.',
  'llm-stepped-down_context': '{{from}} daha az bellekle sürüyor: {{tokens, number}} tokenlik bağlamla.',
  'llm-stepped-down_processor': '{{from}} daha az bellekle sürüyor: işlemcide, daha yavaş.',
  'llm-stepped-down_file': '{{from}} çok bellek alıyor; yerine daha küçük {{to}} dosyası sürüyor.',
  'translation-failed': 'Çeviri bitmedi. Yapılan kısmı saklandı.',
  'translation-failed_said':
    'Çeviri ({{language}}) bitmedi. Yapılan kısmı saklandı; neden giderilince belgeyi yeniden çevirin.',
  'translation-incomplete': 'Bazı altyazıların kullanılabilir çevirisi yok, yerlerinde kendi metinleri var.',
  'translation-incomplete_said_one':
    '{{count, number}} altyazının kullanılabilir çevirisi ({{language}}) yok, yerinde kendi metni var.',
  'translation-incomplete_said_other':
    '{{count, number}} altyazının kullanılabilir çevirisi ({{language}}) yok, yerlerinde kendi metinleri var.',
  'translation-not-needed': 'Kayıt zaten istenen dilde.',
  'translation-not-needed_said': 'Kayıt zaten istenen dilde ({{language}}).',
};
