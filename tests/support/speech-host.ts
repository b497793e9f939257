import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { audioFixture, readTruth, type TruthWord } from './fixtures.ts';
import { decodePcm } from './pcm.ts';

/** How real servers differ: what they time, and which formats of an answer they refuse. */
export type Flavour = 'speaches' | 'vllm' | 'llama-server' | 'lemonfox';

/** What one request gets in place of a transcription. */
interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; default: an error as OpenAI writes it. */
  readonly body?: string;
  /** Says nothing. */
  readonly hang?: true;
  /** Closes after half of the body that it promised. */
  readonly cut?: true;
}

interface SpeechRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly fields: readonly (readonly [string, string])[];
  readonly seconds: number;
  readonly bytes: number;
}

export interface SpeechHost {
  readonly url: string;
  readonly requests: SpeechRequest[];
  /** Used up one by one, before anything is transcribed. */
  readonly faults: Fault[];
  flavour: Flavour;
  /** When set, requests without it are refused, and told what they sent. */
  key: string | undefined;
  /** Longer requests are answered with 413. */
  maxBytes: number;
  close(): Promise<void>;
}

const RATE = 16_000;

/**
 * A speech server on loopback that speaks the protocol for real: it reads the form, finds the sound it got in the fixture
 * and answers with the words truly said there, timed from the start of what it got.
 */
export async function startSpeechHost(fixture: string): Promise<SpeechHost> {
  const sound = decodePcm(audioFixture(`${fixture}.flac`));
  const { words } = readTruth(fixture);
  const server = createServer((request, response) => {
    void answer(host, sound, words, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: SpeechHost = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    faults: [],
    flavour: 'speaches',
    key: undefined,
    maxBytes: Number.POSITIVE_INFINITY,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
}

async function answer(
  host: SpeechHost,
  sound: Float32Array,
  truth: readonly TruthWord[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const body = Buffer.concat(parts);
  const { fields, samples } = readForm(request.headers['content-type'] ?? '', body);
  const { authorization } = request.headers;
  host.requests.push({
    path: request.url ?? '',
    authorization,
    fields,
    seconds: samples.length / RATE,
    bytes: body.length,
  });
  const fault = host.faults.shift();
  if (fault !== undefined) return fail(response, fault);
  if (host.key !== undefined && authorization !== `Bearer ${host.key}`)
    return fail(response, {
      status: 401,
      body: JSON.stringify({ error: { message: `Incorrect key: ${authorization}` } }),
    });
  if (body.length > host.maxBytes) return fail(response, { status: 413 });
  const format = fields.find(([name]) => name === 'response_format')?.[1];
  const grains = fields.filter(([name]) => name === 'timestamp_granularities[]').map(([, value]) => value);
  if (host.flavour === 'llama-server' && format !== 'json') return fail(response, { status: 400 });
  if (host.flavour === 'vllm' && grains.includes('word')) return fail(response, { status: 400 });
  const heard = wordsIn(samples, sound, truth);
  const text = heard.map(({ word }) => word).join(' ');
  const send = (value: unknown): void =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  if (format === 'json') return send({ text });
  const segments = segmentsOf(heard);
  if (host.flavour === 'vllm')
    return send({ task: 'transcribe', language: 'en', duration: samples.length / RATE, text, segments });
  if (host.flavour === 'lemonfox') {
    const labels = fields.some(([name, value]) => name === 'speaker_labels' && value === 'true');
    const bySpeaker = segments.map((segment) => ({
      ...segment,
      ...(labels ? { speaker: labelOf(segment.speaker, heard) } : { speaker: undefined }),
      words: heard
        .filter((word) => word.start >= segment.start && word.end <= segment.end)
        .map(({ word, start, end, speaker }) => ({
          word,
          start,
          end,
          ...(labels ? { speaker: labelOf(speaker, heard) } : {}),
        })),
    }));
    return send({ task: 'transcribe', language: 'english', text, segments: bySpeaker });
  }
  return send({
    task: 'transcribe',
    language: 'english',
    text,
    segments: segments.map(({ speaker: _, ...segment }) => segment),
    words: heard.map(({ word, start, end }) => ({ word: ` ${word}`, start, end, probability: 0.9 })),
  });
}

function fail(response: ServerResponse, { status = 200, headers = {}, body, hang, cut }: Fault): void {
  if (hang === true) return;
  const text = body ?? JSON.stringify({ error: { message: 'no', type: 'server_error', code: null } });
  response.writeHead(status, {
    'content-type': 'application/json',
    ...headers,
    ...(cut === true ? { 'content-length': text.length * 2 } : {}),
  });
  if (cut !== true) return void response.end(text);
  response.write(text, () => response.destroy());
}

function readForm(type: string, body: Buffer): { readonly fields: [string, string][]; readonly samples: Int16Array } {
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(type)?.[1];
  if (boundary === undefined) throw new Error(`not a form: ${type}`);
  const fields: [string, string][] = [];
  let samples = new Int16Array(0);
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); ;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const gap = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, gap).toString();
    const content = part.subarray(gap + 4);
    const name = /name="([^"]+)"/.exec(head)?.[1] ?? '';
    if (/filename=/.test(head)) samples = readWav(content);
    else fields.push([name, content.toString()]);
    at = next;
  }
  return { fields, samples };
}

function readWav(bytes: Buffer): Int16Array<ArrayBuffer> {
  const wave = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 16) === 'WAVEfmt ';
  const plain = bytes.readUInt16LE(20) === 1 && bytes.readUInt16LE(22) === 1 && bytes.readUInt16LE(34) === 16;
  if (!wave || !plain || bytes.readUInt32LE(24) !== RATE || bytes.readUInt32LE(40) !== bytes.length - 44)
    throw new Error('not a 16 kHz mono WAVE file of 16 bit');
  return Int16Array.from({ length: (bytes.length - 44) / 2 }, (_, i) => bytes.readInt16LE(44 + i * 2));
}

/** The words truly said in a sound, with times from its start. Parts between pauses of zeros are found one by one. */
function wordsIn(samples: Int16Array, sound: Float32Array, truth: readonly TruthWord[]): TruthWord[] {
  return partsOf(samples).flatMap(({ from, to }) => {
    const at = placeOf(samples.subarray(from, to), sound);
    if (at === undefined) return [];
    const shift = (at - from) / RATE;
    return truth
      .filter(({ start, end }) => (start + end) / 2 >= at / RATE && (start + end) / 2 < (at + to - from) / RATE)
      .map((word) => ({ ...word, start: Math.max(0, word.start - shift), end: word.end - shift }));
  });
}

/** Stretches between at least half a second of zeros. */
function partsOf(samples: Int16Array): { readonly from: number; readonly to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let zeros = RATE;
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] === 0) {
      zeros++;
      continue;
    }
    if (zeros >= RATE / 2) parts.push({ from: i, to: i + 1 });
    parts[parts.length - 1].to = i + 1;
    zeros = 0;
  }
  return parts;
}

/** Where a part lies in the recording, in samples: places that fit its loudest moment, then the one that fits it all. */
function placeOf(part: Int16Array, sound: Float32Array): number | undefined {
  let loudest = 0;
  for (let i = 0; i < part.length; i++) if (Math.abs(part[i]) > Math.abs(part[loudest])) loudest = i;
  let best: number | undefined;
  let least = 200;
  for (let at = 0; at + part.length <= sound.length + RATE; at++) {
    if (differs(part, sound, at, loudest)) continue;
    let sum = 0;
    let count = 0;
    for (let i = 0; i < part.length; i += 37, count++) sum += Math.abs(part[i] - (sound[at + i] ?? 0) * 32_767);
    if (sum / count < least) [least, best] = [sum / count, at];
  }
  return best;
}

function differs(part: Int16Array, sound: Float32Array, at: number, around: number): boolean {
  for (let i = around; i < Math.min(part.length, around + 40); i += 4)
    if (Math.abs(part[i] - (sound[at + i] ?? 0) * 32_767) > 100) return true;
  return false;
}

/** Neighbouring words of one speaker with short pauses. */
function segmentsOf(words: readonly TruthWord[]) {
  const segments: {
    id: number;
    start: number;
    end: number;
    text: string;
    speaker: string;
    avg_logprob: number;
    no_speech_prob: number;
  }[] = [];
  for (const { word, start, end, speaker } of words) {
    const last = segments.at(-1);
    if (last?.speaker === speaker && start - last.end < 0.8) Object.assign(last, { end, text: `${last.text} ${word}` });
    else
      segments.push({
        id: segments.length,
        start,
        end,
        text: ` ${word}`,
        speaker,
        avg_logprob: -0.2,
        no_speech_prob: 0.01,
      });
  }
  return segments;
}

function labelOf(speaker: string, heard: readonly TruthWord[]): string {
  const order = [...new Set(heard.map((word) => word.speaker))];
  return `SPEAKER_${String(order.indexOf(speaker)).padStart(2, '0')}`;
}
