/**
 * Loaded with `--import` before the built shell: `electron` becomes the stand-in beside this file, and the test that started
 * this process may run functions in it over the process's channel.
 */
import { registerHooks } from 'node:module';
import { runInThisContext } from 'node:vm';

const STAND_IN = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'electron' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context);
  },
});

// A packaged app has no script in its command line.
if (process.env['STAND_IN_PACKAGED'] === '1') process.argv.splice(1, 1);

interface Order {
  readonly id: number;
  readonly source: string;
  readonly argument: unknown;
}

process.on('message', (order: Order) => {
  const answer = async (): Promise<unknown> => {
    const { stand } = (await import('./electron.ts')) as { readonly stand: unknown };
    const work = runInThisContext(`(${order.source})`) as (stand: unknown, argument: unknown) => unknown;
    return work(stand, order.argument);
  };
  answer().then(
    (value) => process.send?.({ id: order.id, value }),
    (error: unknown) => process.send?.({ id: order.id, error: error instanceof Error ? error.stack : String(error) }),
  );
});
// The test is gone.
process.on('disconnect', () => process.exit(1));
