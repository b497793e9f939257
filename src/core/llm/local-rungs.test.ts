import { describe, expect, it } from 'vitest';
import { localRungs, modelStem, rungText } from './local-rungs.ts';

describe('the ways to run a language model', () => {
  it('each take less than the one before: context, the GPU, then smaller files', () => {
    const first = { path: '/m/a-q8_0.gguf', contextTokens: 8192, gpu: 'auto' } as const;
    expect(localRungs(first, ['/m/a-q4_0.gguf']).map((rung) => [rung.path, rung.contextTokens, rung.gpu])).toEqual([
      ['/m/a-q8_0.gguf', 8192, 'auto'],
      ['/m/a-q8_0.gguf', 4096, 'auto'],
      ['/m/a-q8_0.gguf', 4096, false],
      ['/m/a-q4_0.gguf', 4096, 'auto'],
      ['/m/a-q4_0.gguf', 4096, false],
    ]);
  });

  it('never go below a context that has room for a scene, nor repeat themselves', () => {
    const onProcessor = (contextTokens: number) => ({ path: 'a.gguf', contextTokens, gpu: false }) as const;
    expect(localRungs(onProcessor(3000), []).map((rung) => rung.contextTokens)).toEqual([3000, 2048]);
    expect(localRungs(onProcessor(2048), [])).toHaveLength(1);
    expect(localRungs(onProcessor(512), [])).toEqual([onProcessor(512)]);
  });

  it('are named by file, context and place', () => {
    const rung = { path: 'C:\\models\\a.gguf', contextTokens: 4096, gpu: false } as const;
    expect(rungText(rung)).toBe('a.gguf with 4096 tokens of context on the processor');
  });

  it.each([
    ['Mistral-Small-Q5_K_M.gguf', 'mistral-small'],
    ['mistral-small-q4_k_m', 'mistral-small'],
    ['qwen3-8b-IQ4_XS.gguf', 'qwen3-8b'],
    ['gemma-3.Q8_0.gguf', 'gemma-3'],
    ['model-bf16.gguf', 'model'],
    ['qwen3-8b', 'qwen3-8b'],
  ])('%s is a file of %s', (name, stem) => {
    expect(modelStem(name)).toBe(stem);
  });
});
