import type { HandCause } from "@guichet/contract";
import type { Holder } from "../../db/index.ts";
import type { NewEvent } from "../../events/index.ts";
import { type Conversation, factsOf } from "../conversation.ts";

/** That a virtual agent has it no more. `after`: as it is then; with `seq`, a line of the audit trail. */
export function handed(after: Conversation, { id, name }: Holder, cause: HandCause, seq?: number): NewEvent {
  const data = { ...factsOf(after), before: id, name, cause, waits: after.waiting_since !== null };
  return { type: "conversation.handed", data, ...(seq === undefined ? {} : { seq }) };
}
