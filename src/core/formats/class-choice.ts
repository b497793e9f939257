import type { ClassChoice } from '../document/of-classes.ts';

/** Reads `SCHEMA=LABEL[,LABEL]`; `undefined` for anything else. */
export function parseClassChoice(text: string): ClassChoice | undefined {
  const [schema = '', list = '', ...rest] = text.split('=').map((part) => part.trim());
  const labels = [...new Set(list.split(',').map((label) => label.trim()))];
  if (rest.length > 0 || schema === '' || labels.includes('') || text.length > 10_000) return undefined;
  return { schema, labels };
}
