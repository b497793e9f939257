/** How a family of models is told the language. `never`: it is not; `needed`: it does not find out by itself. */
export type LanguageHint = 'never' | 'optional' | 'needed';

/** By the architecture a file names, where the model does not tell: Qwen3 hears the language itself and refuses hints. */
const HINTS: Readonly<Record<string, LanguageHint>> = {
  qwen3_asr: 'never',
  cohere_asr: 'needed',
  canary: 'needed',
};

/** How to tell a model the language. One that lists fewer than two has nothing to be told. */
export function languageHintOf(arch: string, languages: readonly string[]): LanguageHint {
  return HINTS[arch] ?? (languages.length < 2 ? 'never' : 'optional');
}
