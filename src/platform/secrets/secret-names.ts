/** A secret that Voxlane can use, and the environment variables that go before the keychain, the first that is set. */
export interface SecretName {
  readonly name: string;
  readonly environment: readonly string[];
  readonly purpose: string;
}

/** Every secret there is besides those of single hosts. Names are those of `voxlane keys` and of the keychain's entries. */
export const SECRET_NAMES: readonly SecretName[] = [
  {
    name: 'huggingface',
    environment: ['VOXLANE_HF_TOKEN', 'HF_TOKEN'],
    purpose: 'models of gated repositories',
  },
  {
    name: 'asr',
    environment: ['VOXLANE_ASR_KEY'],
    purpose: 'the speech server of --asr-url',
  },
  {
    name: 'lemonfox',
    environment: ['VOXLANE_LEMONFOX_KEY', 'LEMONFOX_API_KEY'],
    purpose: 'speech recognition by Lemonfox',
  },
  {
    name: 'llm',
    environment: ['VOXLANE_LLM_KEY'],
    purpose: 'the language model of --llm-url',
  },
];

const HOST = /^llm@(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/;

/** The name of the key for language models at one host, with its port; it goes before `llm`, which is for any host. */
export function llmSecretName(host: string): string {
  return `llm@${host}`;
}

/** The secret of a name; `undefined` for a name that none can have. */
export function secretNamed(name: string): SecretName | undefined {
  const known = SECRET_NAMES.find((secret) => secret.name === name);
  if (known !== undefined || !HOST.test(name)) return known;
  return { name, environment: ['VOXLANE_LLM_KEY'], purpose: `the language models at ${name.slice('llm@'.length)}` };
}
