/** One finding of an examination: `bad` stops the main job, `warn` limits it. `action` says what to do. */
export interface Finding {
  readonly topic: 'runtime' | 'machine' | 'tools' | 'models' | 'storage';
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'bad';
  readonly value: string;
  readonly action?: string;
}
