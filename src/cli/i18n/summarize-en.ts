/** What `voxlane summarize` says. */
export const summarizeEn = {
  description: 'summarise a file or a stored document with a language model: text, moments with times, chapters',
  input: 'a json, srt or vtt file, or the number of a document of the library',
  language: 'language of the summary and the titles; that of the recording when left out',
  chapters: 'ask for chapters too; they take the place of those of the document',
  out: 'for files: where a document (.json) with the summary goes; without it the summary is only printed',
  json: 'print JSON',
  outOfLibrary: 'The summary of a stored document goes into it: leave --out away.',
  notJson: 'A document with a summary is a .json file.',
  sameFile: 'The summary would take the place of the file that is read.',
  progress: 'Read {{done}} of {{total}} cues{{left}}',
  left: ', about {{time}} left',
  pausing:
    'The provider of the language model makes requests wait until {{time}}; {{done}} of {{total}} cues are read.',
  nothing: 'Nothing could be summarised.',
  highlights: 'Moments',
  chapterList: 'Chapters',
  missing: 'The summary says nothing of {{from}} to {{to}}: no usable answer came.',
  refused: 'The summary says nothing of {{from}} to {{to}}: the model would not answer.',
  written: 'Written to {{path}}',
  stored: 'Stored in document {{id}}',
} as const;
