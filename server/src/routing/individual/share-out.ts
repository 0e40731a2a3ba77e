import type { ChannelId, Room, TeamId, UserId } from "@guichet/contract";
import type { Gift, Waiting } from "../../conversations/index.ts";

/** Somebody who is there and has a maximum. `turnAt`: when they were last assigned one, epoch milliseconds; 0: never. */
export type Member = Room & { readonly id: UserId; readonly turnAt: number };

/**
 * R70: who gets what waits. In the order of New each conversation goes to that one of its `takers` who has room and the fewest
 * assigned; of equals to whose last assignment is longest ago. Nobody gets more than their maximum. Pure.
 */
export function shareOut(
  waiting: readonly Waiting[],
  members: readonly Member[],
  takersOf: (teamId: TeamId, channelId: ChannelId) => ReadonlySet<UserId>,
): Gift[] {
  const now = new Map(members.map((member) => [member.id, { ...member }]));
  // Later than all that was before, and each later than the one before it.
  let turn = Math.max(0, ...members.map(({ turnAt }) => turnAt));
  const shares: Gift[] = [];
  for (const { id, teamId, channelId, notFor } of waiting.toSorted(inOrderOfNew)) {
    const takers = takersOf(teamId, channelId);
    const chosen = chooseMember([...now.values()].filter((one) => takers.has(one.id) && one.id !== notFor));
    if (chosen === undefined) continue;
    turn += 1;
    now.set(chosen.id, { ...chosen, assigned: chosen.assigned + 1, turnAt: turn });
    shares.push({ id, teamId, userId: chosen.id });
  }
  return shares;
}

/** Undefined: nobody of them has room. */
export function chooseMember(members: readonly Member[]): Member | undefined {
  return members
    .filter(({ assigned, most }) => assigned < most)
    .toSorted((a, b) => a.assigned - b.assigned || a.turnAt - b.turnAt || compare(a.id, b.id))
    .at(0);
}

/** R78: the highest priority first, then the oldest. */
function inOrderOfNew(a: Waiting, b: Waiting): number {
  return b.priority - a.priority || a.queueAt.getTime() - b.queueAt.getTime() || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
