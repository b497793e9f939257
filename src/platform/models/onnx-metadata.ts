import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { FileWindow } from './file-window.ts';
import { fields } from './onnx-fields.ts';

/** Field numbers of onnx.proto. */
const MODEL_METADATA = 14;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;

/** More or longer entries are not read; the useful ones are short words. */
const MAX_ENTRIES = 100;
const MAX_BYTES = 1024;

/** Key and value pairs that an exporter wrote into an ONNX file. Throws `AppError` `model-corrupt` when it is not one. */
export function readOnnxMetadata(path: string): Readonly<Record<string, string>> {
  const file = new FileWindow(path);
  try {
    const entries = new Map<string, string>();
    for (const { number, content } of fields(file, { from: 0, to: file.size })) {
      if (number !== MODEL_METADATA || entries.size >= MAX_ENTRIES) continue;
      const texts = new Map<number, string>();
      for (const text of fields(file, content)) {
        const length = text.content.to - text.content.from;
        if (length <= MAX_BYTES) texts.set(text.number, file.read(text.content.from, length).toString('utf8'));
      }
      const key = texts.get(ENTRY_KEY);
      if (key !== undefined) entries.set(key, texts.get(ENTRY_VALUE) ?? '');
    }
    return Object.fromEntries(entries);
  } catch (cause) {
    throw new AppError(
      'model-corrupt',
      {
        what: `The model file ${path} cannot be read (${describeUnknown(cause)}).`,
        meaning: 'It was not used.',
        action: 'Remove it and install the model again.',
      },
      { cause },
    );
  } finally {
    file.close();
  }
}
