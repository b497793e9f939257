import { z } from 'zod';
import { askInParts, type Attempted } from '../../llm/ask-in-parts.ts';
import { askStructured } from '../../llm/ask-structured.ts';
import { addUsage, NO_USAGE } from '../../llm/usage.ts';
import type { JsonSchema, LlmEngine, LlmMessage, LlmUsage } from '../../ports/llm.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { PreparedSummaryLine } from './parts-of.ts';
import { MOMENT_KEYS, partMessages, partSchema, SECTION_KEYS, WHOLE_SCHEMA, wholeMessages } from './prompt.ts';
import type { SummaryRecord } from './record.ts';
import type { SummarizeOptions } from './types.ts';

const SUMMARY_TOKENS = 700;
const PLACE_TOKENS = 60;
const LONGEST_SUMMARY = 8000;
const LONGEST_TEXT = 300;
const LONGEST_TITLE = 120;

const replySchema = z.object({ summary: z.string().trim().min(1) }).catchall(z.string().catch(''));

interface Answer {
  readonly values?: z.infer<typeof replySchema>;
  readonly refused: boolean;
  readonly smaller: boolean;
  readonly usage: LlmUsage;
}

interface PartTask extends SummarizeOptions {
  /** Title of the section that goes on from the part before; empty for none. */
  readonly before: string;
  /** Most calls that may be made, however bad the answers are. */
  readonly mostCalls: number;
}

/** Summarises one part, in halves where that helps. Rejects only with what concerns the whole job. */
export async function summarizePart(
  engine: LlmEngine,
  lines: readonly PreparedSummaryLine[],
  { language, chapters, before, mostCalls }: PartTask,
  signal: AbortSignal,
): Promise<SummaryRecord> {
  const texts = new Map<string, string>();
  const moments: SummaryRecord['moments'] = [];
  const sections: SummaryRecord['sections'] = [];
  const missing = new Map<string, boolean>();
  let usage = NO_USAGE;
  let calls = 0;

  async function ask(
    asked: readonly PreparedSummaryLine[],
    temperature: number,
  ): Promise<Attempted<PreparedSummaryLine>> {
    calls++;
    const messages = partMessages(asked, { language, chapters, before });
    const places = MOMENT_KEYS.length + (chapters ? SECTION_KEYS.length : 0);
    const tokens = SUMMARY_TOKENS + places * PLACE_TOKENS;
    const answer = await askOnce(engine, { messages, schema: partSchema(chapters), tokens, temperature }, signal);
    usage = addUsage(usage, answer.usage);
    const { values } = answer;
    if (values === undefined) {
      for (const { key } of asked) missing.set(key, answer.refused);
      return { bad: asked, smaller: answer.smaller };
    }
    for (const { key } of asked) missing.delete(key);
    texts.set(asked[0]?.key ?? '', values.summary.slice(0, LONGEST_SUMMARY));
    const known = new Set(asked.map(({ key }) => key));
    moments.push(...MOMENT_KEYS.flatMap((name) => placeOf(values[name], known, LONGEST_TEXT)));
    if (chapters) sections.push(...SECTION_KEYS.flatMap((name) => placeOf(values[name], known, LONGEST_TITLE)));
    return { bad: [], smaller: false };
  }

  await askInParts(lines, ask, mostCalls);
  const summary = lines.flatMap(({ key }) => texts.get(key) ?? []).join('\n');
  return {
    ...(summary === '' ? {} : { summary }),
    moments,
    sections,
    missing: stretches(lines, missing),
    by: engine.id,
    usage,
    calls,
  };
}

/** Joins summaries into one, or leaves them as they are where the model does not answer. */
export async function joinSummaries(
  engine: LlmEngine,
  parts: readonly string[],
  language: string | undefined,
  signal: AbortSignal,
): Promise<SummaryRecord> {
  let usage = NO_USAGE;
  let calls = 0;
  let summary: string | undefined;
  for (const temperature of [0, 0.3]) {
    calls++;
    const messages = wholeMessages(parts, language);
    const answer = await askOnce(
      engine,
      { messages, schema: WHOLE_SCHEMA, tokens: SUMMARY_TOKENS * 2, temperature },
      signal,
    );
    usage = addUsage(usage, answer.usage);
    summary = answer.values?.summary.slice(0, LONGEST_SUMMARY);
    if (summary !== undefined || answer.smaller) break;
  }
  return {
    ...(summary === undefined ? {} : { summary }),
    moments: [],
    sections: [],
    missing: [],
    by: engine.id,
    usage,
    calls,
  };
}

async function askOnce(
  engine: LlmEngine,
  request: {
    readonly messages: readonly LlmMessage[];
    readonly schema: JsonSchema;
    readonly tokens: number;
    readonly temperature: number;
  },
  signal: AbortSignal,
): Promise<Answer> {
  const { tokens, ...rest } = request;
  try {
    const answer = await askStructured(engine, { ...rest, maxOutputTokens: tokens }, replySchema, signal);
    const { usage } = answer;
    if (answer.kind === 'ok') return { values: answer.value, refused: false, smaller: false, usage };
    return { refused: answer.kind === 'refusal', smaller: answer.kind === 'cut', usage };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'llm-failed' && error.code !== 'llm-context-overflow'))
      throw error;
    return { refused: false, smaller: error.code === 'llm-context-overflow', usage: NO_USAGE };
  }
}

/** `KEY | text`; nothing for a key that is not of the asked lines: times come from cues and from nowhere else. */
function placeOf(
  said: string | undefined,
  known: ReadonlySet<string>,
  longest: number,
): { key: string; text: string }[] {
  const [, key = '', rest = ''] = /^["'`[(]*([\w-]+)["'`\])]*\s*\|\s*([^]+)$/u.exec(said?.trim() ?? '') ?? [];
  const text = rest
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, longest)
    .trim();
  return known.has(key) && text !== '' && text !== '-' ? [{ key, text }] : [];
}

function stretches(
  lines: readonly PreparedSummaryLine[],
  missing: ReadonlyMap<string, boolean>,
): SummaryRecord['missing'] {
  const found: SummaryRecord['missing'] = [];
  let open = false;
  for (const { key } of lines) {
    const refused = missing.get(key);
    const last = found.at(-1);
    if (refused === undefined) open = false;
    else if (open && last !== undefined && last.refused === refused) last.to = key;
    else {
      found.push({ from: key, to: key, refused });
      open = true;
    }
  }
  return found;
}
