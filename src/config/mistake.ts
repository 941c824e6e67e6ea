/** One thing wrong with the configuration: where, and what would be accepted. Never a value that could be a secret. */
export interface Mistake {
  /** `HUAWEI_SK`, or `bursting.yaml:12 clusters.prod.clusterId`. */
  readonly place: string;
  readonly problem: string;
}

/**
 * The one message a program that does not start ends with: every mistake, each a sentence on its own line. Without a `:` behind the name of
 * a variable, after which redaction would take the next word for its value.
 */
export function formatMistakes(mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  return [`${count} in the configuration:`, ...mistakes.map(({ place, problem }) => `  ${place} ${problem}`)].join('\n');
}
