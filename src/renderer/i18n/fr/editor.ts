import type { Texts } from '../texts.ts';

export const editor: Texts<'editor'> = {
  undoStep: 'Annuler : {{step}}',
  redoStep: 'Rétablir : {{step}}',
  saved: 'Enregistré',
  saving: 'Enregistrement…',
  unsaved: 'Pas encore enregistré : en attente du studio',
  panels: 'Panneaux',
  speakers: 'Locuteurs',
  doubts: 'Doutes',
  quality: 'Qualité',
  find: 'Rechercher',
  history: 'Historique',
  translation: 'Traduction',
  classes: 'Classes',
  summary: 'Résumé',
  unfinished: 'Transcription inachevée',
  unfinishedRunning: 'En cours d’écriture',
  unfinishedProgress: 'Avancement de la transcription',
  unfinishedWhy:
    'On peut la lire, l’écouter et y chercher ; des modifications seraient perdues, car la transcription terminée la remplace.',
  unfinishedLater:
    'Ce qui est trouvé apparaît ici tout seul. Quand la tâche sera terminée, la transcription pourra être modifiée et exportée, et les locuteurs, les doutes et la qualité auront leurs volets.',
  unfinishedAlerts: 'Ce qui manque, et remarques',
  unfinishedTab: 'Avancement',
  unfinishedDone: 'La transcription est terminée et peut être modifiée.',
  nothingYet: 'Aucune parole trouvée pour l’instant',
  nothingYetText: 'La transcription s’ouvre ici toute seule dès qu’il y a quelque chose à lire.',
};
