import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/* eslint-disable @typescript-eslint/no-explicit-any -- requests are read as what they should be; a wrong one fails the test */

/** A question as the host understood it, whichever protocol it came by. */
export interface HostQuestion {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, any>>;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** The schema the answer has to have, where the request named one and the host honours it. */
  readonly schema: any;
}

/** What the scripted model says. */
export interface HostReply {
  readonly text: string;
  readonly finish?: 'stop' | 'length' | 'refusal';
  /** Thoughts, sent as `reasoning_content` (OpenAI) or a thinking block (Anthropic). */
  readonly thoughts?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** What one request gets in place of an answer, or what happens to the answer. */
export type HostFault =
  | 'rate-seconds'
  | 'rate-date'
  | 'rate'
  | 'error-500'
  | 'overloaded'
  | 'hang'
  | 'hang-midway'
  | 'cut'
  | 'not-json'
  | 'quota'
  | 'payment'
  | 'key'
  | 'forbidden'
  | 'overflow'
  | 'refusal'
  | 'empty'
  | 'broken-json'
  | 'elsewhere'
  | 'huge';

export interface LlmHost {
  readonly url: string;
  readonly questions: HostQuestion[];
  /** Used up one by one; `undefined` lets one request through. */
  readonly faults: (HostFault | undefined)[];
  /** Asked for each request when `faults` is empty. */
  chance: () => HostFault | undefined;
  answer: (question: HostQuestion) => HostReply;
  /** When set, requests without it are refused, and told what they sent. */
  key: string | undefined;
  /** How far it goes along: what it honours of `response_format`, and what it refuses. */
  formats: 'schema' | 'object' | 'none' | 'ignored';
  refuses: readonly ('stream' | 'stream_options' | 'max_tokens' | 'temperature')[];
  /** False: usage is not told. */
  tellsUsage: boolean;
  /** False: answers come whole, whatever was asked for. */
  streams: boolean;
  /** Written between the events of a stream. */
  noise: string;
  lineEnd: '\n' | '\r\n';
  /** Headers of every answer. */
  headers: Readonly<Record<string, string>>;
  /** Tokens of all answers that were given, as a provider bills them. */
  readonly billed: { calls: number; tokens: number };
  /** Questions whose answer was given whole, so that nothing needs to be paid twice. */
  readonly answered: HostQuestion[];
  close(): Promise<void>;
}

const WALL_DATE = 'Wed, 21 Oct 2026 07:28:09 GMT';

/** A server of language models on loopback that speaks OpenAI's chat completions and Anthropic's messages for real. */
export async function startLlmHost(answer: (question: HostQuestion) => HostReply): Promise<LlmHost> {
  const server = createServer((request, response) => {
    void serve(host, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: LlmHost = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions: [],
    faults: [],
    chance: () => undefined,
    answer,
    key: undefined,
    formats: 'schema',
    refuses: [],
    tellsUsage: true,
    streams: true,
    noise: '',
    lineEnd: '\n',
    headers: {},
    billed: { calls: 0, tokens: 0 },
    answered: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
}

async function serve(host: LlmHost, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const path = request.url ?? '';
  const anthropic = path === '/v1/messages';
  if (request.method !== 'POST' || (!anthropic && path !== '/v1/chat/completions'))
    return refuse(response, 404, { error: { message: `no ${path} here` } });
  const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, any>;
  const question: HostQuestion = {
    path,
    headers: request.headers,
    body,
    messages: [
      ...(anthropic && typeof body['system'] === 'string' ? [{ role: 'system', content: body['system'] }] : []),
      ...body['messages'],
    ],
    schema: schemaOf(host, body),
  };
  host.questions.push(question);
  const sent = anthropic ? request.headers['x-api-key'] : request.headers.authorization?.replace('Bearer ', '');
  const fault = host.faults.length > 0 ? host.faults.shift() : host.chance();
  if (fault === 'key' || (host.key !== undefined && sent !== host.key))
    return refuse(response, 401, { error: { message: `Incorrect key: ${sent}` } });
  if (fault !== undefined && failed(response, fault, anthropic)) return;
  const problem = problemOf(host, body, anthropic);
  if (problem !== undefined)
    return refuse(response, 400, { error: { message: problem, type: 'invalid_request_error' } });
  const scripted = host.answer(question);
  const reply: HostReply =
    fault === 'refusal'
      ? { ...scripted, text: '', finish: 'refusal' }
      : fault === 'empty'
        ? { ...scripted, text: '' }
        : fault === 'broken-json'
          ? { ...scripted, text: '{"1": "he said "' }
          : scripted;
  const input = reply.inputTokens ?? Math.ceil(JSON.stringify(question.messages).length / 4);
  const output = reply.outputTokens ?? Math.ceil(reply.text.length / 4);
  host.billed.calls++;
  host.billed.tokens += input + output;
  const whole = fault !== 'cut' && fault !== 'hang-midway';
  if (whole && fault === undefined) host.answered.push(question);
  const told = { ...reply, inputTokens: input, outputTokens: output };
  const streams = body['stream'] === true && host.streams;
  if (!streams) return sendWhole(host, response, anthropic ? message(told, body) : completion(host, told), fault);
  const events = anthropic ? messageEvents(told, body) : completionEvents(host, told, body);
  return sendStream(host, response, events, fault);
}

/** The schema that holds the model, if any. */
function schemaOf(host: LlmHost, body: Readonly<Record<string, any>>): unknown {
  if (body['tools'] !== undefined) return body['tools'][0].input_schema;
  return host.formats === 'schema' ? body['response_format']?.json_schema?.schema : undefined;
}

/** What this host does not take, as its error says it. */
function problemOf(host: LlmHost, body: Readonly<Record<string, any>>, anthropic: boolean): string | undefined {
  if (body['model'] === undefined || (anthropic && body['max_tokens'] === undefined)) return 'a field is missing';
  if (host.refuses.includes('max_tokens') && body['max_tokens'] !== undefined)
    return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
  if (host.refuses.includes('temperature') && body['temperature'] !== undefined)
    return "Unsupported value: 'temperature' does not support 0 with this model.";
  if (host.refuses.includes('stream_options') && body['stream_options'] !== undefined)
    return 'body -> stream_options: Extra inputs are not permitted';
  if (host.refuses.includes('stream') && body['stream'] === true) return 'This model does not support streaming.';
  const format = body['response_format']?.type;
  if (format === 'json_schema' && (host.formats === 'object' || host.formats === 'none'))
    return "This response_format type is unavailable now: 'json_schema'";
  if (format === 'json_object' && host.formats === 'none') return "'response_format' is not supported";
  return undefined;
}

/** Answers with a fault that comes before any answer; false when the fault happens to the answer. */
function failed(response: ServerResponse, fault: HostFault, anthropic: boolean): boolean {
  const error = (message: string, code?: string) => ({ error: { message, type: code ?? 'error', code: code ?? null } });
  switch (fault) {
    case 'rate':
      refuse(response, 429, error('Rate limit reached.', 'rate_limit_error'));
      return true;
    case 'rate-seconds':
      refuse(response, 429, error('Rate limit reached.'), { 'retry-after': '7' });
      return true;
    case 'rate-date':
      refuse(response, 429, error('Rate limit reached.'), { 'retry-after': WALL_DATE });
      return true;
    case 'error-500':
      refuse(response, 500, error('no'));
      return true;
    case 'overloaded':
      refuse(response, anthropic ? 529 : 503, error('Overloaded', 'overloaded_error'));
      return true;
    case 'hang':
      return true;
    case 'not-json':
      response.setHeader('content-type', 'application/json').end('{"choices": [');
      return true;
    case 'quota':
      refuse(response, 429, error('You exceeded your current quota.', 'insufficient_quota'));
      return true;
    case 'payment':
      refuse(response, 402, error('Payment required'));
      return true;
    case 'forbidden':
      refuse(response, 403, error('No access'));
      return true;
    case 'overflow':
      refuse(response, 400, error("This model's maximum context length is 4096 tokens.", 'context_length_exceeded'));
      return true;
    case 'elsewhere':
      refuse(response, 307, {}, { location: 'http://localhost:9/v1/chat/completions' });
      return true;
    case 'huge':
      response.setHeader('content-type', 'application/json').end(' '.repeat(300_000));
      return true;
    case 'key':
    case 'cut':
    case 'hang-midway':
    case 'refusal':
    case 'empty':
    case 'broken-json':
      return false;
  }
}

function refuse(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

type Told = HostReply & { readonly inputTokens: number; readonly outputTokens: number };

const OPENAI_FINISH = { stop: 'stop', length: 'length', refusal: 'content_filter' } as const;
const ANTHROPIC_STOP = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const;

function completion(host: LlmHost, told: Told): unknown {
  const { text, thoughts, finish = 'stop' } = told;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text,
          ...(thoughts === undefined ? {} : { reasoning_content: thoughts }),
        },
        finish_reason: OPENAI_FINISH[finish],
      },
    ],
    ...(host.tellsUsage ? { usage: usageOf(told) } : {}),
  };
}

function usageOf({ inputTokens, outputTokens }: Told) {
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens };
}

function completionEvents(host: LlmHost, told: Told, body: Readonly<Record<string, any>>): string[] {
  const { text, thoughts = '', finish = 'stop' } = told;
  const chunk = (choices: unknown[], more: object = {}): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices, ...more })}`;
  const delta = (part: object): string => chunk([{ index: 0, delta: part, finish_reason: null }]);
  return [
    delta({ role: 'assistant', content: '' }),
    ...pieces(thoughts).map((reasoning_content) => delta({ reasoning_content })),
    ...pieces(text).map((content) => delta({ content })),
    chunk([{ index: 0, delta: {}, finish_reason: OPENAI_FINISH[finish] }]),
    ...(host.tellsUsage && body['stream_options']?.include_usage === true ? [chunk([], { usage: usageOf(told) })] : []),
    'data: [DONE]',
  ];
}

function message(told: Told, body: Readonly<Record<string, any>>): unknown {
  const { text, finish = 'stop' } = told;
  const tool = body['tools'] !== undefined && finish !== 'refusal';
  return {
    type: 'message',
    role: 'assistant',
    content: tool ? [{ type: 'tool_use', id: 't', name: 'answer', input: JSON.parse(text) }] : [{ type: 'text', text }],
    stop_reason: tool && finish === 'stop' ? 'tool_use' : ANTHROPIC_STOP[finish],
    usage: { input_tokens: told.inputTokens, output_tokens: told.outputTokens },
  };
}

function messageEvents(told: Told, body: Readonly<Record<string, any>>): string[] {
  const { text, thoughts = '', finish = 'stop' } = told;
  const tool = body['tools'] !== undefined && finish !== 'refusal';
  const event = (type: string, value: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...value })}`;
  const delta = (part: object): string => event('content_block_delta', { index: 0, delta: part });
  return [
    event('message_start', {
      message: { type: 'message', content: [], usage: { input_tokens: told.inputTokens, output_tokens: 1 } },
    }),
    event('ping', {}),
    ...pieces(thoughts).map((thinking) => delta({ type: 'thinking_delta', thinking })),
    event('content_block_start', {
      index: 0,
      content_block: tool ? { type: 'tool_use', id: 't', name: 'answer', input: {} } : { type: 'text', text: '' },
    }),
    ...pieces(text).map((part) =>
      delta(tool ? { type: 'input_json_delta', partial_json: part } : { type: 'text_delta', text: part }),
    ),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: tool && finish === 'stop' ? 'tool_use' : ANTHROPIC_STOP[finish] },
      usage: { output_tokens: told.outputTokens },
    }),
    event('message_stop', {}),
  ];
}

/** A text in pieces of a few letters, as tokens come. */
function pieces(text: string): string[] {
  return Array.from({ length: Math.min(200, Math.ceil(text.length / 7)) }, (_, i, n = Math.ceil(text.length / 200)) =>
    text.length <= 1400 ? text.slice(i * 7, i * 7 + 7) : text.slice(i * n, i * n + n),
  );
}

function sendWhole(host: LlmHost, response: ServerResponse, value: unknown, fault: HostFault | undefined): void {
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes, ...host.headers });
  if (fault === 'cut') response.write(text.slice(0, text.length / 2), () => response.destroy());
  else if (fault === 'hang-midway') response.write(text.slice(0, text.length / 2));
  else response.end(text);
}

function sendStream(
  host: LlmHost,
  response: ServerResponse,
  events: readonly string[],
  fault: HostFault | undefined,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...host.headers });
  const text = (part: readonly string[]): string =>
    part.map((event) => `${host.noise}${event}\n\n`.replaceAll('\n', host.lineEnd)).join('');
  const half = text(events.slice(0, Math.ceil(events.length / 2)));
  if (fault === 'cut') response.write(half, () => response.destroy());
  else if (fault === 'hang-midway') response.write(half);
  else {
    // Cut anywhere, in the middle of letters as well.
    const bytes = Buffer.from(text(events));
    const at = Math.floor(bytes.length / 3);
    response.write(bytes.subarray(0, at));
    setImmediate(() => response.end(bytes.subarray(at)));
  }
}
