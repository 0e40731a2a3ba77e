import type { Identified } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { mayPass } from "./health-checks.ts";

/** What Meta refused while an account was being identified, at the field that it is about. */
export function refusedBy(error: SendError, path: string): Extract<Identified<unknown>, { ok: false }> {
  return mayPass(error)
    ? { ok: false, code: "account_unreachable", path: "graphUrl" }
    : { ok: false, code: "account_refused", path };
}
