import { type VisitorMessage, visitorMessage } from "@guichet/contract";
import { newId } from "./new-id.ts";

/** A message as the server shows it to the visitor; what a test does not care about has some value. */
export function buildMessage(more: Partial<Record<keyof VisitorMessage, unknown>> = {}): VisitorMessage {
  return visitorMessage.parse({
    ...{ id: newId(), cursor: "1", orderKey: 1, from: "agent", authorName: "Lena", text: "Hello", replyToId: null },
    ...{ attachments: [], at: "2026-11-22T10:00:00.000Z", state: "sent", readByAgent: false },
    ...more,
  });
}
