/** What the run's thread is to get once somebody clicked for it (`json`: all there is to know of the run), or its time has come (`reminder`). */
export type Wish = 'json' | 'reminder';
export const WISHES = ['json', 'reminder'] as const satisfies readonly Wish[];
