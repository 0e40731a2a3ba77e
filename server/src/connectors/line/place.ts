import type { InboundParty } from "../connector.ts";
import { idOf, type Json, memberOf, textOf } from "../read-json.ts";

/** In whose chat something happened. */
export type Place = {
  readonly party: InboundParty;
  readonly type: "user" | "group" | "room";
  /** Who of a group it was; missing where that person has not agreed to be named. */
  readonly senderId: string | undefined;
};

/**
 * `source` of an event. A person's chat is that person; a group or a room of several people is one contact with one
 * conversation. Ids begin with U, C and R. What the network calls them no event tells: `findProfile` asks.
 */
export function placeOf(event: Json): Place | { path: string; problem: string } {
  const source = memberOf(event, "source");
  if (source === undefined) return { path: "/source", problem: "It does not say where it happened." };
  const userId = idOf(source, "userId");
  const type = textOf(source, "type") ?? (userId === undefined ? "" : "user");
  if (type !== "user" && type !== "group" && type !== "room")
    return { path: "/source/type", problem: "It is not known where it happened." };
  const member = { user: "userId", group: "groupId", room: "roomId" }[type];
  const id = idOf(source, member);
  if (id === undefined) return { path: `/source/${member}`, problem: "There is no usable id of the chat." };
  return { party: { externalId: id, verified: true }, type, senderId: userId };
}
