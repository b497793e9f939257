/** What `voxlane translate` says. */
export const translateEn = {
  description: 'translate a subtitle file with a language model: the same cues at the same times',
  to: 'language to translate into, e.g. fr',
  from: 'language of the file; a file that says its own is believed',
  out: 'where the translation goes; FILE.<to>.<ext> when left out',
  glossary: 'terms and their translations: a table (term, tab, translation, tab, note) or JSON',
  relations: 'sheet of people and of who says tu or vous to whom; --read-first fills it',
  memory:
    'earlier translations, a JSON object a line: what was said before by the same person is said the same, and new lines are added',
  readFirst: 'let the model read the dialogue first and note how people address each other',
  natural: 'word every line a second time, as a native speaker would; takes about twice as long',
  style: 'what to know about the style, e.g. "a period drama"',
  retime:
    'where a line stays too long: "extend" shows it into the pause after its cue, "divide" as two cues as well; without it no time changes',
  retimed_one: '{{count}} cue is shown longer or as two',
  retimed_other: '{{count}} cues are shown longer or as two',
  sameFile: 'The translation would take the place of the file that is translated.',
  noModel: 'No language model was named.',
  nothingSent: 'Nothing was translated.',
  nameModel:
    'Give --llm ID or FILE.gguf, or --llm-url and --llm-model (or VOXLANE_LLM, or VOXLANE_LLM_URL and VOXLANE_LLM_MODEL).',
  progress: 'Translated {{percent}} %',
  pausing: 'The provider of the language model makes requests wait until {{time}}.',
  change: '{{from}} was left for {{to}}: {{what}}',
  done_one: '{{count}} cue translated into {{path}}',
  done_other: '{{count}} cues translated into {{path}}',
  unwritten: 'Nothing was translated, so {{path}} was not written.',
  cost_one: '{{count}} call, {{input}} tokens read, {{output}} written{{estimated}}',
  cost_other: '{{count}} calls, {{input}} tokens read, {{output}} written{{estimated}}',
  estimated: ' (estimated)',
  flagged_one: '{{count}} cue needs a look:',
  flagged_other: '{{count}} cues need a look:',
  stoppedEmpty:
    '{{what}} An earlier file of that name is as it was. Run the same command again when the model answers.',
  stopped:
    '{{what}} What is finished is kept: run the same command again to go on. The rest of the file still has its own text.',
} as const;
