/** Wrong words or a wrong set-up: the program says what and how to mend it, and ends with exit code 2. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** It could not be done, for a reason that a person can read: exit code 1. */
export class FailedError extends Error {
  override readonly name = 'FailedError';
}
