/** What a user agrees to before any voice is stored. */
export interface ConsentText {
  /** Raised with every change of what the text says; an agreement to an older one does not count any more. */
  readonly version: number;
  /** Of the library it speaks of. */
  readonly folder: string;
  readonly paragraphs: readonly string[];
}

/** The text for a library in this folder. */
export function consentText(folder: string): ConsentText {
  return {
    version: CONSENT_VERSION,
    folder,
    paragraphs: [
      'The voice library recognises people by their voices in recordings you transcribe later.',
      'What is stored: for each person you add, their name and up to 20 voiceprints per voice model, with the name of the ' +
        'recording each came from. A voiceprint is a list of numbers made from speech. It is biometric data: it can identify ' +
        'a person, and it cannot be changed like a password. No sound and no words are stored with it.',
      `Where: in the database of your library, ${folder}, on this computer only. Voiceprints are never sent anywhere and are ` +
        'in no document, subtitle file, log or report. Names you accept do appear in documents. On or off, telling speakers ' +
        'apart leaves nameless voice measurements of each recording in the folder `artifacts` there; they go when you ' +
        'remove its document.',
      'Your part: in many countries the law (in the EU, article 9 of the GDPR) asks for the consent of each person whose ' +
        'voice you add. Add nobody who has not agreed.',
      'How to undo it: `voxlane voices remove NAME` deletes one person, `voxlane voices delete-all` deletes everything, ' +
        '`voxlane voices disable` switches the library off and deletes everything. Deleted voiceprints are overwritten in ' +
        'the database. Backups that you or your system made of the library are yours to delete.',
    ],
  };
}

export const CONSENT_VERSION = 1;
