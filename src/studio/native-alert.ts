import type { Alert } from '../shared/alert.ts';
import type { NativeWarning } from '../shared/native-warnings.ts';

/** One note about everything that native code printed during a job; the record of the job has it all. */
export function nativeAlert(warnings: readonly NativeWarning[]): Alert[] {
  const [first] = warnings;
  if (first === undefined) return [];
  const total = warnings.reduce((sum, { count }) => sum + count, 0);
  const more = warnings.length > 1 ? ` and ${warnings.length - 1} other` : '';
  const message = `The libraries that run the models printed ${total} ${total === 1 ? 'warning' : 'warnings'}: ${first.text}${more}`;
  const values = { count: total, reason: `${first.text}${more}` };
  return [{ code: 'native-warnings', severity: 'info', message, values }];
}
