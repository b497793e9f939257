/**
 * How much of a run is fixed, so that it can be repeated. `auto` takes what is best at the moment; the others fix device,
 * precision and batch size.
 */
export const PERFORMANCE_PROFILES = ['auto', 'gpu_fp32', 'gpu_fp16', 'cpu'] as const;
export type PerformanceProfile = (typeof PERFORMANCE_PROFILES)[number];
