import type { ConversationView, DeliveryState, MessageView } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildMessage, buildRow, messageIdOf, userIdOf } from "../testing/build.ts";
import { spokenChange } from "./spoken-change.ts";

const me = userIdOf(1);

function message(number: number, state: DeliveryState, by = me): MessageView {
  const author = { type: "user" as const, id: by, name: "Somebody" };
  const delivery = { state, error: null, attempts: 1, canRetry: false, canDiscard: false, heldUntil: null };
  return { ...buildMessage(number), id: messageIdOf(number), kind: "outbound", author, delivery };
}

function view(entries: readonly MessageView[], assignee: { id: string; name: string } | null = null) {
  return { conversation: buildRow(1, { assignee } as never), entries: [...entries] } satisfies Pick<
    ConversationView,
    "conversation" | "entries"
  >;
}

describe("what is said of a thread that one does not see", () => {
  const carl = { id: userIdOf(2), name: "Carl Lind" };

  it("W98 who it is assigned to now, or that it is nobody's", () => {
    expect(spokenChange(view([]), view([], carl), me)).toEqual({ type: "assigned", name: "Carl Lind" });
    expect(spokenChange(view([], carl), view([]), me)).toEqual({ type: "assigned", name: null });
    expect(spokenChange(view([], carl), view([], carl), me)).toBeUndefined();
  });

  it.each(["sent", "failed", "uncertain"] as const)("W98 that one's own message is %s", (state) => {
    expect(spokenChange(view([message(1, "sending")]), view([message(1, state)]), me)).toEqual({
      type: "delivery",
      state,
    });
    expect(spokenChange(view([]), view([message(1, state)]), me)).toEqual({ type: "delivery", state });
  });

  it("W98 not what says nothing new: a passing state, the same again, colleagues' messages", () => {
    expect(spokenChange(view([message(1, "queued")]), view([message(1, "sending")]), me)).toBeUndefined();
    expect(spokenChange(view([message(1, "sent")]), view([message(1, "sent")]), me)).toBeUndefined();
    expect(spokenChange(view([]), view([message(1, "sent", userIdOf(2))]), me)).toBeUndefined();
  });

  it("W98 not the older messages that come as one scrolls up, nor another conversation", () => {
    const now = view([message(2, "sent")]);
    expect(spokenChange(now, view([message(1, "sent"), message(2, "sent")]), me)).toBeUndefined();
    expect(spokenChange({ ...now, conversation: buildRow(2) }, view([message(1, "failed")]), me)).toBeUndefined();
  });
});
