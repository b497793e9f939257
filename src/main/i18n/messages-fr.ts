import type { Messages } from './messages-en.ts';

export const messagesFr: Messages = {
  menu: {
    file: 'Fichier',
    open: 'Ouvrir…',
    export: 'Exporter…',
    settings: 'Réglages…',
    edit: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    find: 'Rechercher…',
    view: 'Affichage',
    palette: 'Commandes…',
    window: 'Fenêtre',
    help: 'Aide',
    shortcuts: 'Raccourcis clavier',
  },
  filter: { recordings: 'Enregistrements', subtitles: 'Sous-titres', all: 'Tous les fichiers' },
  external: {
    question: 'Ouvrir {{host}} dans votre navigateur ?',
    mail: 'Écrire un courriel à {{host}} ?',
    detail: 'Vous quittez Voxlane. L’adresse complète : {{href}}',
    open: 'Ouvrir',
    cancel: 'Annuler',
  },
  quit: {
    question_one: '{{count}} enregistrement est en cours de traitement.',
    question_other: '{{count}} enregistrements sont en cours de traitement.',
    detail: 'Ce qui est fait est conservé, et le travail reprendra au prochain démarrage de Voxlane.',
    quit: 'Quitter, continuer plus tard',
    stay: 'Continuer le travail',
  },
  done: {
    title_one: '{{count}} enregistrement est prêt',
    title_other: '{{count}} enregistrements sont prêts',
    failed_one: '{{count}} enregistrement a échoué.',
    failed_other: '{{count}} enregistrements ont échoué.',
    body: 'Cliquez pour voir le résultat.',
  },
  crash: {
    question: 'La fenêtre s’est arrêtée plusieurs fois.',
    detail:
      'La file d’attente n’est pas touchée. La recharger peut suffire ; sinon, quittez Voxlane et démarrez-le de nouveau.',
    reload: 'Recharger',
    quit: 'Quitter',
  },
  hang: {
    question: 'La fenêtre ne répond pas.',
    detail: 'La file d’attente n’est pas touchée, et toute modification confirmée est enregistrée.',
    wait: 'Attendre',
    reload: 'Recharger',
  },
  start: {
    failed: 'Voxlane ne peut pas démarrer',
    refused:
      'Voxlane ne démarre pas avec {{switches}}, car cela l’ouvrirait à d’autres programmes. Démarrez-le sans cette option.',
  },
};
