import type { Texts } from '../texts.ts';

export const alerts: Texts<'alerts'> = {
  inEnglish: 'En anglais : {{text}}',
  'input-bad-samples': 'Des échantillons endommagés ont été remplacés par du silence.',
  'input-bad-samples_said_one': '{{count, number}} échantillon endommagé a été remplacé par du silence.',
  'input-bad-samples_said_other': '{{count, number}} échantillons endommagés ont été remplacés par du silence.',
  'input-truncated': 'L’enregistrement est incomplet : ce qui manque n’a pas de texte.',
  'input-truncated_stopped': 'Le décodeur n’a plus répondu à partir de {{at}} : la suite manque.',
  'input-truncated_short': 'Le fichier annonce {{stated}}, mais le son s’arrête à {{at}}.',
  'input-truncated_failed': 'Le décodeur a échoué à {{at}} : la suite manque.',
  'input-truncated_shrunk': 'Le fichier a raccourci pendant la lecture : {{there, number}} s de son ont été utilisées.',
  'input-truncated_header': 'Le fichier annonce {{stated, number}} s de son, mais il n’y en a que {{there, number}} s.',
  'input-too-long': 'Seules les 48 premières heures ont été lues.',
  'input-corrupt': 'Le fichier est endommagé par endroits : ce qui n’a pas pu être décodé est silencieux.',
  'input-size-wrong': 'Le fichier n’indique pas sa durée : tout le son trouvé a été utilisé.',
  'input-size-wrong_said': 'Le fichier n’indique pas sa durée : les {{there, number}} s trouvées ont été utilisées.',
  'decoder-message': 'Le décodeur a signalé quelque chose dans le fichier.',
  'source-description-damaged':
    'La description jointe à l’enregistrement a été ignorée : les résultats ne disent pas d’où il vient.',
  'source-description-damaged_said': '{{file}} a été ignoré : les résultats ne disent pas d’où vient l’enregistrement.',
  'nothing-to-split': 'Il n’y a rien à séparer : l’enregistrement a été traité sans cela.',
  'nothing-to-split_channel':
    'L’enregistrement n’a qu’un canal : il a été traité comme une seule piste, avec détection des locuteurs.',
  'nothing-to-split_stream': 'L’enregistrement n’a qu’un flux audio : ses canaux ont décidé à la place des pistes.',
  'nothing-to-split_tracks':
    'Les canaux d’une piste sont un seul micro : ils ont été mélangés ; les pistes restent séparées.',
  'channel-silent': 'Un canal ne contient aucun son qui pourrait être de la parole.',
  'channel-silent_said_one': 'Le canal {{channels}} ne contient aucun son qui pourrait être de la parole.',
  'channel-silent_said_other': 'Les canaux {{channels}} ne contiennent aucun son qui pourrait être de la parole.',
  'channel-copy': 'Un canal contient le même son qu’un autre : il n’ajoute rien.',
  'channel-copy_said': 'Le canal {{channel}} contient le même son que le canal {{of}} : il n’ajoute rien.',
  'dual-mono':
    'Les canaux contiennent le même son : l’enregistrement a été traité comme une seule piste, et les locuteurs distingués à leur voix.',
  'channels-split': 'Les deux canaux contiennent des personnes différentes : chacun a été traité à part.',
  'channels-differ':
    'Les deux canaux contiennent des personnes différentes, mais ils ont été mélangés. Séparez-les pour distinguer ces personnes.',
  'channels-differ_count':
    'Les deux canaux contiennent des personnes différentes, mais un autre nombre de locuteurs était demandé : ils ont été mélangés.',
  'channels-alike':
    'Les deux canaux captent la même scène : certains mots peuvent venir des deux. Mélangez-les, sauf si chaque personne a son canal.',
  'roles-not-used': 'Les rôles n’ont pas servi, car les canaux n’ont pas été séparés.',
  'cross-talk': 'De la parole venue d’un autre canal a été écartée.',
  'cross-talk_said':
    '{{seconds, number}} s de parole du canal {{channel}} venaient du canal {{origins}} et y ont été écartées.',
  'vad-bad-samples': 'Des passages aux échantillons non valides ont été lus comme du silence.',
  'vad-bad-samples_said_one':
    '{{count, number}} passage de 32 ms aux échantillons non valides a été lu comme du silence.',
  'vad-bad-samples_said_other':
    '{{count, number}} passages de 32 ms aux échantillons non valides ont été lus comme du silence.',
  'no-speech': 'Aucune parole n’a été trouvée dans cet enregistrement.',
  'no-asr-model':
    'Aucun modèle de reconnaissance vocale n’est installé : les sous-titres ont des temps et des locuteurs, mais pas de texte. Ajoutez-en un dans la vue des modèles.',
  'asr-checkpoint-ignored': 'Un résultat enregistré n’a pas pu servir : ce passage est transcrit de nouveau.',
  'asr-text-doubtful': 'Une partie du texte ne ressemble pas à de la parole.',
  'asr-text-doubtful_said_one': '{{count, number}} endroit a un texte qui ne ressemble pas à de la parole.',
  'asr-text-doubtful_said_other': '{{count, number}} endroits ont un texte qui ne ressemble pas à de la parole.',
  'speech-without-text': 'Une partie de la parole détectée n’a pas de texte.',
  'speech-without-text_said':
    '{{lostSeconds, number}} s de parole sur les {{speechSeconds, number}} s détectées n’ont pas de texte.',
  'asr-second-opinion': 'Les passages au texte douteux ont été transcrits de nouveau avec un autre modèle.',
  'asr-second-opinion_said_one':
    '{{count, number}} passage au texte douteux a été transcrit de nouveau avec {{engine}}. Résultats meilleurs et gardés : {{kept, number}}.',
  'asr-second-opinion_said_other':
    '{{count, number}} passages au texte douteux ont été transcrits de nouveau avec {{engine}}. Résultats meilleurs et gardés : {{kept, number}}.',
  'asr-second-opinion_late_one':
    '{{count, number}} passage au texte douteux a été transcrit de nouveau avec {{engine}}. Résultats meilleurs et gardés : {{kept, number}}. Laissés faute de temps : {{left, number}}.',
  'asr-second-opinion_late_other':
    '{{count, number}} passages au texte douteux ont été transcrits de nouveau avec {{engine}}. Résultats meilleurs et gardés : {{kept, number}}. Laissés faute de temps : {{left, number}}.',
  'asr-second-opinion-failed': 'Le second modèle n’a pas pu servir : le texte douteux reste tel quel.',
  'asr-batch-reduced': 'Trop de passages à la fois : nouvel essai par plus petits groupes.',
  'asr-batch-reduced_said': '{{windows, number}} passages à la fois ont échoué : nouvel essai par {{size, number}}.',
  'asr-window-failed': 'Ce passage n’a pas pu être transcrit.',
  'asr-language-settled': 'Des passages ont été transcrits de nouveau dans la langue de leurs voisins.',
  'asr-language-settled_said_one':
    '{{count, number}} passage a été transcrit de nouveau dans la langue de ses voisins.',
  'asr-language-settled_said_other':
    '{{count, number}} passages ont été transcrits de nouveau dans la langue de leurs voisins.',
  'asr-stand-in':
    'Des passages ont été transcrits avec un autre moteur, car celui voulu ne pouvait pas servir. Relancez pour ne retranscrire que ceux-là.',
  'asr-stand-in_said_one':
    '{{count, number}} passage a été transcrit avec {{others}}, car {{engine}} ne pouvait pas servir. Relancez pour ne retranscrire que celui-là.',
  'asr-stand-in_said_other':
    '{{count, number}} passages ont été transcrits avec {{others}}, car {{engine}} ne pouvait pas servir. Relancez pour ne retranscrire que ceux-là.',
  'asr-stand-in-retried':
    'Ce qu’un autre moteur avait transcrit lors d’un passage précédent a été retranscrit avec celui voulu.',
  'asr-stand-in-retried_said_one':
    '{{engine}} n’avait pas pu servir pour {{count, number}} passage : lui seul a été retranscrit. Désormais de ce moteur : {{better, number}}.',
  'asr-stand-in-retried_said_other':
    '{{engine}} n’avait pas pu servir pour {{count, number}} passages : eux seuls ont été retranscrits. Désormais de ce moteur : {{better, number}}.',
  'stage-again-failed':
    'Ce qu’un lancement précédent n’avait pas pu faire comme voulu devait être retenté, et cela a échoué. Son résultat a été repris tel quel.',
  'asr-second-try': 'Les passages avec peu de texte ont été transcrits de nouveau, morceau par morceau.',
  'asr-second-try_said_one':
    '{{count, number}} passage avec peu de texte a été transcrit de nouveau, morceau par morceau. Résultats meilleurs et gardés : {{kept, number}}.',
  'asr-second-try_said_other':
    '{{count, number}} passages avec peu de texte ont été transcrits de nouveau, morceau par morceau. Résultats meilleurs et gardés : {{kept, number}}.',
  'aligner-failed': 'L’aligneur a échoué. Aucun mot n’est perdu, mais leurs temps sont moins précis.',
  'aligner-failed_said': 'L’aligneur {{aligner}} a échoué. Aucun mot n’est perdu, mais leurs temps sont moins précis.',
  'aligner-missing':
    'Aucun modèle d’alignement n’est installé : les mots gardent les temps du modèle de reconnaissance.',
  'aligner-missing_said': 'Aucun modèle d’alignement n’est installé : les mots gardent les temps de {{model}}.',
  'aligner-missing_language':
    'Aucun modèle d’alignement pour « {{language}} » n’est installé : les mots gardent les temps de {{model}}.',
  'language-not-listed':
    'Le modèle n’est pas fait pour la langue de cet enregistrement. Le texte sera sans doute faux.',
  'language-not-listed_said':
    'Le modèle {{model}} n’est pas fait pour « {{language}} ». Le texte sera sans doute faux.',
  'fixture-model': 'Fait avec un modèle d’essai. Les résultats seront faux sur d’autres enregistrements.',
  'fixture-model_said':
    'Fait avec {{models}}, pour essayer seulement. Les résultats seront faux sur d’autres enregistrements.',
  'speakers-of-recogniser':
    'Les locuteurs sont ceux que le modèle de reconnaissance a distingués : personne de la bibliothèque de voix ne peut être reconnu.',
  'speakers-of-recogniser_said':
    'Les locuteurs sont ceux que {{engine}} a distingués : personne de la bibliothèque de voix ne peut être reconnu.',
  'embedder-uncalibrated':
    'Le modèle de voix n’a jamais été mesuré : une estimation a servi. Vérifiez le nombre de locuteurs ou indiquez-le.',
  'embedder-uncalibrated_said':
    'Le modèle de voix {{model}} n’a jamais été mesuré : une estimation a servi. Vérifiez le nombre de locuteurs ou indiquez-le.',
  'speaker-count-not-met': 'Le nombre de locuteurs demandé n’a pas été trouvé.',
  'speaker-count-not-met_said': 'Le nombre de locuteurs demandé n’a pas été trouvé. Trouvés : {{found, number}}.',
  'speaker-count-not-met_no-speech': 'Le nombre de locuteurs demandé n’a pas été trouvé : il n’y a pas de parole.',
  'speaker-count-not-met_speech-too-short':
    'Le nombre de locuteurs demandé n’a pas été trouvé. Trouvés : {{found, number}}. Il y a trop peu de parole ; échantillons de voix : {{samples, number}}, locuteurs : {{wanted, number}}.',
  'speaker-count-not-met_voices-alike':
    'Le nombre de locuteurs demandé n’a pas été trouvé. Trouvés : {{found, number}}. Les voix n’ont pas pu être distinguées davantage.',
  'speaker-count-not-met_channels': 'Le nombre de locuteurs demandé ne correspond pas aux canaux, qui ont été séparés.',
  'one-speaker-doubtful':
    'Un seul locuteur a été trouvé, mais il y en a peut-être plusieurs. Dans ce cas, indiquez leur nombre.',
  'downgrade-device': 'L’appareil souhaité n’a pas servi : c’est plus lent, mais le résultat est complet.',
  'downgrade-device_step':
    'Un modèle a échoué sur {{from}} et a continué sur {{to}} : c’est plus lent, mais le résultat est complet.',
  'downgrade-device_asked': '{{wish}} était demandé, mais le processeur (cpu) a servi.',
  'downgrade-device_died':
    'Le processus du moteur s’est arrêté pendant l’usage de {{from}} : le reste a tourné sur le processeur (cpu). Si cela se répète, mettez le pilote à jour.',
  'downgrade-batch': 'La mémoire manquait : le travail s’est fait par plus petites parties. Le résultat est complet.',
  'downgrade-batch_said': 'La mémoire manquait : {{to}} au lieu de {{from}}. Le résultat est complet.',
  'downgrade-quantisation': 'Un modèle a échoué et a continué sous une forme plus petite. Le résultat est complet.',
  'downgrade-quantisation_said':
    '{{from}} a échoué. Le même modèle sous une forme plus petite, {{to}}, a continué. Le résultat est complet.',
  'downgrade-model': 'Un modèle a échoué et un autre a pris sa place. Le résultat est complet.',
  'downgrade-model_said': '{{from}} a échoué. {{to}} a pris sa place. Le résultat est complet.',
  'downgrade-window': 'Un modèle a échoué sur ce passage ; un autre l’a transcrit.',
  'downgrade-window_said': '{{from}} a échoué sur ce passage. {{to}} l’a transcrit.',
  'downgrade-language': 'Transcrit avec un autre modèle à cause de la langue.',
  'downgrade-language_said': 'Transcrit avec {{to}} à cause de la langue.',
  'downgrade-recovered': 'Le premier modèle a servi de nouveau.',
  'downgrade-recovered_said': 'Retour de {{from}} à {{to}}.',
  'downgrade-exhausted':
    'Le dernier modèle a échoué : la suite a des temps mais pas de texte. Relancez la tâche pour réessayer.',
  'downgrade-exhausted_said':
    '{{from}} a échoué et il ne reste aucun autre modèle : la suite a des temps mais pas de texte. Relancez la tâche pour réessayer.',
  'downgrade-model-damaged':
    'Un modèle installé est endommagé et n’a pas servi. Supprimez-le et installez-le de nouveau.',
  'downgrade-model-damaged_said':
    'Le modèle {{model}} est endommagé ; rien ne l’a remplacé. Supprimez-le et installez-le de nouveau.',
  'downgrade-model-damaged_instead':
    'Le modèle {{model}} est endommagé ; {{instead}} l’a remplacé. Supprimez-le et installez-le de nouveau.',
  'native-warnings': 'Les bibliothèques qui exécutent les modèles ont émis des avertissements.',
  'native-warnings_said_one': 'Les bibliothèques qui exécutent les modèles ont émis {{count, number}} avertissement.',
  'native-warnings_said_other':
    'Les bibliothèques qui exécutent les modèles ont émis {{count, number}} avertissements.',
  'artifact-damaged': 'Un résultat enregistré d’un traitement précédent est endommagé ou absent : il n’a pas servi.',
  'partial-result': 'C’est le résultat d’un travail inachevé.',
  'partial-result_text':
    'Il manque encore le texte de {{lostSeconds, number}} s de parole sur {{speechSeconds, number}} s.',
  'partial-result_speakers': 'Il manque encore les locuteurs.',
  'partial-result_text-speakers':
    'Il manque encore le texte de {{lostSeconds, number}} s de parole sur {{speechSeconds, number}} s, et les locuteurs.',
  'captions-repaired': 'Les sous-titres ont dû être réparés.',
  'captions-repaired_said': '{{name}} a dû être réparé.',
  'captions-unusable':
    'Le fichier n’a aucun sous-titre qui convienne à cet enregistrement : ils viennent de la reconnaissance.',
  'captions-unusable_said':
    '{{name}} n’a aucun sous-titre qui convienne à cet enregistrement : ils viennent de la reconnaissance.',
  'captions-missing': 'Il n’y a pas de sous-titres joints à l’enregistrement : ils viennent de la reconnaissance.',
  'captions-missing_said': 'Il n’y a pas de sous-titres pour {{name}} : ils viennent de la reconnaissance.',
  'captions-missing_language':
    'Il n’y a pas de sous-titres en « {{language}} » pour {{name}} : ils viennent de la reconnaissance.',
  'captions-unreadable': 'Les sous-titres joints n’ont pas pu servir : ceux-ci viennent de la reconnaissance.',
  'captions-unreadable_said': 'Les sous-titres {{name}} n’ont pas pu servir : ceux-ci viennent de la reconnaissance.',
  'voice-recognised': 'Un locuteur a été reconnu par la bibliothèque de voix.',
  'voice-recognised_said': 'D’après la bibliothèque de voix, {{speaker}} est {{name}} (score {{score}}, sûr).',
  'voice-suggested': 'Un locuteur est peut-être quelqu’un de la bibliothèque de voix. Rien n’a été renommé.',
  'voice-suggested_said': '{{speaker}} est peut-être {{name}} ({{score}}). Rien n’a été renommé.',
  'voice-suggested_score':
    '{{speaker}} est peut-être {{name}} ({{score}}) : les voix se ressemblent, sans plus. Rien n’a été renommé.',
  'voice-suggested_little-speech':
    '{{speaker}} est peut-être {{name}} ({{score}}) : il y a trop peu de parole pour en être sûr. Rien n’a été renommé.',
  'voice-suggested_other-person':
    '{{speaker}} est peut-être {{name}} ({{score}}) : une autre personne de la bibliothèque de voix y ressemble autant. Rien n’a été renommé.',
  'voice-suggested_other-speaker':
    '{{speaker}} est peut-être {{name}} ({{score}}) : un autre locuteur de cet enregistrement ressemble autant à {{name}} ; si c’est la même personne, fusionnez-les. Rien n’a été renommé.',
  'voices-failed': 'La bibliothèque de voix n’a pas pu être consultée.',
  'edits-in-conflict': 'Des modifications ne vont pas avec le nouveau résultat ; l’historique les garde.',
  'edits-in-conflict_said_one':
    '{{count, number}} modification ne va pas avec le nouveau résultat ; l’historique la garde.',
  'edits-in-conflict_said_other':
    '{{count, number}} modifications ne vont pas avec le nouveau résultat ; l’historique les garde.',
  'llm-stepped-down': 'Le modèle de langage continue avec moins de mémoire.',
  'llm-stepped-down_context':
    '{{from}} continue avec moins de mémoire : avec un contexte de {{tokens, number}} jetons.',
  'llm-stepped-down_processor': '{{from}} continue avec moins de mémoire : sur le processeur, plus lentement.',
  'llm-stepped-down_file': '{{from}} prend trop de mémoire ; le fichier plus petit {{to}} continue à sa place.',
  'translation-failed': 'La traduction n’est pas terminée. Ce qui est fait est gardé.',
  'translation-failed_said':
    'La traduction ({{language}}) n’est pas terminée. Ce qui est fait est gardé ; retraduisez le document une fois la cause réglée.',
  'translation-incomplete': 'Des sous-titres n’ont pas de traduction utilisable et gardent leur texte.',
  'translation-incomplete_said_one':
    '{{count, number}} sous-titre n’a pas de traduction utilisable ({{language}}) et garde son texte.',
  'translation-incomplete_said_other':
    '{{count, number}} sous-titres n’ont pas de traduction utilisable ({{language}}) et gardent leur texte.',
  'translation-not-needed': 'L’enregistrement est déjà dans la langue voulue.',
  'translation-not-needed_said': 'L’enregistrement est déjà dans la langue voulue ({{language}}).',
};
