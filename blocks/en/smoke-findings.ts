import type { SmokeFacts } from '../../src/core/findings/smoke.ts';
import type { FindingWords } from './findings.ts';
import { count, list, upper } from './phrases.ts';

const OWN_IMAGE = 'Copy the image to an organisation of your own in SWR of this region, and give that one as image.';

export const smokeFindings: Pick<FindingWords, keyof SmokeFacts> = {
  workload_foreign: ({ namespace, name, why, managers, image }) => ({
    message: `There is a Deployment ${namespace}/${name} already${image ? `, running ${image},` : ''} and ${
      why === 'label' ? 'the bot did not make it' : 'it selects other pods than a smoke workload does'
    }${managers.length > 0 ? `; it is kept by ${list(managers, 4)}` : ''}. The bot changes nothing that is not its own.`,
    remedy: 'Give another workload_name or namespace, or remove that Deployment yourself if nobody needs it.',
  }),
  field_conflict: ({ resource, conflicts }) => ({
    message: `${resource || 'The Deployment'} was changed by somebody else: ${
      list(
        conflicts.map(({ field, manager }) => `${field || 'a field'} is set by ${manager || 'another manager'}`),
        6,
      ) || 'its fields belong to another manager'
    }. The bot never takes fields from others.`,
    remedy: 'Undo that change, or ask whoever made it to; or give another workload_name.',
  }),
  being_deleted: ({ resource }) => ({
    message: `${resource ? upper(resource) : 'The resource'} is being deleted right now.`,
    remedy: 'Wait until it is gone (kubectl get), then run the command again; or give another name.',
  }),
  addresses_short: ({ available, needed, subnets }) => ({
    message: `The pod subnets (${list(subnets, 5) || 'not named'}) have ${count(available, 'free address', 'free addresses')}, and ${count(needed, 'pod')} would need one each.`,
    remedy: 'Ask for fewer replicas, or free addresses in those subnets (VPC console, Subnets).',
  }),
  addon_absent: ({ namespace, name }) => ({
    message: `The add-on virtual-kubelet is not installed: pods of ${namespace}/${name} would stay Pending, because there is no virtual node.`,
    remedy: 'Install the add-on first: /bursting setup plans it.',
  }),

  image_docker_hub: ({ image }) => ({
    message: `${image || 'The image'} comes from Docker Hub. Pods on CCI usually cannot reach it: pulls time out.`,
    remedy: OWN_IMAGE,
  }),
  image_public_namespace: ({ image, namespace }) => ({
    message: `${image || 'The image'} is of the public organisation ${namespace || 'of others'}, not of your account: nobody here decides what is in it, or for how long.`,
    remedy: OWN_IMAGE,
  }),
  image_other_region: ({ image, image_region, region }) => ({
    message: `${image || 'The image'} is in SWR of ${image_region || 'another region'}, and the cluster is in ${region || 'this one'}: the VPC endpoints of the cluster do not lead there, so pulls time out.`,
    remedy: `Copy the image to SWR of ${region || 'this region'} (SWR console, image synchronisation), and give that one as image.`,
  }),
  image_other_registry: ({ image, registry }) => ({
    message: `${image || 'The image'} is in the registry ${registry || 'of others'}, which is not SWR of this region: pods on CCI reach it only if the VPC has a way there, and pull without a password only if it is public.`,
    remedy: OWN_IMAGE,
  }),
  image_lookalike: ({ image, registry }) => ({
    message: `The registry ${registry || 'of the image'} looks like Huawei Cloud's and is another one (${image || 'image'}). Nothing is run from there.`,
    remedy: 'Compare the name letter by letter with the address that the SWR console shows.',
  }),
  image_unpinned: ({ image }) => ({
    message: `${image || 'The image'} has no tag and no digest: it means latest, whatever that is when a pod starts.`,
    remedy: 'Give a tag or a digest, so that what was approved is what runs.',
  }),
  image_fallback: ({ image, region, namespaces }) => ({
    message: `${
      namespaces === 0 ? 'This account has no organisation in SWR' : 'No image in SWR fits a smoke workload'
    }, so the one that Huawei offers in ${region || 'this region'} is used: ${image || 'its own'}.`,
    remedy: 'It is fine for a first try. For your own, push an image to SWR, or give image.',
  }),
};
