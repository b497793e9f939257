import type { Subject, Texts } from '../texts.ts';
import { app } from './app.ts';
import { commands } from './commands.ts';
import { editor } from './editor.ts';
import { home } from './home.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { speakers } from './speakers.ts';

export const fr: { readonly [S in Subject]: Partial<Texts<S>> } = {
  app,
  commands,
  editor,
  home,
  review,
  settings,
  speakers,
};
