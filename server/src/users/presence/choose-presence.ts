import type { AwayStateId, ChosenPresence } from "@guichet/contract";
import type { PresenceRow } from "./presence.sql.ts";

type Offered = readonly { readonly id: AwayStateId }[];

/** W33: plain Away is offered while no away state is enabled, and only then. Pure. */
export function mayChoose(chosen: ChosenPresence, enabled: Offered): boolean {
  if (chosen.presence === "available") return true;
  return chosen.awayStateId === null ? enabled.length === 0 : enabled.some(({ id }) => id === chosen.awayStateId);
}

/**
 * What somebody is after signing in (W34); undefined: what they were before. A state that is offered no more becomes plain
 * Away: nobody is made Available by a change of settings. Pure.
 */
export function presenceAfterSignIn(
  user: Pick<PresenceRow, "signInAvailability" | "signInAwayStateId">,
  enabled: Offered,
): ChosenPresence | undefined {
  const { signInAvailability: presence, signInAwayStateId: awayStateId } = user;
  if (presence === null) return undefined;
  if (presence === "available") return { presence };
  return { presence, awayStateId: enabled.some(({ id }) => id === awayStateId) ? awayStateId : null };
}
