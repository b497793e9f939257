import { describe, expect, it } from 'vitest';
import { findProfile, RULE_PROFILES } from './profiles.ts';

describe('rule profiles', () => {
  it('holds the published figures', () => {
    // CPL, lines, max CPS, comfortable CPS, min ms, max ms, gap ms
    const published: Record<string, number[]> = {
      'se-default': [43, 2, 25, 15, 1000, 8000, 24],
      'netflix-en': [42, 2, 20, 15, 833, 7007, 83],
      netflix: [42, 2, 17, 12, 833, 7007, 83],
      amazon: [42, 2, 17, 12, 1000, 7007, 83],
      arte: [40, 2, 20, 12, 1000, 10_000, 200],
      dutch: [42, 2, 15, 11, 1400, 7007, 125],
      'sw2-fr': [40, 2, 25, 18, 792, 5005, 125],
      shorts: [24, 2, 25, 18, 700, 5000, 0],
    };
    for (const [id, figures] of Object.entries(published)) {
      const p = findProfile(id);
      expect([
        p?.maxCpl,
        p?.maxLines,
        p?.maxCps,
        p?.optimalCps,
        p?.minDurationMs,
        p?.maxDurationMs,
        p?.minGapMs,
      ]).toEqual(figures);
    }
    expect(findProfile('netflix-zh')).toMatchObject({ maxCpl: 16, wideColumns: 1, maxCps: 9 });
    expect(findProfile('bbc')).toMatchObject({ maxWpm: 180, maxLines: 2 });
    expect(findProfile('aegisub')).toMatchObject({ maxCpl: 40, optimalCps: 15, maxCps: 30, cpsCounting: 'letters' });
  });

  it('has unique ids and no contradicting limits', () => {
    expect(new Set(RULE_PROFILES.map((profile) => profile.id)).size).toBe(RULE_PROFILES.length);
    for (const profile of RULE_PROFILES) {
      expect(profile.minDurationMs).toBeLessThan(profile.maxDurationMs);
      expect(profile.optimalCps).toBeLessThanOrEqual(profile.maxCps);
      if (profile.chainMs > 0) expect(profile.chainMs).toBeGreaterThan(profile.minGapMs);
    }
    expect(findProfile('unknown')).toBeUndefined();
  });
});
