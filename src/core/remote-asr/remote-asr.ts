import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { addressProblem, isThisComputer } from '../sources/server-address.ts';

/** `openai`: any server with OpenAI's transcription endpoint (vLLM, llama-server, speaches); `lemonfox`: that service. */
export const REMOTE_APIS = ['openai', 'lemonfox'] as const;
export type RemoteApi = (typeof REMOTE_APIS)[number];

/** Where Lemonfox is when no address is given. */
export const LEMONFOX_URL = 'https://api.lemonfox.ai/v1';

/** A server that recognises speech, as it is kept in jobs and settings. It never holds the key. */
export const remoteAsrSchema = z
  .object({
    /** Endpoint as `endpointOf` writes it. */
    url: z.string().min(1).max(2048),
    api: z.enum(REMOTE_APIS),
    model: z
      .string()
      .regex(/^[^\s\p{C}]{1,200}$/u, 'not the name of a model')
      .optional(),
    /** Sound and key may go unencrypted to another computer. */
    plainHttp: z.boolean().default(false),
  })
  .refine((spec) => remoteProblem(spec) === undefined, 'not an address that sound may be sent to');

export type RemoteAsr = z.infer<typeof remoteAsrSchema>;

const ENDPOINT = '/audio/transcriptions';

/**
 * What a user asked for, with the address written as that of the endpoint: `http://host:8000`, `https://host/v1` and the
 * whole address mean the same. Throws `options-invalid` for an address that is none or that sound may not be sent to.
 */
export function remoteAsrOf(wish: {
  readonly url: string;
  readonly api: RemoteApi;
  readonly model?: string | undefined;
  readonly plainHttp: boolean;
}): RemoteAsr {
  const { api, model, plainHttp } = wish;
  const problem = remoteProblem(wish);
  if (problem !== undefined) throw refused(problem);
  const parsed = remoteAsrSchema.safeParse({
    url: endpointOf(new URL(wish.url.trim())),
    api,
    plainHttp,
    ...(model === undefined ? {} : { model }),
  });
  if (parsed.success) return parsed.data;
  throw refused('The name of its model is not one.');
}

/** Host and port, as they are shown and agreed to. */
export function remoteHost({ url }: Pick<RemoteAsr, 'url'>): string {
  return new URL(url).host;
}

/** The speech server that settings name for new jobs; `undefined` for none, and while its host is not agreed to. */
export function agreedServer(settings: {
  readonly asrUrl: string | undefined;
  readonly asrApi: RemoteApi;
  readonly asrModel: string | undefined;
  readonly asrHosts: readonly string[];
}): RemoteAsr | undefined {
  const { asrUrl: url, asrApi: api, asrModel: model, asrHosts } = settings;
  if (url === undefined || remoteProblem({ url, plainHttp: false }) !== undefined) return undefined;
  const spec = remoteAsrOf({ url, api, model, plainHttp: false });
  return isThisComputer(spec) || asrHosts.includes(remoteHost(spec)) ? spec : undefined;
}

/** What stands for the engine in documents and reports, e.g. `api.lemonfox.ai` or `127.0.0.1:8000/voxtral`. */
export function remoteEngineId(spec: RemoteAsr): string {
  return spec.model === undefined ? remoteHost(spec) : `${remoteHost(spec)}/${spec.model}`;
}

function endpointOf(url: URL): string {
  const path = url.pathname.replace(/\/+$/, '');
  if (path.endsWith(ENDPOINT)) return url.origin + path;
  return `${url.origin}${path}${path.endsWith('/v1') ? '' : '/v1'}${ENDPOINT}`;
}

/** Why sound may not be sent to an address, as a sentence; `undefined` when it may. */
export function remoteProblem(address: { readonly url: string; readonly plainHttp: boolean }): string | undefined {
  return addressProblem(address, { server: 'speech server', data: 'sound' });
}

function refused(what: string): AppError {
  return new AppError('options-invalid', {
    what,
    meaning: 'Nothing was sent.',
    action:
      'Give an https address such as https://host/v1 (http:// works for this computer; for another one of yours add --asr-plain-http) and the key with `voxlane keys set`.',
  });
}
