/**
 * Sentences Whisper is known to invent over silence and music: thanks to viewers, calls to subscribe, subtitle credits.
 * Keyed by language; written without punctuation in lower case. Speech may contain them too, so they count as invented
 * only where no speech was detected. Kinds after arXiv 2501.11378 (Investigation of Whisper ASR Hallucinations).
 */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'thank you',
    'thank you very much',
    'thanks for watching',
    'thank you for watching',
    'please subscribe',
    'bye',
    'bye bye',
    'you',
    'see you next time',
    'subtitles by the amara org community',
  ],
  fr: [
    'merci',
    'merci d avoir regardé',
    'merci d avoir regardé cette vidéo',
    'abonnez vous',
    'sous titres réalisés par la communauté d amara org',
    'sous titrage st 501',
    'au revoir',
  ],
  de: [
    'vielen dank',
    'danke fürs zuschauen',
    'vielen dank fürs zuschauen',
    'untertitel der amara org community',
    'untertitel im auftrag des zdf',
    'bis zum nächsten mal',
    'tschüss',
  ],
  es: [
    'gracias',
    'gracias por ver',
    'gracias por ver el video',
    'suscríbete',
    'suscríbete al canal',
    'subtítulos realizados por la comunidad de amara org',
    'hasta la próxima',
  ],
  it: [
    'grazie',
    'grazie a tutti',
    'grazie per la visione',
    'grazie per aver guardato il video',
    'iscrivetevi al canale',
    'sottotitoli creati dalla comunità amara org',
    'sottotitoli e revisione a cura di qtss',
  ],
  pt: [
    'obrigado',
    'obrigada',
    'obrigado por assistir',
    'inscreva se no canal',
    'legendas pela comunidade amara org',
    'até a próxima',
    'tchau',
  ],
  tr: [
    'teşekkürler',
    'izlediğiniz için teşekkür ederim',
    'izlediğiniz için teşekkürler',
    'abone olmayı unutmayın',
    'altyazı m k',
    'hoşça kalın',
  ],
  zh: ['谢谢', '谢谢观看', '感谢观看', '谢谢大家', '请订阅', '字幕由amara org社区提供', '字幕by索兰娅', '下次再见'],
  ja: [
    'ありがとうございました',
    'ご視聴ありがとうございました',
    '最後までご視聴いただきありがとうございます',
    'チャンネル登録をお願いします',
    'おやすみなさい',
    'また次回',
  ],
  ko: ['감사합니다', '시청해주셔서 감사합니다', '구독과 좋아요 부탁드립니다', '다음 영상에서 만나요', '자막 제공'],
  ru: [
    'спасибо',
    'спасибо за просмотр',
    'продолжение следует',
    'подписывайтесь на канал',
    'субтитры сделал dimatorzok',
    'до свидания',
    'до новых встреч',
  ],
  nl: [
    'bedankt',
    'bedankt voor het kijken',
    'dank je wel',
    'abonneer je op het kanaal',
    'ondertitels ingediend door de amara org gemeenschap',
    'tot de volgende keer',
  ],
  ar: ['شكرا', 'شكرا لكم', 'شكرا على المشاهدة', 'شكرا للمشاهدة', 'اشتركوا في القناة', 'ترجمة نانسي قنقر'],
};

const KNOWN: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(PHRASES).map(([language, phrases]) => [language, new Set(phrases)]),
);

/** Whether `text` is nothing but a sentence Whisper is known to invent in `language` (any known language when unknown). */
export function isInventedPhrase(text: string, language: string | undefined): boolean {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  const lists = language === undefined ? [...KNOWN.values()] : [KNOWN.get(language)];
  return lists.some((list) => list?.has(plain) === true);
}
