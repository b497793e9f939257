import type { Address } from './prepare.ts';

/** How a language addresses one person, as far as single words tell it for certain. */
export interface AddressWords {
  /** The pronouns as they are named to people and to models. */
  readonly pronouns: Readonly<Record<Address, string>>;
  /** Says `you` to one person who is close. */
  readonly informal: RegExp;
  /** Says `you` politely. */
  readonly formal: RegExp;
  /**
   * Where the polite word is also what several people are called who are close: what shows that several are meant, or may be.
   * Absent where it is not.
   */
  readonly several?: RegExp;
}

/** Whole words of any case. */
function words(pattern: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'iu');
}

/** Words that mean the listener only with a capital inside a sentence: at its start they may be `she` or `they`. */
function capitalInside(pattern: string): RegExp {
  return new RegExp(`(?<=[\\p{L}\\p{N},;]\\s{1,2})(?:${pattern})(?!\\p{L})`, 'u');
}

const LANGUAGES: Readonly<Record<string, AddressWords>> = {
  fr: {
    pronouns: { informal: 'tu', formal: 'vous' },
    // Only pronouns: `ton` is a tone as well, and `ta` may be said of things.
    informal: /(?<![\p{L}-])(?:tu|toi|te)(?![\p{L}])|(?<![\p{L}])t['’](?=[aeéèêiouyh])|-(?:tu|toi)(?!\p{L})/iu,
    formal: words('vous|votre|vos'),
    several: words(
      'vous (?:deux|trois|tous|toutes|autres|êtes (?:tous|toutes|deux))|messieurs|mesdames|les (?:gars|filles|enfants|amis)',
    ),
  },
  de: {
    pronouns: { informal: 'du', formal: 'Sie' },
    // `per du` and `das Du` tell of a relation.
    informal: /(?<!\p{L})(?<!(?:per|das)\s)(?:du|dich|dir|dein(?:e[mnrs]?|s)?)(?!\p{L})/iu,
    // `Ihr` alone may be several friends in the spelling of letters.
    formal: capitalInside('Sie|Ihnen|Ihre[mnrs]?'),
  },
  es: {
    pronouns: { informal: 'tú', formal: 'usted' },
    informal: words('tú|ti|te|contigo|tus?|tuy[oa]s?'),
    formal: words('usted|vd|ud(?=\\.)'),
  },
  it: {
    pronouns: { informal: 'tu', formal: 'Lei' },
    informal: words('tu|ti|te|tuo|tua|tuoi|tue'),
    formal: capitalInside('Lei'),
  },
  nl: {
    pronouns: { informal: 'jij', formal: 'u' },
    // `je` is also said of people in general.
    informal: words('jij|jou|jouw'),
    // Hours are written so too.
    formal: /(?<![\p{L}\p{N}-])(?<!\p{N}\s)(?:u|uw|uzelf)(?![\p{L}-])/iu,
  },
  tr: {
    pronouns: { informal: 'sen', formal: 'siz' },
    informal: words('sen|seni|sana|sende|senden|senin|seninle|sensin|sence|sensiz'),
    formal: words('siz|sizi|size|sizde|sizden|sizin|sizinle|sizsiniz|sizce'),
    several: words(
      'sizler\\p{L}*|(?:siz )?ikiniz\\p{L}*|hepiniz\\p{L}*|beyler|hanımlar|çocuklar|arkadaşlar|gençler|kızlar|millet',
    ),
  },
  ru: {
    pronouns: { informal: 'ты', formal: 'вы' },
    informal: words('ты|тебя|тебе|тобой|тобою|тво(?:й|я|ё|е|и|его|ей|ему|их|им|ими|ём|ем|ю)'),
    formal: words('вы|вас|вам|вами|ваш(?:а|е|и|его|ей|ему|их|им|ими|ем|у)?'),
    several: words(
      '(?:вы|вас|вам|вами) (?:двое|оба|обе|обоих|обоим|трое|все|всех|всем|всеми)|господа|дамы|ребята|друзья|дети|парни|девочки|девушки|мальчики',
    ),
  },
};

/** How a language addresses one person; undefined for those of which it is not known. */
export function addressWords(language: string): AddressWords | undefined {
  return Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
}

/** Words of a source that say `you` to several people or politely, where they differ from those that are certain above. */
const PLURAL: Readonly<Record<string, RegExp>> = {
  tr: /(?<!\p{L})siz\p{L}*|(?:s[ıiuü]n[ıiuü]z|[ıiuü]n[ıiuü]z)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:[Ii]hr|[Ee]uch|[Ee]uer\p{L}*|[Ee]ure\p{L}*|Sie|Ihnen)(?!\p{L})/u,
  es: words('vosotr[oa]s|vuestr[oa]s?|ustedes|usted|os'),
  it: words('voi|vi|vostr[oaie]|lei'),
  nl: words('jullie|u|uw'),
};

/** Whether a text says `you` to one person, and to nobody else, by its own words; never for a language with one word for all. */
export function saysYouToOne(text: string, language: string): boolean {
  const own = addressWords(language);
  if (own === undefined) return false;
  const plural = PLURAL[language] ?? own.formal;
  return own.informal.test(text) && !plural.test(text);
}
