import type { Texts } from '../texts.ts';

export const voices: Texts<'voices'> = {
  title: 'Voix',
  offTitle: 'Reconnaître les personnes à leur voix',
  offText:
    'Désactivé. Une fois activé, les personnes nommées une fois sont reconnues dans les enregistrements suivants. Les voix restent sur cet ordinateur.',
  turnOn: 'Activer…',
  consentTitle: 'Avant d’activer',
  consentAgree: 'J’ai lu et j’accepte',
  enable: 'Activer',
  cancel: 'Annuler',
  on: 'Activé depuis le {{date}} : {{people}} personnes, {{samples}} échantillons',
  onPlain: 'Activé : {{people}} personnes, {{samples}} échantillons',
  off: 'Désactivé',
  turnOff: 'Désactiver…',
  turnOffTitle: 'Désactiver la bibliothèque de voix ?',
  turnOffText: 'Gardez les voix pour plus tard, ou supprimez-les toutes. Des voix supprimées ne reviennent pas.',
  turnOffKeep: 'Désactiver et garder',
  turnOffDelete: 'Désactiver et tout supprimer',
  deleteAll: 'Supprimer toutes les voix…',
  deleteAllTitle: 'Supprimer toutes les voix ?',
  deleteAllText:
    'Chaque personne et chaque échantillon est écrasé. C’est irréversible. Les noms dans les documents restent.',
  deleteAllDo: 'Tout supprimer',
  deleted: 'Toutes les voix sont supprimées.',
  emptyTitle: 'Personne n’est encore connu',
  emptyText: 'Ouvrez un document, nommez un locuteur, et choisissez « Retenir cette voix » parmi les locuteurs.',
  toLibrary: 'Aller à la bibliothèque',
  people: 'Personnes',
  personFacts: '{{samples}} échantillons, {{speech}} de parole',
  samples: 'Échantillons de {{name}}',
  recording: 'Enregistrement',
  model: 'Modèle',
  speech: 'Parole',
  rename: 'Renommer…',
  renameTitle: 'Renommer {{name}}',
  renameHelp: 'Les documents gardent le nom qu’ils ont.',
  name: 'Nom',
  save: 'Renommer',
  merge: 'Fusionner avec…',
  mergeTitle: 'Fusionner {{name}} avec une autre personne',
  mergeText: 'Tous les échantillons de {{name}} vont à l’autre ; le nom {{name}} disparaît. C’est irréversible.',
  mergeInto: 'Devient',
  mergeDo: 'Fusionner',
  remove: 'Supprimer…',
  removeTitle: 'Supprimer {{name}} ?',
  removeText: 'Les échantillons sont écrasés. C’est irréversible. Le nom reste dans les documents.',
  removeDo: 'Supprimer',
  actionsOf: 'Actions pour {{name}}',
  recognise: 'Reconnaître dans tous les documents',
  recogniseHelp:
    'Nomme les locuteurs reconnus avec certitude. Les noms que vous avez donnés restent, et tout s’annule.',
  recognising: 'Reconnaissance…',
  recognised:
    '{{named}} locuteurs nommés dans {{documents}} documents ; {{suggested}} autres à vérifier dans leurs documents.',
  recogniseFailed: '{{count}} documents n’ont pas pu être examinés.',
  noDocuments: 'Il n’y a pas encore de documents.',
  consent_purpose:
    'La bibliothèque de voix reconnaît les personnes à leur voix dans les enregistrements que vous transcrirez plus tard.',
  consent_stored:
    'Ce qui est conservé : pour chaque personne que vous ajoutez, son nom et jusqu’à 20 empreintes vocales par modèle de voix, avec le nom de l’enregistrement dont chacune vient. Une empreinte vocale est une liste de nombres tirés de la parole. C’est une donnée biométrique : elle peut identifier une personne et ne se change pas comme un mot de passe. Ni son ni mots ne sont conservés avec elle.',
  consent_where:
    'Où : dans la base de données de votre bibliothèque, {{folder}}, sur cet ordinateur seulement. Les empreintes ne sont envoyées nulle part et ne figurent dans aucun document, fichier de sous-titres, journal ou rapport. Les noms que vous acceptez apparaissent dans les documents. Activée ou non, la distinction des locuteurs laisse des mesures de voix sans nom de chaque enregistrement dans le dossier `artifacts` de cet endroit ; elles disparaissent quand vous supprimez son document.',
  consent_duty:
    'Votre part : dans bien des pays, la loi (dans l’UE, l’article 9 du RGPD) exige le consentement de chaque personne dont vous ajoutez la voix. N’ajoutez personne qui n’ait pas accepté.',
  consent_undo:
    'Comment revenir en arrière : supprimez une personne, supprimez toutes les voix, ou désactivez la bibliothèque en supprimant tout, ici même. Les empreintes supprimées sont écrasées dans la base de données. Les sauvegardes de la bibliothèque faites par vous ou par votre système sont à supprimer par vous.',
};
