import type { FailpointName } from "../../../lib/failpoint.ts";
import { INBOUND_PLACES, OUTBOUND_PLACES } from "../mail/mail-places.ts";
import { findFailpoints } from "./failpoints-in-source.ts";

/** What no load of this harness does: each of these has a test of its own that stops there, held by `every-failpoint.test.ts`. */
export const OWN_TESTS: ReadonlySet<FailpointName> = new Set([
  "mute.before_commit",
  "masking.before_commit",
  "sign_out.before_commit",
  "erase.between_steps",
  "notifications.before_commit",
  "notifications.mail_claimed",
  "sla.before_commit",
  "sla.after_commit",
  "routing.before_commit",
  "giving.before_commit",
  "virtual_agents.after_script",
  "virtual_agents.before_commit",
  "virtual_agents.after_commit",
]);

/** Where mails are killed at, by the drill with a mail provider. */
export const MAIL_PLACES: ReadonlySet<FailpointName> = new Set([...INBOUND_PLACES, ...OUTBOUND_PLACES]);

/** Where the usual load is killed at. */
export function directedPlaces(): FailpointName[] {
  return findFailpoints().filter((name) => !OWN_TESTS.has(name) && !MAIL_PLACES.has(name));
}
