/** Names that people know recognisers by, in the order they are looked for in an id. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/voxtral/, 'Voxtral'],
  [/whisper/, 'Whisper'],
  [/parakeet/, 'Parakeet'],
  [/canary/, 'Canary'],
  [/cohere/, 'Cohere'],
  [/qwen/, 'Qwen'],
  [/wav2vec|w2v|omnilingual|ctc|mms/, 'CTC'],
];

/**
 * The family of a recogniser by its id, e.g. `Whisper`; `remote` for one behind an address; the id itself, at most 14 letters
 * of it, where nothing is known.
 */
export function writerFamily(
  engine: string,
): { readonly kind: 'name'; readonly name: string } | { readonly kind: 'remote' } {
  // Ids of models have neither: those of servers are their host, a port and perhaps a model.
  if (/[:/]/.test(engine) || /\.[a-z]{2,}$/.test(engine)) return { kind: 'remote' };
  const known = FAMILIES.find(([pattern]) => pattern.test(engine.toLowerCase()));
  return { kind: 'name', name: known?.[1] ?? engine.slice(0, 14) };
}
