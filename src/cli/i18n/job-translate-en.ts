/** What the command says about translating what it transcribes. */
export const jobTranslateEn = {
  translate: 'translate to these languages with a language model, e.g. fr or fr,tr',
  none: 'do not translate it any more; translations that are there stay',
  noReadFirst: 'translate without reading the dialogue first for who says tu or vous to whom',
  glossary: 'terms and their translations: a table (term, tab, translation, tab, note) or JSON',
  relations: 'sheet of people and of who says tu or vous to whom',
  natural: 'word every line a second time, as a native speaker would; takes about twice as long',
  style: 'what to know about the style, e.g. "a period drama"',
  retime:
    'where a line is still too long: show it into the pause after its cue (extend), or in files as two cues (divide)',
  keepTimes: 'leave the times of translations as they are from now on',
  notAlone: '{{option}} says how to translate, and --translate LANGUAGE is missing.',
  files: 'TRANSLATED {{name}} -> {{language}}: {{cues}} cues, {{files}}',
} as const;
