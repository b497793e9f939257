import { answerAndEnd, scriptInput } from '../../../src/platform/process/script-side.ts';

await answerAndEnd(`heard ${await scriptInput()}`);
