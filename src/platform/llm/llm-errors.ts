import { isThisComputer } from '../../core/sources/server-address.ts';
import { AppError } from '../../shared/app-error.ts';
import { remoteErrors } from '../net/remote-errors.ts';
import { llmSecretName } from '../secrets/secret-names.ts';

const MEANING = 'This request brought nothing; what was answered before is kept.';

/** What is said about language models that are of no use any more. */
export const llmErrors = remoteErrors({
  server: 'language model at',
  meaning: MEANING,
  check: 'Check that it runs and that --llm-url and --llm-model are right.',
  setKey,
  topUp: 'Top the account up or wait for its next period, or use another model with --llm-url and --llm-model.',
});

/** This call brought nothing, after all tries. `problem` completes "HOST: ...". */
export function llmFailed(host: string, problem: string): AppError {
  return new AppError(
    'llm-failed',
    {
      what: `The language model at ${host} gave no usable answer: ${problem}.`,
      meaning: MEANING,
      action: 'Try again later, or use another model with --llm-url and --llm-model.',
    },
    { details: { host } },
  );
}

/** The prompt, or what may be answered, is more than the model or the account takes at a time. */
export function contextOverflow(host: string, problem: string): AppError {
  return new AppError(
    'llm-context-overflow',
    {
      what: `The language model at ${host} does not take so much text at a time: ${problem}.`,
      meaning: MEANING,
      action: 'Use a model with a larger context, or send less at a time.',
    },
    { details: { host } },
  );
}

/** A quota or spending limit is reached; `untilMs` is when it begins anew. */
export function pausedUntil(host: string, untilMs: number, reason: string): AppError {
  const until = new Date(untilMs).toISOString();
  const why = {
    day: 'The quota of the day is used up',
    month: 'The quota of the month is used up',
    'spend-cap': 'What may be spent in a month is spent',
  }[reason];
  return new AppError(
    'quota-exhausted',
    {
      what: `${why ?? 'The provider wants a pause'} for the language model at ${host}, until ${until}.`,
      meaning: 'Nothing more is sent until then; what was answered before is kept.',
      action: 'Wait until then, raise the limit in the settings, or use another model with --llm-url and --llm-model.',
    },
    { details: { host, until, reason } },
  );
}

/** The key that goes to a host: AWS signs with its own, and the keychain is not asked for servers on this computer. */
function setKey(host: string): string {
  if (/\.amazonaws\.com(?:\.cn)?(?::\d+)?$/.test(host))
    return 'Give credentials of AWS that may use Bedrock, e.g. with AWS_PROFILE, or sign in again.';
  const environment = 'Set VOXLANE_LLM_KEY to the key';
  if (isThisComputer({ url: `http://${host}` })) return `${environment}.`;
  return `${environment}, or store it with \`voxlane keys set ${llmSecretName(host)}\`.`;
}
