import { describe, expect, it } from 'vitest';
import { llmChoiceId } from './llm-choice.ts';
import { type LlmFlags, llmOf } from './llm-options.ts';
import { leavesComputer, type LlmSpec, llmSpecSchema } from './llm-spec.ts';

/** One of a server. */
function specOf(flags: LlmFlags, environment: Record<string, string> = {}): LlmSpec {
  const choice = llmOf(flags, environment);
  if (choice === undefined || choice.kind === 'local') throw new Error('It is not on a server.');
  return choice;
}

describe('the choice of a language model', () => {
  it.each([
    ['http://127.0.0.1:8080', 'openai', 'http://127.0.0.1:8080/v1', false],
    ['http://localhost:11434/v1/', 'openai', 'http://localhost:11434/v1', false],
    ['https://api.groq.com/openai/v1/chat/completions', 'openai', 'https://api.groq.com/openai/v1', true],
    ['https://api.anthropic.com', 'anthropic', 'https://api.anthropic.com/v1', true],
    ['https://gateway.example/v1/messages', 'anthropic', 'https://gateway.example/v1', true],
    [
      'https://bedrock-runtime.eu-west-3.amazonaws.com',
      'bedrock',
      'https://bedrock-runtime.eu-west-3.amazonaws.com/v1',
      true,
    ],
  ])('%s is of the kind %s', (llmUrl, kind, url, leaves) => {
    const spec = specOf({ llmUrl, llmModel: 'm' });
    expect(spec).toEqual({ kind, url, model: 'm', plainHttp: false });
    expect(leavesComputer(spec)).toBe(leaves);
    expect(llmSpecSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it('comes from the environment where the options say nothing, and never half of it', () => {
    const environment = { VOXLANE_LLM_URL: 'http://127.0.0.1:1', VOXLANE_LLM_MODEL: 'env', VOXLANE_LLM_KEY: 'secret' };
    expect(llmOf({}, {})).toBeUndefined();
    expect(llmChoiceId(specOf({}, environment))).toBe('env@127.0.0.1:1');
    expect(llmChoiceId(specOf({ llmModel: 'mine' }, environment))).toBe('mine@127.0.0.1:1');
    expect(() => llmOf({ llmUrl: 'http://127.0.0.1:2' }, environment)).toThrow(/name of the model/);
    expect(llmOf({ llmKind: 'anthropic' }, environment)?.kind).toBe('anthropic');
    expect(JSON.stringify(llmOf({}, environment))).not.toContain('secret');
  });

  it('may be of this computer, and then names no server', () => {
    const local = (model: string) => ({ kind: 'local', model });
    const environment = { VOXLANE_LLM: 'here', VOXLANE_LLM_URL: 'http://127.0.0.1:1', VOXLANE_LLM_MODEL: 'there' };
    expect(llmOf({ llm: ' mistral-q4 ' }, {})).toEqual(local('mistral-q4'));
    expect(llmOf({}, environment)).toEqual(local('here'));
    expect(llmOf({ llm: 'mine' }, environment)).toEqual(local('mine'));
    expect(llmOf({ llmModel: 'other' }, environment)).toMatchObject({ kind: 'openai', model: 'other' });
    expect(llmOf({ llmUrl: 'https://host', llmModel: 'm' }, environment)).toMatchObject({ url: 'https://host/v1' });
    expect(() => llmOf({ llm: 'mine', llmUrl: 'https://host', llmModel: 'm' }, {})).toThrow(/of this computer/);
    expect(() => llmOf({ llm: 'a\0b' }, {})).toThrow(/does not name/);
  });

  it.each([
    [{ llmModel: 'm' }, /no address/],
    [{ llmUrl: 'https://host' }, /name of the model/],
    [{ llmUrl: 'https://host', llmModel: 'a b' }, /name of the language model/],
    [{ llmUrl: 'https://me:pw@host', llmModel: 'm' }, /user name or password/],
    [{ llmUrl: 'http://192.168.1.7:8080', llmModel: 'm' }, /unencrypted/],
    [{ llmUrl: 'https://host/?key=1', llmModel: 'm' }, /query/],
    [{ llmUrl: 'file:///etc/passwd', llmModel: 'm' }, /not one/],
    [{ llmUrl: 'http://169.254.169.254', llmModel: 'm' }, /not one/],
    [{ llmUrl: 'https://host', llmModel: 'm', llmKind: 'oracle' }, /no kind/],
  ])('%j is refused', (flags, message) => {
    expect(() => llmOf(flags, {})).toThrow(expect.objectContaining({ code: 'options-invalid' }));
    expect(() => llmOf(flags, {})).toThrow(message);
  });

  it('may be another computer of the user over http when asked for', () => {
    expect(specOf({ llmUrl: 'http://192.168.1.7:8080', llmModel: 'm', llmPlainHttp: true }).plainHttp).toBe(true);
  });
});
