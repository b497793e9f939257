/** Architectures of GGUF files that hear, see, embed or draw; everything else that llama.cpp loads writes text. */
const OTHERS =
  /^(?:whisper|parakeet|canary|voxtral|moonshine|medasr|gigaam|moss|cohere_asr|qwen3_asr|granite_speech|clip|mmproj|bert|modern-bert|nomic-bert.*|jina-bert.*|neo-bert|eurobert|gemma-embedding|t5encoder|wavtokenizer.*|flux|sd\d.*|.*_asr)$/i;

/** Whether the `general.architecture` of a GGUF file is one of models that write text, e.g. `llama`, `qwen3`, `gemma3`. */
export function isTextArchitecture(architecture: unknown): boolean {
  return typeof architecture === 'string' && /^[a-z0-9._-]{2,40}$/i.test(architecture) && !OTHERS.test(architecture);
}
