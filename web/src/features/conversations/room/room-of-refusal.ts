import type { Room } from "@guichet/contract";
import { Refusal } from "../../../api/refusal.ts";

/** How full somebody is, as the refusal to give them more says; undefined: it was refused for something else. */
export function roomOfRefusal(error: unknown): Room | undefined {
  if (!(error instanceof Refusal) || error.code !== "assignee_full") return undefined;
  const { assigned, most } = error.details;
  return typeof assigned === "number" && typeof most === "number" ? { assigned, most } : undefined;
}
