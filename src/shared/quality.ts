/** What matters more to a user: `best` is the most accurate, `fast` the quickest, `balanced` between them. */
export const QUALITIES = ['best', 'balanced', 'fast'] as const;
export type Quality = (typeof QUALITIES)[number];
