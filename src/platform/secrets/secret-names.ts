/** A secret that Voxlane can use, and the environment variables that go before the keychain, the first that is set. */
export interface SecretName {
  readonly name: string;
  readonly environment: readonly string[];
  readonly purpose: string;
}

/** Every secret there is. Names are those of `voxlane keys` and of the keychain's entries. */
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
