import { alerts } from './en/alerts.ts';
import { app } from './en/app.ts';
import { classes } from './en/classes.ts';
import { commands } from './en/commands.ts';
import { cues } from './en/cues.ts';
import { editor } from './en/editor.ts';
import { errors } from './en/errors.ts';
import { find } from './en/find.ts';
import { findings } from './en/findings.ts';
import { history } from './en/history.ts';
import { exporting } from './en/exporting.ts';
import { home } from './en/home.ts';
import { llms } from './en/llms.ts';
import { models } from './en/models.ts';
import { options } from './en/options.ts';
import { refusals } from './en/refusals.ts';
import { review } from './en/review.ts';
import { settings } from './en/settings.ts';
import { snippets } from './en/snippets.ts';
import { speakers } from './en/speakers.ts';
import { summary } from './en/summary.ts';
import { timeline } from './en/timeline.ts';
import { translation } from './en/translation.ts';
import { voices } from './en/voices.ts';
import { writers } from './en/writers.ts';

/** English, the language every text exists in first. One file a subject. */
export const en = {
  alerts,
  app,
  classes,
  commands,
  cues,
  editor,
  errors,
  exporting,
  find,
  findings,
  history,
  home,
  llms,
  models,
  options,
  refusals,
  review,
  settings,
  snippets,
  speakers,
  summary,
  timeline,
  translation,
  voices,
  writers,
} as const;

export type Subject = keyof typeof en;
/** The same texts in another language: a missing or surplus one does not compile. Plural forms are ICU-like suffixes. */
export type Texts<S extends Subject> = { readonly [Key in keyof (typeof en)[S]]: string };
