import { expect, it } from "vitest";
import { conversationIdOf } from "../features/conversations/testing/build.ts";
import { applyEvent } from "./apply-event.ts";
import type { Picture } from "./picture.ts";

it("W98 hears what I have marked unread in another browser, and that I have read it again", () => {
  const conversationId = conversationIdOf(1);
  const empty = { position: "1", unreadMarks: new Map() } as unknown as Picture;
  const tell = (picture: Picture, position: string, from: number | null, turn: number) =>
    applyEvent(picture, { type: "unread_mark", position, conversationId, mark: { from, turn }, readSeq: 7 }, 0);
  const marked = tell(empty, "5", 3, 1);
  expect(marked).toMatchObject({ position: "5" });
  expect(marked.unreadMarks.get(conversationId)).toMatchObject({ mark: { from: 3, turn: 1 }, readSeq: 7 });
  expect(tell(marked, "4", 9, 9)).toBe(marked);
  expect(tell(marked, "6", null, 2).unreadMarks.get(conversationId)).toMatchObject({ mark: { from: null, turn: 2 } });
});
