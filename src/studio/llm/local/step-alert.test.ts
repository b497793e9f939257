import { expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { stepAlert } from './step-alert.ts';

const first = { path: '/models/words-q8_0.gguf', contextTokens: 8192, gpu: 'auto' } as const;
const error = new AppError('out-of-memory', { what: 'Memory ran out.', meaning: 'm', action: 'a' });

it.each([
  ['context', { ...first, contextTokens: 4096 }, 'words-q8_0.gguf with 4096 tokens of context.'],
  ['processor', { ...first, gpu: false as const }, 'words-q8_0.gguf with 8192 tokens of context on the processor.'],
  ['file', { ...first, path: '/models/words-q4_0.gguf' }, 'words-q4_0.gguf with 8192 tokens of context.'],
])('tells which step it was: %s', (variant, to, now) => {
  const alert = stepAlert({ from: first, to, error });
  expect(alert.values).toMatchObject({ variant, from: 'words-q8_0.gguf', tokens: to.contextTokens });
  expect(alert.message).toBe(`The language model goes on with less memory: now ${now} The cause: Memory ran out.`);
});
