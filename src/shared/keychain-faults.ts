/** Why a keychain cannot be used: no answer in time, its helper failed, or the system said no in its own words. Stable. */
export const KEYCHAIN_FAULTS = ['no-answer', 'no-helper', 'refused'] as const;
export type KeychainFault = (typeof KEYCHAIN_FAULTS)[number];
