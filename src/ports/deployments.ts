import type { Json } from '../core/json.ts';

/**
 * What the bot itself puts into a cluster: a namespace, and a Deployment in it. `get` of a name that does not exist is null. Everything
 * throws `BotError` with the verb and the resource it was refused (`patch deployments`).
 */

export interface Namespace {
  readonly name: string;
  readonly uid: string;
  /** ISO 8601; null: not said. */
  readonly createdAt: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Being deleted: nothing can be made in it any more. */
  readonly terminating: boolean;
}

/** Kubernetes quantities by resource: `{cpu: '250m', memory: '512Mi'}`. */
type Quantities = Readonly<Record<string, string>>;

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: string;
  /** TCP ports it listens on. */
  readonly ports: readonly number[];
  readonly requests: Quantities;
  readonly limits: Quantities;
}

/** What a Deployment of the bot is made of, and nothing else of it is sent. */
export interface DeploymentSpec {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** Labels that its pods are found by. They can never be changed. */
  readonly selector: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly containers: readonly Container[];
  readonly imagePullSecrets: readonly string[];
}

/** Who sets which fields of an object (Kubernetes API, meta/v1 ManagedFieldsEntry). */
export interface FieldManager {
  readonly manager: string;
  /** `Apply` or `Update`. */
  readonly operation: string;
  /** `fieldsV1` as it is on the wire: `{"f:spec": {"f:replicas": {}}}`. */
  readonly fields: Json;
}

export interface LiveDeployment extends DeploymentSpec {
  readonly uid: string;
  readonly createdAt: string | null;
  readonly annotations: Readonly<Record<string, string>>;
  /** Counts what was asked of it; null: the API server has not accepted it. */
  readonly generation: number | null;
  readonly deleting: boolean;
  readonly managers: readonly FieldManager[];
}

export interface Namespaces {
  get(name: string, signal: AbortSignal): Promise<Namespace | null>;
  /** One request, never repeated. Throws `conflict` if it exists. */
  create(name: string, labels: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
}

/** The name by which the bot owns fields. */
export const FIELD_MANAGER = 'bursting';

export interface Deployments {
  get(namespace: string, name: string, signal: AbortSignal): Promise<LiveDeployment | null>;
  /**
   * Server-side apply as `FIELD_MANAGER`, never by force: one request, never repeated. Throws `field_conflict` if somebody else set a
   * field to another value; then nothing was changed.
   */
  apply(deployment: DeploymentSpec & { readonly annotations: Readonly<Record<string, string>> }, signal: AbortSignal): Promise<void>;
}
