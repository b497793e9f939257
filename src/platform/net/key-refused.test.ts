import { describe, expect, it } from 'vitest';
import { keyRefused } from '../asr-remote/remote-errors.ts';
import { llmErrors } from '../llm/llm-errors.ts';
import { secretNamed } from '../secrets/secret-names.ts';

const NAMED = /voxlane keys set ([^`]+)`/;

describe('a key that was refused', () => {
  it.each([
    ['api.mistral.ai', 'llm@api.mistral.ai'],
    ['gpu-box:8080', 'llm@gpu-box:8080'],
    ['127.0.0.1:8080', undefined],
    ['[::1]:8080', undefined],
    ['bedrock-runtime.eu-west-1.amazonaws.com', undefined],
  ])('of language models at %s is the key of that host', (host, name) => {
    const { action } = llmErrors.keyRefused(host, 401, true).parts;
    expect(NAMED.exec(action)?.[1]).toBe(name);
    if (name !== undefined) expect(secretNamed(name)).toBeDefined();
    expect(action).toContain(host.includes('amazonaws') ? 'AWS' : 'VOXLANE_LLM_KEY');
  });

  it.each([
    ['api.lemonfox.ai', 'lemonfox', 'VOXLANE_LEMONFOX_KEY'],
    ['speech.example.org', 'asr', 'VOXLANE_ASR_KEY'],
    ['localhost:8000', undefined, 'VOXLANE_ASR_KEY'],
  ])('of the speech server %s is the key of that server', (host, name, variable) => {
    const { action } = keyRefused(host, 401, true).parts;
    expect(NAMED.exec(action)?.[1]).toBe(name);
    expect(action).toContain(variable);
  });
});
