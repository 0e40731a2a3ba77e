import type { AttachmentView } from "@guichet/contract/conversations";
import type {
  MessengerConfig,
  MessengerFrame,
  OpenSessionAnswer,
  VisitorMessage,
  VisitorMessagesAnswer,
} from "@guichet/contract/messenger";

/**
 * What arrives is looked at once, here, by hand: a schema library would weigh more than the whole messenger. Each guard checks
 * what the messenger relies on; a message that is not one is left out instead of breaking the thread.
 */
export function isConfig(value: unknown): value is MessengerConfig {
  return fits(value, "string", "color") && fits(value, "number", "maxFileBytes", "maxTextCharacters");
}

export function isSession(value: unknown): value is OpenSessionAnswer {
  // The token becomes part of a sub-protocol's name, where other characters would throw.
  return fits(value, "string", "token") && /^[\w.~-]+$/.test(`${value.token}`);
}

export function isPage(value: unknown): value is VisitorMessagesAnswer {
  return fits(value, "string", "cursor") && Array.isArray(value.messages);
}

export function isMessage(value: unknown): value is VisitorMessage {
  return (
    fits(value, "string", "id", "cursor", "from", "authorName", "text", "at") &&
    fits(value, "number", "orderKey") &&
    areAttachments(value.attachments)
  );
}

export function areAttachments(value: unknown): value is AttachmentView[] {
  return Array.isArray(value) && value.every(isAttachment);
}

export function isAttachment(value: unknown): value is AttachmentView {
  return fits(value, "string", "id", "name", "type", "state");
}

export function isFrame(value: unknown): value is MessengerFrame {
  if (!fits(value, "string", "type")) return false;
  switch (value.type) {
    case "message":
      return isMessage(value.message);
    case "caught_up":
      return fits(value, "string", "cursor");
    case "typing":
      return fits(value, "string", "name");
    case "agent_read":
      return fits(value, "number", "upTo");
    default:
      return value.type === "session_over" || value.type === "pong";
  }
}

/** The value behind a text of JSON; undefined when it is none. */
export function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Is it a record whose named fields are of that type? */
export function fits(value: unknown, type: "string" | "number", ...keys: string[]): value is Record<string, unknown> {
  return isRecord(value) && keys.every((key) => typeof value[key] === type);
}
