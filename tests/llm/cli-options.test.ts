import { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { addLlmOptions, agreeToLlm, llmOfFlags } from '../../src/cli/llm-options.ts';
import type { LlmFlags } from '../../src/core/llm/llm-options.ts';

const AWAY = 'https://llm.example.org';

function read(...args: string[]): LlmFlags {
  return addLlmOptions(new Command().exitOverride()).parse(args, { from: 'user' }).opts<LlmFlags>();
}

async function agree(url: string, yes: boolean, llmHosts: string[], offline = false) {
  const shown = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    const spec = llmOfFlags(read('--llm-url', url, '--llm-model', 'm', '--llm-plain-http'))!;
    const asked = await agreeToLlm(spec, { yes }, { offline, llmHosts }, 'translate');
    return { asked, shown: shown.mock.calls.join() };
  } finally {
    shown.mockRestore();
  }
}

describe('the options of a language model', () => {
  it('name server, model and kind', () => {
    expect(llmOfFlags(read('--llm-url', AWAY, '--llm-model', 'm', '--llm-kind', 'anthropic'))).toMatchObject({
      kind: 'anthropic',
      url: `${AWAY}/v1`,
      model: 'm',
    });
  });

  it('show the host before anything is sent, and ask once where texts leave the computer', async () => {
    expect(await agree(AWAY, true, [])).toMatchObject({
      asked: true,
      shown: expect.stringContaining('llm.example.org'),
    });
    expect(await agree(AWAY, false, ['llm.example.org'])).toMatchObject({
      asked: false,
      shown: expect.stringContaining('llm.example.org'),
    });
    expect((await agree('http://127.0.0.1:8080', false, [], true)).asked).toBe(false);
    expect((await agree('http://192.168.1.7:8080', true, [])).shown).toContain('UNENCRYPTED');
    await expect(agree(AWAY, true, ['llm.example.org'], true)).rejects.toMatchObject({ code: 'source-refused' });
  });
});
