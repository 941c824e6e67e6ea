import type { ImageFacts, Merit } from '../../src/core/findings/images.ts';
import type { FindingWords } from './findings.ts';
import { because, count, list } from './phrases.ts';

/** What to do about an SWR that says no. */
export const SWR_GRANT =
  "Grant the bot's IAM user read access to the organisation (SWR console, Organizations, Users), or give image: then SWR is not asked.";

const MERIT: Readonly<Record<Merit, string>> = {
  manage: 'this account manages its organisation',
  write: 'this account may push to its organisation',
  read: 'this account may only pull from its organisation',
  private: 'it is private',
  public: 'it is public',
  server_name: 'its name is that of a server, which runs on',
  plain_name: 'its name is not that of a tool that runs once and ends',
  tool_name: 'its name is that of a tool that may run once and end (nothing better was found)',
  release_tag: 'its tag names a release',
  named_tag: 'its tag is not latest',
  latest_tag: 'its tag is latest, which may be another image tomorrow',
  other_architecture: 'its name is that of an image for another architecture (nothing better was found)',
};

export const imageFindings: Pick<FindingWords, keyof ImageFacts> = {
  image_chosen: ({ image, of, merits, architecture }) => ({
    message: `${image || 'An image'} was chosen${of > 1 ? ` out of ${count(of, 'image')}` : ', the only one'}: ${list(
      merits.map((merit) => MERIT[merit]),
      6,
    )}. SWR does not say which architecture an image is for; ${architecture || 'amd64'} is needed.`,
    remedy: 'To run another one, give image to /bursting smoke.',
  }),
  image_none: ({ namespaces, repositories, images }) => ({
    message:
      namespaces === 0
        ? 'There is no image to choose: this account has no SWR organisation in this region, or may not see any.'
        : `There is no image to choose: ${count(namespaces, 'organisation')} with ${count(repositories, 'repository', 'repositories')} hold ${images === 0 ? 'none' : `only ${count(images, 'image')} of public organisations`}.`,
    remedy:
      'Push an image that keeps running, nginx for example, to an organisation of your own (SWR console), or give image to /bursting smoke.',
  }),
  registry_unreadable: ({ places, denied, detail }) => ({
    message: `SWR did not say what is in ${list(places, 21) || 'some organisations'}${because(detail)}. There may be more images than are listed.`,
    remedy: denied ? SWR_GRANT : 'Run the command again in a minute.',
  }),
  registry_cut: ({ repositories, seconds }) => ({
    message: `The registry is large: at least ${count(repositories, 'repository', 'repositories')} could not be read to the end within ${count(seconds, 'second')}. What is listed is not all.`,
    remedy: 'If the image you want is not listed, give it to /bursting smoke as image.',
  }),
  images_left_out: ({ listed, found }) => ({
    message: `${count(found, 'image')} were found; the ${listed.toLocaleString('en-US')} that fit a smoke workload best are listed.`,
    remedy: 'If the image you want is not listed, give it to /bursting smoke as image.',
  }),
};
