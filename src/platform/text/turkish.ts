/** Common Turkish words that hold at least one of ğ ı ş, the letters windows-1254 has and 1252 lacks. */
const TURKISH_WORDS = new Set(
  (
    'aldım aldın alındı altı arkadaş arkadaşım arkadaşlar artık aslında aşağı aşk aşkım bağlı bakalım baktım başka başla ' +
    'başladı beş bırak bıraktı birkaçı çağır çalış çalışıyor çıkar çıktı dağ değil değildi değilim değilsin dışarı doğru ' +
    'düşün düşünüyorum eğer geçmiş gerçeği gitmiş görüşürüz hakkında hayır hazır hızlı hoş hoşça ışık iş işte kadın ' +
    'kadının kaldı kapı kapıyı kardeş kardeşim karşı kız kızım kırmızı konuş konuşma lazım mı mısın nasıl nasılsın olacağım ' +
    'olduğu olduğunu olmadığını olmalı olmalısın oğlum oğul sağ sağlık sanırım sayın sıcak sıkı soğuk şarkı şehir şey şeyi ' +
    'şeyler şimdi şöyle şu şuna şunu tanıdım tanrım teşekkür teşekkürler varmış yaşında yaşıyor yaşlı yalnız yanlış ' +
    'yapacağım yaptım yaptın yardım yarın yavaş yıl yıldız yukarı'
  ).split(' '),
);

/** Common Icelandic and Faroese words with þ, ð or ý: the languages of 1252 that use the same bytes all the time. */
const NORSE_WORDS = new Set(
  (
    'að auðvitað áður bað bíð bíddu bróðir eða faðir gefðu góða góðan hvað komið kvöldið maður mað með meðan móðir nýja ' +
    'nýtt orð orðið sagði sagðir segðu síðan skýra sýna sýndu takið tað það þá þann þarf þau þegar þeir þeirra þér þess ' +
    'þessa þessi þessu þetta þið þig þín þinn þitt þó þú því þurfum þýðir þær verð verða verður verið við'
  ).split(' '),
);

/** How much speaks for Turkish; both are negative when the other languages fit better. */
export interface TurkishEvidence {
  /** Turkish words found minus Icelandic and Faroese ones. */
  readonly words: number;
  /** Places where the letters fit Turkish spelling minus places where they break it. */
  readonly letters: number;
}

/**
 * Compares both decodings of bytes that are windows-1254 or 1252. The two differ in six bytes, which are Ğ İ Ş ğ ı ş in
 * one and Ð Ý Þ ð ý þ in the other, so only words and letter positions tell them apart.
 */
export function turkishEvidence(as1254: string, as1252: string): TurkishEvidence {
  const words = countWords(as1254, TURKISH_WORDS, 'tr') - countWords(as1252, NORSE_WORDS, 'is');
  // Turkish has ı everywhere and ğ never at the start of a word or behind a consonant.
  const fits = count(as1254, /[ıİ]/gu) + count(as1254, /[aeıioöuü]ğ/giu);
  const breaks = count(as1254, /(?<![\p{L}])ğ|[bcçdfgğhjklmnprsştvyz]ğ/giu);
  return { words, letters: fits - 2 * breaks };
}

function countWords(text: string, words: ReadonlySet<string>, locale: string): number {
  let found = 0;
  for (const word of text.toLocaleLowerCase(locale).match(/\p{L}+/gu) ?? []) if (words.has(word)) found++;
  return found;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
