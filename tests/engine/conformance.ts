import { describe } from 'vitest';
import { describeCancellation } from './conformance-cancel.ts';
import { describeFaults } from './conformance-faults.ts';
import { describeLifecycle } from './conformance-lifecycle.ts';
import { describeRequests } from './conformance-requests.ts';
import type { TransportCase } from './harness.ts';

/** The one suite every transport passes, from spawn to seen exit. */
export function describeTransportConformance(name: string, makeHost: () => TransportCase): void {
  describe(`engine over ${name}`, () => {
    const transport = makeHost();
    describeRequests(transport);
    describeCancellation(transport);
    describeFaults(transport);
    describeLifecycle(transport);
  });
}
