import type { LlamaModel, Token, TokenBias } from 'node-llama-cpp';
import type { JsonSchema } from '../../../core/ports/llm.ts';
import type { NodeLlamaCpp } from './llama-binding.ts';

/** Far beyond what a model itself says about a token. */
const END_STRING = 1000;
const END_ARRAY = 900;
/** What follows the last bracket, and what a model may write in the middle of a letter or an escape. */
const SPARE_TOKENS = 24;
/** Line ends and spaces that a model may put around a key or a value. */
const PADDING = 12;

/**
 * Has an answer end in time. A grammar holds a model to a form and lets a text in it go on for ever; when no more tokens are
 * left than the rest of the form may take, every open text is ended and every text after it stays empty. So the whole answer
 * can be read, and what is missing in it can be asked for again.
 */
export interface WrapUp {
  /** Tokens that an answer without any text may take. */
  readonly least: number;
  /** What pulls the next token, after `written` tokens with `text`. */
  bias(written: number, text: string): TokenBias;
}

/** @param maxTokens of the whole answer; at least `least` of what this returns. */
export function wrapUp(binding: NodeLlamaCpp, model: LlamaModel, schema: JsonSchema, maxTokens: number): WrapUp {
  const none = new binding.TokenBias(model.tokenizer);
  const ending = new binding.TokenBias(model.tokenizer);
  for (const [sign, logit] of [
    ['"', END_STRING],
    [']', END_ARRAY],
  ] as const) {
    const token = tokenOf(model, sign);
    if (token !== undefined) ending.set(token, { logit });
  }
  const frame = frameOf(schema);
  return {
    least: frame.tokens + SPARE_TOKENS,
    bias(written, text) {
      const left = maxTokens - written - SPARE_TOKENS;
      if (left > frame.tokens) return none;
      const done = frame.keys === 0 ? 0 : Math.min(1, keysIn(text) / frame.keys);
      return left <= frame.tokens * (1 - done) ? ending : none;
    },
  };
}

/** The token that is this sign and nothing else. */
function tokenOf(model: LlamaModel, sign: string): Token | undefined {
  const token = model.tokenize(`a${sign}`).at(-1);
  if (token !== undefined && model.detokenize([token]) === sign) return token;
  for (const candidate of model.iterateAllTokens()) if (model.detokenize([candidate]) === sign) return candidate;
  return undefined;
}

/** Bytes and keys of an answer in which every text is empty: a token is a byte at least. */
function frameOf(schema: JsonSchema): { readonly tokens: number; readonly keys: number } {
  switch (schema.type) {
    case 'object':
      return Object.entries(schema.properties)
        .map(([key, value]) => ({ name: Buffer.byteLength(JSON.stringify(key)), inner: frameOf(value) }))
        .reduce(
          (sum, { name, inner }) => ({
            tokens: sum.tokens + name + PADDING + inner.tokens,
            keys: sum.keys + 1 + inner.keys,
          }),
          { tokens: 2 * PADDING, keys: 0 },
        );
    case 'array':
      return { tokens: 2 * PADDING + frameOf(schema.items).tokens, keys: 0 };
    case 'string':
      return { tokens: 2 + Math.max(0, ...(schema.enum ?? []).map((text) => Buffer.byteLength(text) * 2)), keys: 0 };
    case 'number':
    case 'integer':
    case 'boolean':
      return { tokens: 40, keys: 0 };
  }
}

/** Keys that have been written, whole. */
function keysIn(text: string): number {
  let keys = 0;
  for (const [, next] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)) if (next === ':') keys++;
  return keys;
}
