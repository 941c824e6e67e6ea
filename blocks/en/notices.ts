/** What people are told once, in a run's thread. `people`: live mentions; `cluster` is plain text made safe. */
export const notices = {
  incident: (people: string, cluster: string) => `${people} ${cluster} is not ready for bursting any more. The message above says why.`,
};
