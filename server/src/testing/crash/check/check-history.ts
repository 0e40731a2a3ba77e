import type { Recorded, SystemState, Violation } from "../history/history.ts";
import { checkEvents } from "./check-events.ts";
import { checkFollowers } from "./check-followers.ts";
import { checkInbound } from "./check-inbound.ts";
import { checkOutbound } from "./check-outbound.ts";
import { checkClaims, checkHands, checkShown, checkVisitors } from "./check-people.ts";
import { gatherWishes, type Wishes } from "./wishes.ts";

/**
 * Compares what was wanted, acknowledged, delivered and seen with what the system holds after recovery. Pure: the same
 * record and state always give the same verdict.
 */
export function checkHistory(record: readonly Recorded[], state: SystemState): Violation[] {
  const wishes = gatherWishes(record);
  return [
    ...checkEnded(wishes),
    ...checkInbound(wishes, state),
    ...checkOutbound(wishes, record, state),
    ...checkClaims(wishes, state),
    ...checkHands(state),
    ...checkEvents(state),
    ...checkFollowers(record, state),
    ...checkShown(state),
    ...checkVisitors(record, state),
  ];
}

/** Senders repeat until they are answered: who never was found the system unable to take anything in. */
function checkEnded(wishes: Wishes): Violation[] {
  return [...wishes.contactMessages, ...wishes.agentMessages]
    .filter((wish) => !wish.ended)
    .map((wish) => ({
      invariant: "stuck",
      detail: `${"externalId" in wish ? wish.externalId : wish.messageId} was never answered`,
    }));
}
