/** The file a worker of the given kind starts from: beside this build, source or compiled. */
export function workerEntry(kind: 'child' | 'thread' | 'utility' | 'asr' | 'asr-utility' | 'llm' | 'llm-utility'): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`../../workers/${kind}.${extension}`, import.meta.url);
}
