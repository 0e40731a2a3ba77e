import { mayPassLater, type OutboundReason } from "../../../outbound/index.ts";

/** Why talking to a mail server ended, in words of ours: what a server wrote may hold anything. */
export type MailFailure = {
  /** `sign_in`: the name or password was refused. `later`: it may pass by itself. `refused`: a person must change something. */
  readonly kind: "sign_in" | "later" | "refused";
  readonly code: string;
  readonly detail: string;
};

export function fromOutbound(reason: OutboundReason, detail: string): MailFailure {
  return { kind: mayPassLater(reason) || reason === "tls" ? "later" : "refused", code: reason, detail };
}

export const signInRefused: MailFailure = {
  kind: "sign_in",
  code: "sign_in_refused",
  detail: "The mail server refused the user name or the password.",
};

export const cutOff: MailFailure = {
  kind: "later",
  code: "connection",
  detail: "The connection to the mail server failed or was cut.",
};

export const notStored: MailFailure = {
  kind: "later",
  code: "not_stored",
  detail: "A mail could not be stored here; it is fetched again soon.",
};

export const noMailbox: MailFailure = {
  kind: "refused",
  code: "no_mailbox",
  detail: "The mailbox could not be opened.",
};

/** Thrown inside the mail code to leave several steps at once; never seen outside. */
export class MailServerError extends Error {
  override name = "MailServerError";
  readonly failure: MailFailure;

  constructor(failure: MailFailure, options?: ErrorOptions) {
    super(failure.detail, options);
    this.failure = failure;
  }
}
