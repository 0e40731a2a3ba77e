import type { OutboundMessage } from "../connector.ts";

const PHONE = /^\+?\d{6,15}$/;
/** A business-scoped user id: the country, a dot, and what Meta made of it. */
const USER_ID = /^[A-Z]{2}\.[\w.]{1,200}$/;

/**
 * Whom it goes to: a number (the newest that is known, because people change theirs), else a user id, else a group. Meta reads
 * `to` before `recipient`. Undefined: it cannot be one of them.
 */
export function targetOf({ externalId, aliases = [] }: OutboundMessage["to"]): Record<string, string> | undefined {
  const ids = [...aliases, externalId];
  const phone = ids.find((id) => PHONE.test(id));
  if (phone !== undefined) return { recipient_type: "individual", to: phone.replace("+", "") };
  const userId = ids.find((id) => USER_ID.test(id));
  if (userId !== undefined) return { recipient_type: "individual", recipient: userId };
  if (!/^[\w+/=.-]{10,300}$/.test(externalId)) return undefined;
  return { recipient_type: "group", to: externalId };
}
