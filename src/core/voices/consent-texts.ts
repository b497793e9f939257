/** Languages in which the consent can be read. All say the same; a change of what they say raises the version. */
export const CONSENT_LANGUAGES = ['en', 'fr', 'tr'] as const;
export type ConsentLanguage = (typeof CONSENT_LANGUAGES)[number];

/** The paragraphs for a library in a folder, by language. */
export const CONSENT_TEXTS: Readonly<Record<ConsentLanguage, (folder: string) => readonly string[]>> = {
  en: (folder) => [
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
  fr: (folder) => [
    'La bibliothèque de voix reconnaît les personnes à leur voix dans les enregistrements que vous transcrirez plus tard.',
    'Ce qui est conservé : pour chaque personne que vous ajoutez, son nom et jusqu’à 20 empreintes vocales par modèle de ' +
      'voix, avec le nom de l’enregistrement dont chacune provient. Une empreinte vocale est une liste de nombres tirée de ' +
      'la parole. C’est une donnée biométrique : elle peut identifier une personne et ne se change pas comme un mot de ' +
      'passe. Ni son ni paroles ne sont conservés avec elle.',
    `Où : dans la base de données de votre bibliothèque, ${folder}, sur cet ordinateur seulement. Les empreintes vocales ne ` +
      'sont jamais envoyées nulle part et ne figurent dans aucun document, fichier de sous-titres, journal ou rapport. Les ' +
      'noms que vous acceptez figurent, eux, dans les documents. Activée ou non, la distinction des locuteurs laisse des ' +
      'mesures vocales anonymes de chaque enregistrement dans le dossier `artifacts` qui s’y trouve ; elles disparaissent ' +
      'quand vous retirez son document.',
    'Votre part : dans de nombreux pays, la loi (dans l’UE, l’article 9 du RGPD) exige le consentement de chaque personne ' +
      'dont vous ajoutez la voix. N’ajoutez personne qui n’a pas donné son accord.',
    'Comment revenir en arrière : `voxlane voices remove NOM` supprime une personne, `voxlane voices delete-all` supprime ' +
      'tout, `voxlane voices disable` désactive la bibliothèque et supprime tout. Les empreintes supprimées sont écrasées ' +
      'dans la base de données. Les copies de sauvegarde de la bibliothèque faites par vous ou votre système, c’est à vous ' +
      'de les supprimer.',
  ],
  tr: (folder) => [
    'Ses kitaplığı, daha sonra yazıya döktüğünüz kayıtlarda kişileri seslerinden tanır.',
    'Ne saklanır: eklediğiniz her kişi için adı ve her ses modeli için en çok 20 ses izi; her birinin hangi kayıttan ' +
      'geldiği de saklanır. Ses izi, konuşmadan çıkarılan bir sayı listesidir. Biyometrik veridir: bir kişinin kimliğini ' +
      'belirleyebilir ve parola gibi değiştirilemez. Yanında ne ses ne de söz saklanır.',
    `Nerede: kitaplığınızın veritabanında, ${folder}, yalnızca bu bilgisayarda. Ses izleri hiçbir yere gönderilmez; hiçbir ` +
      'belgede, altyazı dosyasında, günlükte ya da raporda yer almaz. Kabul ettiğiniz adlar ise belgelerde görünür. Açık ' +
      'olsun kapalı olsun, konuşmacıların ayırt edilmesi oradaki `artifacts` klasöründe her kaydın adsız ses ölçümlerini ' +
      'bırakır; belgesini kaldırdığınızda onlar da gider.',
    'Size düşen: birçok ülkede yasa (AB’de GDPR’nin 9. maddesi) sesini eklediğiniz her kişinin rızasını ister. Rıza ' +
      'göstermemiş kimseyi eklemeyin.',
    'Nasıl geri alınır: `voxlane voices remove AD` bir kişiyi siler, `voxlane voices delete-all` her şeyi siler, `voxlane ' +
      'voices disable` kitaplığı kapatır ve her şeyi siler. Silinen ses izlerinin veritabanındaki yerinin üzerine yazılır. ' +
      'Sizin ya da sisteminizin kitaplıktan aldığı yedekleri silmek size düşer.',
  ],
};
