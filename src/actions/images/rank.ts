import { type Finding, finding } from '../../core/finding.ts';
import type { Merit } from '../../core/findings/images.ts';

/** An image in the registry, with what its worth as a smoke workload is judged by. */
export interface Candidate {
  readonly image: string;
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  readonly owner: string;
  readonly public: boolean;
  /** What this account may do in its organisation (SWR API): 7 manage, 3 write, 1 read. */
  readonly auth: number;
  /** ISO 8601; null: not told. */
  readonly updatedAt: string | null;
  readonly multiArch: boolean;
}

/** What the pods run on. */
export type Architecture = 'amd64' | 'arm64';

/** Organisations that anybody may pull from and nobody here answers for. */
export const PUBLIC_NAMESPACES: readonly string[] = ['library', 'hwofficial'];

/** What comes first runs on, what comes last runs once and ends: such a pod would be restarted for ever. */
const SERVER = /nginx|httpd|web|server/;
const TOOL = /cli|job|batch|init|sandbox|build/;
/** `1.27`, `v1.27.2`, `1.27.2-alpine`, `stable`, `stable-alpine`; not `2026-11-20`. */
const RELEASE = /^(?:stable|v?\d+(?:\.\d+)+)(?:[-_.][\w.-]*)?$/;
const ARM = /(?<![a-z0-9])(?:arm|arm64|aarch64|arm64v8|armv8)(?![a-z0-9])/;
const INTEL = /(?<![a-z0-9])(?:amd64|x86|x86_64)(?![a-z0-9])/;

/**
 * How well an image fits, 0 best, as far as names and tags tell: SWR does not say what a single image is made for, and most are made for
 * amd64.
 */
function misfit({ repository, tag, multiArch }: Candidate, architecture: Architecture): 0 | 1 | 2 {
  const told = `${repository}:${tag}`.toLowerCase();
  const [own, other] = architecture === 'amd64' ? [INTEL, ARM] : [ARM, INTEL];
  if (multiArch || own.test(told)) return 0;
  if (other.test(told)) return 2;
  return architecture === 'amd64' ? 0 : 1;
}

const accessOf = ({ auth }: Candidate): Merit => (auth >= 7 ? 'manage' : auth >= 3 ? 'write' : 'read');
const nameOf = ({ repository }: Candidate): Merit =>
  TOOL.test(repository) ? 'tool_name' : SERVER.test(repository) ? 'server_name' : 'plain_name';
const tagOf = ({ tag }: Candidate): Merit => (RELEASE.test(tag) ? 'release_tag' : tag === 'latest' ? 'latest_tag' : 'named_tag');

/** The best comes first; names decide where nothing else does, so that the same registry gives the same image. */
export function byWorth(architecture: Architecture): (a: Candidate, b: Candidate) => number {
  const ACCESS = ['manage', 'write', 'read'];
  const TAG = ['release_tag', 'named_tag', 'latest_tag'];
  const keys = (one: Candidate): readonly number[] => [
    Number(PUBLIC_NAMESPACES.includes(one.namespace)),
    misfit(one, architecture),
    Number(nameOf(one) === 'tool_name'),
    ACCESS.indexOf(accessOf(one)),
    Number(one.public),
    Number(nameOf(one) !== 'server_name'),
    TAG.indexOf(tagOf(one)),
    -(one.updatedAt === null ? 0 : Date.parse(one.updatedAt) || 0),
  ];
  const known = new WeakMap<Candidate, readonly number[]>();
  const keysOf = (one: Candidate): readonly number[] => {
    const made = known.get(one) ?? keys(one);
    known.set(one, made);
    return made;
  };
  return (a, b) => {
    const [ours, theirs] = [keysOf(a), keysOf(b)];
    const decisive = ours.findIndex((key, i) => key !== theirs[i]);
    if (decisive >= 0) return (ours[decisive] ?? 0) - (theirs[decisive] ?? 0);
    return a.image < b.image ? -1 : a.image > b.image ? 1 : 0;
  };
}

const meritsOf = (one: Candidate, architecture: Architecture): readonly Merit[] => [
  ...(misfit(one, architecture) === 2 ? (['other_architecture'] as const) : []),
  nameOf(one),
  accessOf(one),
  one.public ? 'public' : 'private',
  tagOf(one),
];

/** What was found in a registry. */
export interface Found {
  /** The best first. */
  readonly images: readonly Candidate[];
  /** How many there are in all, whether kept in `images` or not. */
  readonly count: number;
  readonly namespaces: number;
  readonly repositories: number;
}

/** The image for a smoke workload, and why this one; null if there is none that may be used. */
export function choose(found: Found, architecture: Architecture): { readonly selected: Candidate | null; readonly reason: Finding } {
  const { images, count, namespaces, repositories } = found;
  const usable = images.filter(({ namespace }) => !PUBLIC_NAMESPACES.includes(namespace));
  const [selected] = usable;
  if (!selected) return { selected: null, reason: finding('image_none', { namespaces, repositories, images: count }) };
  const of = count - (images.length - usable.length);
  return {
    selected,
    reason: finding('image_chosen', { image: selected.image, of, merits: meritsOf(selected, architecture), architecture }),
  };
}
