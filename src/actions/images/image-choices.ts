import type { Choice, Context } from '../../core/action.ts';
import { discoverImages } from './discover.ts';

/** The images of SWR, the fittest for a smoke workload first. */
export async function imageChoices(context: Context): Promise<readonly Choice[]> {
  const { images } = await discoverImages(context, 'amd64');
  return images.map(({ image, namespace, repository, tag }) => ({ value: image, label: `${namespace}/${repository}:${tag}` }));
}
