import type { Subject, Texts } from '../texts.ts';
import { alerts } from './alerts.ts';
import { app } from './app.ts';
import { classes } from './classes.ts';
import { commands } from './commands.ts';
import { cues } from './cues.ts';
import { editor } from './editor.ts';
import { errors } from './errors.ts';
import { find } from './find.ts';
import { findings } from './findings.ts';
import { history } from './history.ts';
import { exporting } from './exporting.ts';
import { home } from './home.ts';
import { llms } from './llms.ts';
import { models } from './models.ts';
import { options } from './options.ts';
import { refusals } from './refusals.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { snippets } from './snippets.ts';
import { speakers } from './speakers.ts';
import { summary } from './summary.ts';
import { timeline } from './timeline.ts';
import { translation } from './translation.ts';
import { voices } from './voices.ts';
import { writers } from './writers.ts';

export const fr: { readonly [S in Subject]: Texts<S> } = {
  alerts,
  app,
  classes,
  commands,
  cues,
  editor,
  errors,
  find,
  findings,
  history,
  exporting,
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
};
