/** The sentences that say which recogniser is used and why. */
export const choiceEn = {
  demo: '{{name}}, for trying out: it writes digits only',
  asked: '{{name}}, as you asked',
  'asked-unknown': '{{name}}, as you asked, though it does not know {{languages}}',
  begun: '{{name}}, with which this job was begun',
  'nobody-knows': '{{name}}, since no model here knows {{languages}}',
  only: '{{name}}, the only one installed',
  best: '{{name}}, the most accurate that fits',
  language: '{{name}}, since {{other}} does not know {{languages}}',
  'language-open': '{{name}}, since the language is not said and {{other}} knows only some',
  drift: '{{name}}, since {{other}} may fall into English in {{languages}}',
  memory: '{{name}}, since {{other}} needs {{need}} and {{have}} are free',
  precision: '{{name}}, since {{other}} is not of precision {{wanted}}',
  engine: '{{name}}, since nothing here runs {{other}}',
  speed: '{{name}}, since {{other}} makes only {{speed}}x real time here',
  tight: '{{name}}, which needs least; it wants {{need}} and {{have}} are free',
};

/** What an examination of GPUs comes to. */
export const gpuEn = {
  good: 'Nothing has to be repaired.',
  limited: 'Models run, but not on everything that is here: see the lines marked "!".',
  bad: 'Models cannot run: see the lines marked "x".',
};
