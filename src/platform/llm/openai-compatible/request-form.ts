import { withSchemaInWords, wireSchema } from '../../../core/llm/wire-schema.ts';
import type { LlmRequest, LlmShape } from '../../../core/ports/llm.ts';
import type { ServerWords } from '../../net/server-words.ts';

/** How a request to a server and model is written: what it does not take is left out. */
export interface RequestForm {
  /** For requests with a schema. */
  readonly shape: Exclude<LlmShape, 'grammar'>;
  readonly stream: boolean;
  readonly streamUsage: boolean;
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
}

export const FULL_FORM: RequestForm = {
  shape: 'json-schema',
  stream: true,
  streamUsage: true,
  maxTokens: 'max_tokens',
  temperature: true,
};

const WEAKER = { 'json-schema': 'json-object', 'json-object': 'text', text: undefined } as const;

/** The same with less to hold the model to its schema; `undefined` when nothing is left to leave out. */
export function weakerShape(form: RequestForm): RequestForm | undefined {
  const shape = WEAKER[form.shape];
  return shape === undefined ? undefined : { ...form, shape };
}

/** The form to try after a server refused one: without what it names, else without what is least needed. */
export function otherForm(form: RequestForm, { text, code }: ServerWords, hasSchema: boolean): RequestForm | undefined {
  const said = `${code} ${text}`;
  if (/max_completion_tokens/.test(said) && form.maxTokens === 'max_tokens')
    return { ...form, maxTokens: 'max_completion_tokens' };
  if (/max_(completion_)?tokens/.test(said) && form.maxTokens === 'max_completion_tokens')
    return { ...form, maxTokens: 'max_tokens' };
  if (/temperature/.test(said) && form.temperature) return { ...form, temperature: false };
  if (/stream_options|include_usage/.test(said) && form.streamUsage) return { ...form, streamUsage: false };
  if (/\bstream(ing)?\b/i.test(said) && form.stream) return { ...form, stream: false };
  return (
    (hasSchema ? weakerShape(form) : undefined) ??
    (form.streamUsage && form.stream ? { ...form, streamUsage: false } : undefined) ??
    (form.stream ? { ...form, stream: false } : undefined)
  );
}

/** The body of a chat completion in a form. */
export function chatBody(request: LlmRequest, model: string, form: RequestForm): Readonly<Record<string, unknown>> {
  const { schema, messages } = request;
  const { shape } = form;
  return {
    model,
    messages: schema === undefined || shape === 'json-schema' ? messages : withSchemaInWords(messages, schema, shape),
    [form.maxTokens]: request.maxOutputTokens,
    ...(form.temperature ? { temperature: request.temperature } : {}),
    ...(form.stream ? { stream: true } : {}),
    ...(form.stream && form.streamUsage ? { stream_options: { include_usage: true } } : {}),
    ...(schema === undefined || shape === 'text' ? {} : { response_format: responseFormat(shape, request) }),
  };
}

function responseFormat(shape: 'json-schema' | 'json-object', { schema }: LlmRequest): unknown {
  if (shape === 'json-object' || schema === undefined) return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: wireSchema(schema) } };
}
