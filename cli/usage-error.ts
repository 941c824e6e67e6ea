/** Wrong words or a wrong configuration: the program says so in its message and ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
