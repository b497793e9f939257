import type { AsrWindow, AsrWindowResult } from '../../../ports/asr-engine.ts';
import { withoutCrowdedTail } from './crowded-tail.ts';
import { withoutSilenceText } from './silence-text.ts';
import { withoutLoops } from './word-loops.ts';

/**
 * A window's result without text that cannot have been said: invented where no speech is, repeated endlessly, or crowded
 * behind the end. What goes becomes a drop with its reason and a note; all else stays as it is.
 */
export function repaired(result: AsrWindowResult, window: Omit<AsrWindow, 'samples'>): AsrWindowResult {
  return withoutCrowdedTail(withoutLoops(withoutSilenceText(result, window.speech), window.speech), window);
}
