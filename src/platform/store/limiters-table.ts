import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import type { Store } from './open-store.ts';

/** Keeps the state of limiters in the database of a library. */
export function tableLimiterStore(store: Store): LimiterStore {
  return {
    load(key) {
      const row = store.db.prepare('SELECT state FROM llm_limiters WHERE account = ?').get(key);
      return Promise.resolve(row === undefined ? undefined : String(row['state']));
    },
    async save(key, state) {
      const sql =
        'INSERT INTO llm_limiters (account, state) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET state = excluded.state';
      store.commit(() => store.db.prepare(sql).run(key, state));
    },
  };
}
