import fc from 'fast-check';

/** The cases that every run tries, so that a run fails for what was changed, not by chance. */
const SEED = 20_261_128;

/** `VOXLANE_TEST_SEED` names other ones; `random` has each run look for new ones. */
const wished = process.env['VOXLANE_TEST_SEED'];
if (wished !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wished ?? SEED) });
