import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askStructured } from '../../src/core/llm/ask-structured.ts';
import { Limiter } from '../../src/core/llm/limiter/limiter.ts';
import { llmSpecOf } from '../../src/core/llm/llm-spec.ts';
import { type BedrockSdk, loadBedrockSdk } from '../../src/platform/llm/bedrock/bedrock-sdk.ts';
import { BedrockTransport } from '../../src/platform/llm/bedrock/bedrock-transport.ts';
import { LimitedLlm } from '../../src/platform/llm/limited-llm.ts';
import { SharedLimiter } from '../../src/platform/llm/shared-limiter.ts';
import type { RequestClock } from '../../src/platform/net/request-clock.ts';

let passed = 0;
const clock: RequestClock = {
  nowMs: () => passed,
  wallMs: () => passed,
  random: () => 0,
  async sleep(ms, signal) {
    signal.throwIfAborted();
    passed += ms;
  },
};
const spec = llmSpecOf({ url: 'https://bedrock-runtime.eu-west-3.amazonaws.com', model: 'mistral.x-v1:0' });

interface Input {
  readonly toolConfig: {
    readonly tools: { readonly toolSpec: { readonly inputSchema: { readonly json: unknown } } }[];
  };
}

/** Stands for the SDK, which is not a dependency: notes what it is given and answers with what it is told. */
function standIn(answers: unknown[]) {
  const seen: { region?: string; input: Input }[] = [];
  let region: string | undefined;
  const sdk: BedrockSdk = {
    BedrockRuntimeClient: class {
      constructor(options: { region?: string }) {
        region = options.region;
      }
      send(command: { input: unknown }): Promise<unknown> {
        seen.push({ ...(region === undefined ? {} : { region }), input: command.input as Input });
        const answer = answers.shift();
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      }
      destroy(): void {
        // Nothing is held.
      }
    },
    ConverseCommand: class {
      readonly input: unknown;
      constructor(input: unknown) {
        this.input = input;
      }
    },
  };
  const limiter = new SharedLimiter(
    new Limiter({ limits: {}, prices: undefined, parallel: 4, state: undefined }),
    clock,
    () => Promise.resolve(),
  );
  const transport = new BedrockTransport(spec, () => Promise.resolve(sdk));
  return {
    seen,
    llm: new LimitedLlm(
      transport,
      () => Promise.resolve(limiter),
      clock,
      () => undefined,
    ),
  };
}

const REQUEST = {
  messages: [
    { role: 'system', content: 'Translate.' },
    { role: 'user', content: 'hello' },
  ],
  maxOutputTokens: 50,
  temperature: 0,
} as const;
const never = new AbortController().signal;

function awsError(name: string, status: number, message = ''): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

const SAID = {
  output: { message: { role: 'assistant', content: [{ reasoningContent: {} }, { text: 'salut' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 12, outputTokens: 3, totalTokens: 15 },
};

describe('a model of Bedrock', () => {
  it('is asked over the Converse API, in the region of its address', async () => {
    const { seen, llm } = standIn([SAID]);
    expect(await llm.complete(REQUEST, never)).toEqual({
      text: 'salut',
      finish: 'stop',
      usage: { inputTokens: 12, outputTokens: 3, estimated: false },
      shape: 'text',
    });
    expect(seen).toEqual([
      {
        region: 'eu-west-3',
        input: {
          modelId: 'mistral.x-v1:0',
          system: [{ text: 'Translate.' }],
          messages: [{ role: 'user', content: [{ text: 'hello' }] }],
          inferenceConfig: { maxTokens: 50, temperature: 0 },
        },
      },
    ]);
  });

  it('is held to a schema by a tool, lists as well', async () => {
    const use = { toolUse: { toolUseId: 't', name: 'answer', input: { answer: ['a', 'b'] } } };
    const { seen, llm } = standIn([{ ...SAID, output: { message: { content: [use] } }, stopReason: 'tool_use' }]);
    const schema = { type: 'array', items: { type: 'string' } } as const;
    const result = await askStructured(llm, { ...REQUEST, schema }, z.array(z.string()), never);
    expect(result).toMatchObject({ kind: 'ok', value: ['a', 'b'] });
    expect(seen[0].input.toolConfig.tools[0].toolSpec.inputSchema.json).toMatchObject({ required: ['answer'] });
  });

  it.each([
    [awsError('ThrottlingException', 429), awsError('ServiceUnavailableException', 503)],
    [awsError('ModelNotReadyException', 429), awsError('InternalServerException', 500)],
    [awsError('TimeoutError', 0), awsError('ModelTimeoutException', 408)],
  ])('is asked again after %s and %s', async (...errors) => {
    const { seen, llm } = standIn([...errors, SAID]);
    expect((await llm.complete(REQUEST, never)).text).toBe('salut');
    expect(seen).toHaveLength(3);
  });

  it.each([
    [awsError('AccessDeniedException', 403, 'arn:aws:iam::123456789012:user/x'), 'key-refused'],
    [awsError('CredentialsProviderError', 0), 'key-refused'],
    [awsError('ValidationException', 400, 'Input is too long for requested model.'), 'llm-context-overflow'],
    [awsError('ValidationException', 400, 'no'), 'llm-failed'],
    [awsError('ResourceNotFoundException', 404), 'remote-failed'],
    [awsError('ServiceQuotaExceededException', 400), 'quota-exhausted'],
  ])('is left after %s', async (error, code) => {
    const { seen, llm } = standIn([error]);
    const failure = llm.complete(REQUEST, never);
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.not.toThrow(/123456789012/);
    expect(seen).toHaveLength(1);
  });

  it('says what to install when the SDK is not there', async () => {
    await expect(loadBedrockSdk()).rejects.toMatchObject({
      code: 'tool-missing',
      message: expect.stringContaining('npm install @aws-sdk/client-bedrock-runtime'),
    });
  });
});
