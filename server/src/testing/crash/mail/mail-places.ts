import type { FailpointName } from "../../../lib/failpoint.ts";

/** Where a mail is on its way in. */
export const INBOUND_PLACES = ["email.after_fetch", "email.after_commit"] as const satisfies readonly FailpointName[];
/** Where a mail is on its way out. */
export const OUTBOUND_PLACES = ["email.after_data", "email.after_accepted"] as const satisfies readonly FailpointName[];
