import type { EventBus } from '../event-bus.ts';
import type { EnginePool } from './engine-pool.ts';
import type { Library } from './library.ts';
import type { MachinePlan } from './plan-machine.ts';

/** What a running queue works with. */
export interface QueueParts {
  readonly library: Library;
  readonly engines: EnginePool;
  readonly events: EventBus;
  readonly plan: MachinePlan;
}
