import { randomBytes } from 'node:crypto';

/** A form in front of somebody, as it is kept: what comes back with it is not believed. */
export interface Form {
  readonly id: string;
  readonly user: string;
  /** Where what it asks for is posted. */
  readonly channel: string;
  readonly command: string;
  /** What is filled in to begin with. */
  readonly params: Readonly<Record<string, string>>;
  /** The alias that is chosen; null: none yet. */
  readonly cluster: string | null;
}

export const newFormId = (): string => `form_${randomBytes(12).toString('base64url')}`;

/** Forms that are open, as the gateway sees them. Every method rejects with `StoreUnavailable` when Redis does not answer in time. */
export interface FormDesk {
  /** Keeps it, before it is shown. */
  keep(form: Form): Promise<void>;
  /** It stands in front of the person as this view: a worker fills it in. */
  shown(id: string, view: string): Promise<void>;
  /** Null: there is none of that id, or it is too old. */
  get(id: string): Promise<Form | null>;
  /** Another cluster was chosen: a worker looks its choices up. */
  choose(form: Form, cluster: string): Promise<void>;
}
