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
};
