/** An answer as it arrived. Header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What an error answer says. Texts are as the service wrote them: neither clipped nor clean. */
export interface Fault {
  /** `CCE.01404001`, `APIGW.0308`, ... The documented code where an answer carries several; null where there is none. */
  readonly code: string | null;
  /** Empty where there is none to read. */
  readonly text: string;
  readonly requestId: string | null;
  /** The IAM action that the text names as missing. */
  readonly action: string | null;
}

/**
 * Reads every error shape of Huawei Cloud: CCE's `Status` with its three generations of names, the API gateway's, VPCEP's flat and nested
 * ones, SWR's list, IAM's, VPC's, and Kubernetes' `Status`. Never throws; what is no JSON object has no code and no text.
 */
export function readFault({ headers, body }: Pick<Answer, 'headers' | 'body'>): Fault {
  const root = parse(body);
  const nested = record(root.error);
  const first = record(Array.isArray(root.errors) ? root.errors[0] : undefined);
  const neutron = record(root.NeutronError);
  const text =
    firstText(root.message, root.error_msg, root.errorMessage, nested.message, nested.error_msg) ??
    firstText(root.Message, first.errorMessage, first.error_msg, first.message, neutron.message, root.error) ??
    '';
  return {
    code:
      firstText(root.errorCode, root.error_code, root.ErrorCode, nested.code, nested.error_code) ??
      firstText(first.errorCode, first.error_code, first.code, neutron.type, root.code, root.reason, nested.title),
    text,
    requestId: firstText(headerOf(headers, 'x-request-id'), root.request_id, root.requestId, nested.request_id),
    action: actionIn(text),
  };
}

/** `Policy doesn't allow vpcep:endpoints:list to be performed.` A longer chain of colons is a resource name, not an action. */
const actionIn = (text: string): string | null => /(?<![\w:*-])[a-z]+:[A-Za-z]+:[A-Za-z]+(?![\w:*-])/.exec(text)?.[0] ?? null;

export const headerOf = (headers: Answer['headers'], name: string): string | null => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
};

function parse(body: string): Record<string, unknown> {
  try {
    return record(JSON.parse(body));
  } catch {
    return {};
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Numbers are no codes: they repeat the HTTP status (IAM, CCE `code`). */
const firstText = (...values: unknown[]): string | null =>
  values.find((value): value is string => typeof value === 'string' && value.trim() !== '') ?? null;
