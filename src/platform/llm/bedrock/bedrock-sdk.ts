import { AppError } from '../../../shared/app-error.ts';

/** What is used of `@aws-sdk/client-bedrock-runtime`. */
export interface BedrockSdk {
  readonly BedrockRuntimeClient: new (options: { region?: string; endpoint?: string; maxAttempts: number }) => {
    send(command: unknown, options: { abortSignal: AbortSignal }): Promise<unknown>;
    destroy(): void;
  };
  readonly ConverseCommand: new (input: unknown) => unknown;
}

const NAME = '@aws-sdk/client-bedrock-runtime';

/** Loads the SDK of AWS, which is not part of Voxlane. Throws `tool-missing`. */
export async function loadBedrockSdk(): Promise<BedrockSdk> {
  try {
    return (await import(NAME)) as BedrockSdk;
  } catch (cause) {
    throw new AppError(
      'tool-missing',
      {
        what: `Models of Bedrock need the package ${NAME}, which is not installed.`,
        meaning: 'Nothing was sent.',
        action: `Install it beside Voxlane (npm install ${NAME}), or use another model with --llm-url.`,
      },
      { cause },
    );
  }
}
