import { llmSpecOf } from '../../../src/core/llm/llm-spec.ts';
import { fileLimiterStore } from '../../../src/platform/llm/file-limiter-store.ts';
import { createLlm } from '../../../src/studio/llm/create-llm.ts';

const [url = '', folder = ''] = process.argv.slice(2);
const spec = llmSpecOf({ url, model: 'once', limits: { requestsPerDay: 1 } });
await createLlm(spec, undefined, fileLimiterStore(folder)).complete(
  { messages: [{ role: 'user', content: '#1' }], maxOutputTokens: 10, temperature: 0 },
  new AbortController().signal,
);
