import type { Actor, LoggedEvent, UserId } from "@guichet/contract";
import { expect, test } from "vitest";
import { whomToTell } from "./whom-to-tell.ts";

const [kai, ana, bea] = ["kai" as UserId, "ana" as UserId, "bea" as UserId];
const SYSTEM: Actor = { type: "system", name: "Guichet" };
const by = (id: UserId): Actor => ({ type: "user", id });

function event(type: string, actor: Actor, data: Record<string, unknown>): LoggedEvent {
  return { type, actor, data, id: "e", position: "1", at: 0, seq: null } as unknown as LoggedEvent;
}
const assigned = (actor: Actor, assigneeId: UserId | null, before: UserId | null = null) =>
  event("conversation.assigned", actor, { assigneeId, before, cause: "by_hand" });
const back = (assigneeId: UserId | null, of: UserId | null) =>
  event("conversation.status_changed", SYSTEM, { assigneeId, cause: "boomerang", boomerang: { by: of, note: "" } });

const breached = (assigneeId: UserId | null, over: object = {}) =>
  event("sla.changed", SYSTEM, { assigneeId, status: "new", change: "breached", ...over });

const wrote = (assigneeId: UserId | null, over: object = {}) =>
  event("message.received", { type: "contact", id: "anna" } as unknown as Actor, {
    ...{ assigneeId, status: "new", holderId: null, automatic: false, messageId: "m" },
    ...over,
  });

test.each([
  ["assigned by a colleague", assigned(by(ana), kai), null, [[kai, "assigned"]]],
  ["assigned by Guichet", assigned(SYSTEM, kai), null, [[kai, "assigned"]]],
  ["taken by oneself", assigned(by(kai), kai), null, []],
  ["unassigned", assigned(by(ana), null, kai), null, []],
  ["assigned again to the same", assigned(by(ana), kai, kai), null, []],
  [
    "mentioned",
    event("comment.added", by(ana), { mentions: [kai, bea] }),
    null,
    [
      [kai, "mentioned"],
      [bea, "mentioned"],
    ],
  ],
  ["mentioned by oneself", event("comment.added", by(kai), { mentions: [kai, kai] }), null, []],
  [
    "mentioned twice in one comment",
    event("comment.added", by(ana), { mentions: [kai, kai] }),
    null,
    [[kai, "mentioned"]],
  ],
  ["failed", event("message.delivery_changed", SYSTEM, { state: "failed" }), kai, [[kai, "send_failed"]]],
  [
    "failed while its author was about to",
    event("message.delivery_changed", by(kai), { state: "failed" }),
    kai,
    [[kai, "send_failed"]],
  ],
  ["failed, of a machine", event("message.delivery_changed", SYSTEM, { state: "failed" }), null, []],
  ["delivered", event("message.delivery_changed", SYSTEM, { state: "delivered" }), kai, []],
  ["uncertain", event("message.delivery_changed", SYSTEM, { state: "uncertain" }), kai, []],
  ["back, assigned and set by the same", back(kai, kai), null, [[kai, "boomerang"]]],
  [
    "back, assigned to one and set by another",
    back(kai, ana),
    null,
    [
      [kai, "boomerang"],
      [ana, "boomerang"],
    ],
  ],
  ["back by the system's boomerang", back(kai, null), null, [[kai, "boomerang"]]],
  ["back, nobody's", back(null, null), null, []],
  [
    "status changed otherwise",
    event("conversation.status_changed", by(ana), { assigneeId: kai, boomerang: null }),
    null,
    [],
  ],
  [
    "due in an older conversation",
    event("boomerang.woke_newer", SYSTEM, { side: "older", assigneeId: kai, by: ana }),
    null,
    [],
  ],
  [
    "due, told in the newer one",
    event("boomerang.woke_newer", SYSTEM, { side: "newer", assigneeId: null, by: ana }),
    null,
    [[ana, "boomerang"]],
  ],
  ["breached, assigned", breached(kai), null, [[kai, "sla_breach"]]],
  [
    "breached, nobody's",
    breached(null),
    null,
    [
      [ana, "sla_breach"],
      [bea, "sla_breach"],
    ],
  ],
  ["breached, not in New any more", breached(kai, { status: "pending" }), null, []],
  ["almost breached", breached(kai, { change: "warned" }), null, []],
  ["the contact wrote in somebody's", wrote(kai), null, [[kai, "answered"]]],
  ["the contact wrote in what is nobody's", wrote(null), null, []],
  ["the contact's program wrote", wrote(kai, { automatic: true }), null, []],
  ["a muted contact wrote, and it is resolved", wrote(kai, { status: "resolved" }), null, []],
  ["the contact wrote in what a virtual agent has", wrote(kai, { holderId: "bot" }), null, []],
  [
    "the contact wrote, before there were virtual agents",
    wrote(kai, { holderId: undefined }),
    null,
    [[kai, "answered"]],
  ],
  ["opened", event("conversation.opened", by(ana), { assigneeId: kai, userId: ana }), null, []],
] as const)("W145 R87 who is told: %s", (_case, happened, author, expected) => {
  expect(whomToTell(happened, author, [ana, bea]).map(({ userId, kind }) => [userId, kind])).toEqual(expected);
});
