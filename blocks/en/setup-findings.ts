import type { FindingWords } from './findings.ts';
import { because, list } from './phrases.ts';
import { ADDON } from './terms.ts';

const CONSOLE = '(CCE console, Add-ons, virtual-kubelet)';

/** What to do about an add-on that does not work, by the status that CCE gives it (API reference, AddonInstanceStatus). */
const BROKEN: Readonly<Record<string, string>> = {
  installFailed: `Uninstall it by hand ${CONSOLE}, as CCE asks for; the bot uninstalls nothing. Then run setup again.`,
  upgradeFailed: `Upgrade it again or roll it back by hand ${CONSOLE}, then run setup again.`,
  rollbackFailed: `Roll it back again by hand ${CONSOLE}, then run setup again.`,
  deleteFailed: `Somebody tried to uninstall it: finish that by hand ${CONSOLE}, then run setup again.`,
};

/** What `setup` says besides the words of precheck and vpcep. */
export const setupFindings: Pick<
  FindingWords,
  | 'addon_version_unavailable'
  | 'addon_downgrade'
  | 'addon_broken'
  | 'addon_values_invalid'
  | 'addon_version_untried'
  | 'addon_from_cci1'
  | 'addon_repair'
> = {
  addon_version_unavailable: ({ asked, cluster_version, offered }) => ({
    message: `${asked === null ? 'No add-on version with CCI 2.0 (1.5.2 or later)' : `Add-on version ${asked}`} ${asked === null ? 'is' : 'is not'} offered for this cluster (Kubernetes ${cluster_version || 'of an unknown version'})${offered.length > 0 ? `; offered: ${list(offered, 5)}` : ''}.`,
    remedy:
      offered.length > 0
        ? 'Give addon_version one of those that are offered, or leave it out.'
        : 'Upgrade the cluster to a Kubernetes version for which the add-on is offered (CCE console, Add-ons, CCE Cloud Bursting Engine for CCI).',
  }),
  addon_downgrade: ({ installed, asked }) => ({
    message: `Add-on version ${asked} is lower than the installed one, ${installed}.`,
    remedy: `Leave addon_version out to keep ${installed}, or give a later one.`,
  }),
  addon_broken: ({ status, detail, mendable }) => ({
    message: `The add-on is ${status || 'in an unknown status'}${because(detail)}. ${
      mendable ? 'Its values are right, so setup has nothing to change.' : 'Setup cannot mend that.'
    }`,
    remedy:
      (Object.hasOwn(BROKEN, status) ? BROKEN[status] : undefined) ??
      'Let /bursting diagnose say why; most often its pods find no room on the nodes, which /bursting capacity shows.',
  }),
  addon_values_invalid: ({ field }) => ({
    message: `The installed add-on's ${field} is no object, so nothing can be merged into it without losing what it says.`,
    remedy: `Set its parameters right by hand ${CONSOLE}, then run setup again.`,
  }),
  addon_version_untried: ({ version, preferred, cluster_version }) => ({
    message: `Add-on ${preferred}, which this bot is tried with, is not offered for this cluster (Kubernetes ${cluster_version}); the plan takes the newest that is, ${version}.`,
    remedy: 'Give addon_version to choose another one.',
  }),
  addon_from_cci1: ({ installed, version }) => ({
    message: `The installed add-on ${installed} is from before CCI 2.0; the plan upgrades it to ${version}, and pods that it runs on CCI 1.0 now are not looked at.`,
    remedy: 'Look which pods run on its node virtual-kubelet before you approve.',
  }),
  addon_repair: ({ faults, status, detail }) => {
    const swapped = faults.filter(({ problem }) => problem === 'swapped').map(({ field }) => field);
    const foreign = faults.filter(({ problem }) => problem === 'foreign').map(({ field }) => field);
    const missing = faults.filter(({ problem }) => problem === 'missing').map(({ field }) => field);
    const parts = [
      ...(swapped.length > 0 ? [`${list(swapped, 4)}: ${ADDON.swapped}`] : []),
      ...(foreign.length > 0 ? [`${list(foreign, 4)}: an id ${ADDON.foreign}`] : []),
      ...(missing.length > 0 ? [`${list(missing, 4)}: missing`] : []),
    ];
    return {
      message: `The installed add-on is set up wrong (${parts.join('; ') || 'not named'}), and with such values its virtual node does not become Ready.${
        detail === '' ? '' : ` It is ${status} now${because(detail)}.`
      }`,
      remedy: 'Nothing by hand: this plan sets it right.',
    };
  },
};
