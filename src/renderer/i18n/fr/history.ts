import type { Texts } from '../texts.ts';

export const history: Texts<'history'> = {
  title: 'Étapes',
  machine: 'Tel que la machine l’a fait',
  now: 'maintenant',
  undone: 'annulée',
  operations_one: '{{count}} changement',
  operations_other: '{{count}} changements',
  goTo: 'Aller à : {{step}}',
  conflicts_one: '{{count}} modification n’a pas pu être reportée sur le nouveau résultat',
  conflicts_other: '{{count}} modifications n’ont pas pu être reportées sur le nouveau résultat',
  dismiss: 'Tout écarter',
  dismissOne: 'Écarter : {{step}}',
  dismissed_one: '{{count}} conflit écarté.',
  dismissed_other: '{{count}} conflits écartés.',
  conflictKept: 'Elle reste ici jusqu’à ce que vous l’écartiez.',
  emptyTitle: 'Rien n’a encore été modifié',
  emptyText: 'Chaque étape s’affiche ici sous son nom. Un clic y revient, ou y retourne.',
  restore: 'Revenir à la version de la machine',
  isMachine: 'C’est déjà la version de la machine.',
  restoreHelp: 'En une étape, que l’on peut annuler.',
};
