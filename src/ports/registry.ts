/** An organisation of SWR, the image registry of a region: what comes first in the path of an image. */
export interface ImageNamespace {
  readonly name: string;
  /** Who made it. */
  readonly owner: string;
  /** What this account may do with it (SWR API): 7 manage, 3 write, 1 read. */
  readonly auth: number;
}

export interface Repository {
  readonly namespace: string;
  /** May hold `/`. */
  readonly name: string;
  /** What images of it are pulled by, without a tag. */
  readonly path: string;
  readonly isPublic: boolean;
  /** 0: nothing was ever pushed, or all of it is gone. */
  readonly imageCount: number;
}

export interface ImageTag {
  readonly name: string;
  /** What it is pulled by: `swr.cn-north-4.myhuaweicloud.com/team/nginx:stable`. */
  readonly image: string;
  /** ISO 8601; null where the answer does not say. */
  readonly updatedAt: string | null;
  /** Whether it is a list of images for several architectures. Which architecture a single image is for, SWR does not tell. */
  readonly multiArch: boolean;
}

/** SWR, basic edition. Pages go to the last one; who has seen enough stops asking. */
export interface Registry {
  namespaces(signal: AbortSignal): Promise<readonly ImageNamespace[]>;
  repositoryPages(namespace: string, signal: AbortSignal): AsyncIterable<readonly Repository[]>;
  tagPages(repository: Repository, signal: AbortSignal): AsyncIterable<readonly ImageTag[]>;
}
