/** Names under which a fetched release lies in its temporary folder. */
export const PROGRAM_FILE = process.platform === 'win32' ? 'program.exe' : 'program';
export const CHECKSUMS_FILE = 'checksums';
