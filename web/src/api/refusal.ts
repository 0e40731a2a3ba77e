import type { ErrorBody, ErrorCode } from "@guichet/contract";

/** `offline`: the server could not be reached at all; the others are the server's closed list. */
export type RefusalCode = ErrorCode | "offline";
type Told = Partial<ErrorBody["error"]>;

/** What every failed call throws: a code that `errors.<code>` of the catalogue words, and what the server told besides. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly status: number;
  readonly reference: string | undefined;
  readonly fields: readonly { path: string; problem: string }[];
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, status: number, told: Told = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.reference = told.reference;
    this.fields = told.fields ?? [];
    this.details = told.details ?? {};
    this.retryAfterSeconds = told.retryAfterSeconds;
  }
}

/** The code of anything thrown: what is no refusal is a fault of ours. */
export function codeOf(error: unknown): RefusalCode {
  return error instanceof Refusal ? error.code : "internal";
}

/** The problem of one field of a refused input, by its path, e.g. `email`. */
export function fieldProblem(error: unknown, path: string): string | undefined {
  return error instanceof Refusal ? error.fields.find((field) => field.path === path)?.problem : undefined;
}
