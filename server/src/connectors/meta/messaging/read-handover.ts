import { idOf, type Json } from "../../read-json.ts";
import { type Happening, instantOf, type Read } from "../happening.ts";
import type { Exchange } from "./exchange.ts";

/** The name of the contact's attribute that says so. */
const HELD_BY = "Held by app";
/** An app that is not named. */
const UNNAMED = "❔";

/**
 * Another app took the thread or gave it away (Conversation Routing): agents see why a reply would be refused. Whoever takes it
 * may not be named: when it was ours, it is not any more.
 */
export function readHandover(handover: Json, { party, base }: Exchange, happening: Happening): Read {
  const owner = idOf(handover, "new_owner_app_id");
  const wasOurs = idOf(handover, "previous_owner_app_id") === happening.appId;
  const isOurs = owner === undefined ? !wasOurs : owner === happening.appId;
  return {
    items: [
      {
        type: "profile",
        ...base,
        occurredAt: instantOf(happening.value, "timestamp", happening),
        party: { ...party, attributes: { [HELD_BY]: isOurs ? "" : (owner ?? UNNAMED) } },
      },
    ],
  };
}
