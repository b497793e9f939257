import type { z } from 'zod';
import { documentCalls } from './document-calls.ts';
import { fileCalls } from './file-calls.ts';
import { languageCalls, llmCalls } from './language-calls.ts';
import { libraryCalls } from './library-calls.ts';
import { mediaCalls } from './media-calls.ts';
import { modelCalls } from './model-calls.ts';
import { queueCalls } from './queue-calls.ts';
import { settingsCalls } from './settings-calls.ts';
import { snippetCalls } from './snippet-calls.ts';
import { sourceCalls } from './source-calls.ts';
import { spellingCalls } from './spelling-calls.ts';
import { systemCalls } from './system-calls.ts';
import { voiceCalls } from './voice-calls.ts';

/** Everything that a user interface, the server or the command can ask of a studio. */
export const contract = {
  ...queueCalls,
  ...documentCalls,
  ...snippetCalls,
  ...settingsCalls,
  ...libraryCalls,
  ...voiceCalls,
  ...sourceCalls,
  ...modelCalls,
  ...systemCalls,
  ...mediaCalls,
  ...fileCalls,
  ...spellingCalls,
  ...languageCalls,
  ...llmCalls,
} as const;

export type CallName = keyof typeof contract;
/** What a caller passes: defaults may be left out. */
export type CallInput<Name extends CallName> = z.input<(typeof contract)[Name]['input']>;
/** What a handler gets: checked, defaults filled in. */
export type CheckedInput<Name extends CallName> = z.output<(typeof contract)[Name]['input']>;
export type CallOutput<Name extends CallName> = NonNullable<(typeof contract)[Name]['output']>;

/** True for the name of a call; names arrive from outside. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name);
}
