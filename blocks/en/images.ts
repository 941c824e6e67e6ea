import { count } from './phrases.ts';

/** What the view of `images` says besides findings. */
export const images = {
  chosen: (region: string, image: string, all: number) => `${count(all, 'image')} in SWR ${region}; a smoke workload would run ${image}.`,
  none: (region: string, all: number) =>
    all === 0 ? `There is no image in SWR ${region}.` : `None of ${count(all, 'image')} in SWR ${region} is fit for a smoke workload.`,
  unreadable: (region: string) => `SWR ${region} did not say which images there are.`,
  why: 'Why this one',
  listed: 'Images, the fittest first',
  private: 'private',
  public: 'public',
  more: (n: number, command: string) => `and ${count(n, 'more image')}: ${command} prints all`,
  next: 'Next',
  smoke: (command: string) => `${command} plans a smoke workload with it`,
};
