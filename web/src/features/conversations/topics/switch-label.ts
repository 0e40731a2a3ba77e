import type { LabelChange } from "../change-conversation.ts";

/** Takes off what is on, and puts on what is not. */
export function switchLabel<Id>(id: Id, on: boolean): LabelChange<Id> {
  return on ? { add: [], remove: [id] } : { add: [id], remove: [] };
}
