/** Words whose place decides whether a line or cue may end before or after them. All lower-case. */
export interface FunctionWords {
  /** Articles, demonstratives and possessives: never leave the noun that follows. */
  readonly determiners: ReadonlySet<string>;
  /** Good to break before, bad to break after. */
  readonly prepositions: ReadonlySet<string>;
  /** Conjunctions and relative words: good to break before, bad to break after. */
  readonly conjunctions: ReadonlySet<string>;
  /** Subject pronouns, auxiliaries and negations: never leave the verb that follows. */
  readonly verbal: ReadonlySet<string>;
  /** Particles and postpositions: never leave the word before. */
  readonly enclitics: ReadonlySet<string>;
  /** True where common nouns are capitalised, so two capitals in a row say nothing about names. */
  readonly capitalisedNouns: boolean;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const NONE: ReadonlySet<string> = new Set();

const GENERIC: FunctionWords = {
  determiners: NONE,
  prepositions: NONE,
  conjunctions: NONE,
  verbal: NONE,
  enclitics: NONE,
  capitalisedNouns: false,
};

const LANGUAGES: Readonly<Record<string, FunctionWords>> = {
  en: {
    determiners: set('a an the this that these those my your his her its our their some any every each no another'),
    prepositions: set(
      'about above across after against along among around at before behind below beside between beyond by during except for from in inside into like near of off on onto out outside over past since through to toward towards under until up upon with within without',
    ),
    conjunctions: set(
      'and but or nor so yet that what how why because although though while when where if unless than whether which who whom whose as',
    ),
    verbal: set(
      "i you he she it we they i'm you're he's she's it's we're they're i've you've we've they've i'll you'll he'll she'll it'll we'll they'll i'd you'd he'd she'd we'd they'd am is are was were be been being have has had do does did will would shall should can could may might must don't doesn't didn't won't wouldn't can't couldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't not never very too gonna wanna",
    ),
    enclitics: NONE,
    capitalisedNouns: false,
  },
  fr: {
    determiners: set(
      "le la les l' un une des du ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs quel quelle quels quelles chaque plusieurs quelques",
    ),
    prepositions: set(
      "\u00e0 au aux de d' dans en sur sous avec sans pour par chez vers entre contre depuis pendant avant apr\u00e8s devant derri\u00e8re jusque jusqu'\u00e0 malgr\u00e9 parmi selon",
    ),
    conjunctions: set(
      "et ou mais donc or ni car que qu' qui dont o\u00f9 quand lorsque comme si parce puisque quoique alors tandis",
    ),
    verbal: set(
      "je j' tu il elle on nous vous ils elles me m' te t' se s' ne n' y suis es est sommes \u00eates sont \u00e9tais \u00e9tait \u00e9taient ai as a avons avez ont avais avait avaient vais vas va allons allez vont peux peut peuvent dois doit doivent c'est j'ai n'est n'ai pas tr\u00e8s trop plus",
    ),
    enclitics: set('pas'),
    capitalisedNouns: false,
  },
  de: {
    determiners: set(
      'der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses diesen diesem jener jene jenes mein meine meinen meinem meiner dein deine deinen sein seine seinen ihr ihre ihren ihrem unser unsere euer eure jeder jede jedes',
    ),
    prepositions: set(
      'an am ans auf aus bei beim bis durch f\u00fcr gegen hinter im in ins mit nach neben ohne seit \u00fcber um unter vom von vor w\u00e4hrend wegen zu zum zur zwischen',
    ),
    conjunctions: set(
      'und oder aber denn sondern dass weil obwohl wenn als ob damit bevor nachdem w\u00e4hrend wo welche welcher welches sowie',
    ),
    verbal: set(
      'ich du er sie es wir man bin bist ist sind seid war waren habe hast hat haben habt hatte hatten werde wirst wird werden kann kannst k\u00f6nnen muss musst m\u00fcssen will willst wollen soll sollen darf nicht sehr zu',
    ),
    enclitics: NONE,
    capitalisedNouns: true,
  },
  es: {
    determiners: set(
      'el la los las un una unos unas lo este esta estos estas ese esa esos esas aquel aquella mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra cada alg\u00fan alguna ning\u00fan ninguna',
    ),
    prepositions: set(
      'a al ante bajo con contra de del desde durante en entre hacia hasta para por seg\u00fan sin sobre tras',
    ),
    conjunctions: set(
      'y e o u pero mas sino ni que quien quienes donde cuando como si porque aunque mientras pues cual',
    ),
    verbal: set(
      'yo t\u00fa \u00e9l ella usted nosotros ustedes ellos ellas me te se nos os le les no he has ha hemos hab\u00e9is han hab\u00eda soy eres es somos son era estoy est\u00e1s est\u00e1 estamos est\u00e1n voy vas va vamos van puedo puede pueden debo debe muy m\u00e1s',
    ),
    enclitics: NONE,
    capitalisedNouns: false,
  },
  it: {
    determiners: set(
      "il lo la i gli le l' un uno una un' questo questa questi queste quel quello quella quei quegli quelle mio mia miei mie tuo tua suo sua nostro nostra vostro vostra loro ogni qualche",
    ),
    prepositions: set(
      "di a da in con su per tra fra del dello della dell' dei degli delle al allo alla all' ai agli alle dal dallo dalla dai dalle nel nello nella nei nelle sul sulla sui sulle senza verso dopo prima durante",
    ),
    conjunctions: set(
      'e ed o oppure ma per\u00f2 anzi n\u00e9 che chi cui dove quando come se perch\u00e9 mentre anche quindi',
    ),
    verbal: set(
      "io tu lui lei noi voi mi ti si ci vi ne non ho hai ha abbiamo avete hanno avevo aveva sono sei \u00e8 siamo siete era erano sto stai sta stiamo vado va posso pu\u00f2 devo deve molto pi\u00f9 c'\u00e8",
    ),
    enclitics: NONE,
    capitalisedNouns: false,
  },
  pt: {
    determiners: set(
      'o a os as um uma uns umas este esta estes estas esse essa esses essas aquele aquela meu minha meus minhas teu tua seu sua seus suas nosso nossa cada algum alguma nenhum nenhuma',
    ),
    prepositions: set(
      'ao \u00e0 aos \u00e0s de do da dos das em no na nos nas num numa por pelo pela pelos pelas para pra com sem sob sobre entre at\u00e9 desde contra ap\u00f3s durante',
    ),
    conjunctions: set('e ou mas por\u00e9m nem que quem onde quando como se porque embora enquanto pois cujo'),
    verbal: set(
      'eu tu ele ela voc\u00ea n\u00f3s voc\u00eas eles elas me te lhe n\u00e3o tenho tens tem temos t\u00eam tinha sou \u00e9s \u00e9 somos s\u00e3o era estou est\u00e1 estamos est\u00e3o vou vai vamos v\u00e3o posso pode podem devo deve muito mais',
    ),
    enclitics: NONE,
    capitalisedNouns: false,
  },
  nl: {
    determiners: set(
      "de het een 't 'n dit dat deze die mijn m'n jouw je zijn z'n haar ons onze jullie hun elk elke geen enkele",
    ),
    prepositions: set(
      'aan achter bij binnen boven buiten door in langs met na naar naast om onder op over per rond sinds te tegen tijdens tot tussen uit van vanaf via volgens voor zonder',
    ),
    conjunctions: set(
      'en of maar want dus omdat doordat hoewel terwijl als toen wanneer indien zodat voordat nadat waar wie',
    ),
    verbal: set(
      'ik jij hij zij ze wij we u men ben bent is zijn was waren heb hebt heeft hebben had hadden word wordt worden zal zult zullen zou zouden kan kun kunt kunnen moet moeten mag mogen wil wilt willen niet heel erg te',
    ),
    enclitics: NONE,
    capitalisedNouns: false,
  },
  tr: {
    determiners: set('bir bu \u015fu o her hi\u00e7bir baz\u0131 benim senin onun bizim sizin onlar\u0131n hangi'),
    prepositions: NONE,
    conjunctions: set('ve veya ya ama fakat ancak \u00e7\u00fcnk\u00fc e\u011fer yoksa oysa lakin hem ne'),
    verbal: set('\u00e7ok daha en pek hi\u00e7 ben sen biz siz onlar'),
    enclitics: set(
      'mi m\u0131 mu m\u00fc miyim m\u0131y\u0131m musun m\u00fcs\u00fcn misin m\u0131s\u0131n miyiz m\u0131y\u0131z misiniz m\u0131s\u0131n\u0131z mudur midir de da ki i\u00e7in gibi kadar ile sonra \u00f6nce g\u00f6re do\u011fru kar\u015f\u0131 beri ra\u011fmen de\u011fil bile diye',
    ),
    capitalisedNouns: false,
  },
};

/** Grammatical particles that follow their word, one character each. */
const PARTICLES: Readonly<Record<string, string>> = {
  zh: '\u7684 \u4e86 \u5417 \u5462 \u5427 \u7740 \u8fc7 \u4eec \u5730 \u5f97',
  ja: '\u306f \u304c \u3092 \u306b \u3067 \u3068 \u3082 \u306e \u3078 \u3084 \u304b \u3088 \u306d',
};

/** Titles and abbreviations whose full stop ends no sentence. */
export const ABBREVIATIONS: ReadonlySet<string> = set(
  'mr. mrs. ms. dr. prof. st. jr. sr. vs. etc. e.g. i.e. m. mm. mme. mlle. hr. fr. frau. sr. sra. srta. sig. dott. av. say\u0131n. no. nr.',
);

/** The lists for an ISO 639-1 code (or a tag such as `pt-BR`); unknown languages get empty lists. */
export function functionWords(language: string | undefined): FunctionWords {
  const code = language?.toLowerCase().split(/[-_]/u)[0] ?? '';
  const particles = Object.hasOwn(PARTICLES, code) ? PARTICLES[code] : undefined;
  if (particles !== undefined) return { ...GENERIC, enclitics: set(particles) };
  return Object.hasOwn(LANGUAGES, code) ? (LANGUAGES[code] ?? GENERIC) : GENERIC;
}
