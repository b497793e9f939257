/** A thing that two sides sorted. */
export interface LabelPair {
  readonly reference: string;
  readonly hypothesis: string;
}

/** How well one label is found; 0..1, absent where there is nothing to divide by. */
interface LabelScores {
  readonly label: string;
  /** How often the reference says it. */
  readonly count: number;
  readonly precision?: number;
  readonly recall?: number;
  readonly f1?: number;
}

export interface ClassificationScores {
  readonly compared: number;
  /** 0..1. */
  readonly accuracy: number;
  /** Cohen's kappa: agreement beyond chance, 1 at most, 0 for what chance gives; absent where one label is all there is. */
  readonly kappa?: number;
  /** Mean F1 of the labels of the reference. */
  readonly macroF1: number;
  /** By name. */
  readonly labels: readonly LabelScores[];
}

/** Accuracy, precision, recall and F1 of each label, and Cohen's kappa (Cohen 1960). Pure; 0 everywhere without pairs. */
export function classificationScores(pairs: readonly LabelPair[]): ClassificationScores {
  const compared = pairs.length;
  const names = [...new Set(pairs.flatMap(({ reference, hypothesis }) => [reference, hypothesis]))].sort();
  const labels = names.map((label): LabelScores => {
    const said = pairs.filter(({ reference }) => reference === label).length;
    const heard = pairs.filter(({ hypothesis }) => hypothesis === label).length;
    const both = pairs.filter(({ reference, hypothesis }) => reference === label && hypothesis === label).length;
    return {
      label,
      count: said,
      ...(heard === 0 ? {} : { precision: both / heard }),
      ...(said === 0 ? {} : { recall: both / said }),
      f1: (2 * both) / (said + heard),
    };
  });
  if (compared === 0) return { compared, accuracy: 0, macroF1: 0, labels };
  const accuracy = pairs.filter(({ reference, hypothesis }) => reference === hypothesis).length / compared;
  const chance = names.reduce((sum, label) => {
    const said = pairs.filter(({ reference }) => reference === label).length;
    const heard = pairs.filter(({ hypothesis }) => hypothesis === label).length;
    return sum + (said / compared) * (heard / compared);
  }, 0);
  const wanted = labels.filter(({ count }) => count > 0);
  return {
    compared,
    accuracy,
    ...(chance === 1 ? {} : { kappa: (accuracy - chance) / (1 - chance) }),
    macroF1: wanted.reduce((sum, { f1 = 0 }) => sum + f1, 0) / wanted.length,
    labels,
  };
}
