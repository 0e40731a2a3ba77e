import type { InboundParty } from "../connector.ts";
import { idOf, type Json, listOf, memberOf, textOf } from "../read-json.ts";

/**
 * Who a notice is about. A person is known by number (`wa_id`), by a business-scoped id (`user_id`, since people have user
 * names), or by both; the number is what agents write to, so it is the first key, and every other is kept as an alias.
 */
export function personOf(of: Json, keys: PersonKeys, contacts: readonly Json[]): InboundParty | undefined {
  const phone = idOf(of, keys.phone);
  const userId = idOf(of, keys.userId);
  const parentId = idOf(of, keys.parentId);
  const contact = contacts.find((one) => isAbout(one, [phone, userId, parentId])) ?? onlyOne(contacts, of, keys);
  const ids = [
    phone,
    idOf(contact, "wa_id"),
    parentId ?? idOf(contact, "parent_user_id"),
    userId ?? idOf(contact, "user_id"),
  ];
  const [externalId, ...aliases] = [...new Set(ids.filter((id) => id !== undefined))];
  if (externalId === undefined) return undefined;
  const profile = memberOf(contact, "profile");
  const name = textOf(profile, "name");
  const username = textOf(profile, "username") ?? textOf(contact, "username");
  return {
    externalId,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(name === undefined ? {} : { displayName: name }),
    ...handleOf(username, phone ?? idOf(contact, "wa_id")),
    verified: true,
  };
}

/** Who a `system` message is about where it has no sender: whom it names before the change, else after it. */
export function subjectOf(system: Json | undefined): InboundParty | undefined {
  if (system === undefined) return undefined;
  return personOf(system, FORMER, []) ?? formerIn(textOf(system, "body")) ?? personOf(system, CONTACT, []);
}

/** `User Zoé changed from FR.1 to BE.2`: where the former id stands in the words alone ("Business-scoped user IDs"). */
function formerIn(body: string | undefined): InboundParty | undefined {
  const id = /\bfrom ([A-Z]{2}\.[\w.]{1,140}) to [A-Z]{2}\.[\w.]{1,140}\b/.exec(body ?? "")?.[1];
  return id === undefined ? undefined : { externalId: id, verified: true };
}

type PersonKeys = { readonly phone: string; readonly userId: string; readonly parentId: string };
/** Whoever wrote; whoever was written to; whoever a status is about. */
export const SENDER: PersonKeys = { phone: "from", userId: "from_user_id", parentId: "from_parent_user_id" };
export const RECEIVER: PersonKeys = { phone: "to", userId: "to_user_id", parentId: "to_parent_user_id" };
export const RECIPIENT: PersonKeys = {
  phone: "recipient_id",
  userId: "recipient_user_id",
  parentId: "recipient_parent_user_id",
};
/** Who somebody was before a change of number or id; the notice may tell nothing else. */
const FORMER: PersonKeys = {
  phone: "previous_wa_id",
  userId: "previous_user_id",
  parentId: "previous_parent_user_id",
};
/** The same in `contacts[]`. */
const CONTACT: PersonKeys = { phone: "wa_id", userId: "user_id", parentId: "parent_user_id" };
const KINDS = ["phone", "userId", "parentId"] as const;

export function contactsOf(value: Json): Json[] {
  return listOf(value, "contacts");
}

function isAbout(contact: Json, ids: readonly (string | undefined)[]): boolean {
  return KINDS.some((kind) => {
    const id = idOf(contact, CONTACT[kind]);
    return id !== undefined && ids.includes(id);
  });
}

/** A notice of one contact does not always say its id twice; where both say one of the same kind, it is another person. */
function onlyOne(contacts: readonly Json[], of: Json, keys: PersonKeys): Json | undefined {
  const [contact] = contacts;
  if (contacts.length !== 1) return undefined;
  const isOther = KINDS.some((kind) => {
    const [id, named] = [idOf(contact, CONTACT[kind]), idOf(of, keys[kind])];
    return id !== undefined && named !== undefined && id !== named;
  });
  return isOther ? undefined : contact;
}

function handleOf(username: string | undefined, phone: string | undefined): { handle?: string } {
  if (username !== undefined) return { handle: `@${username.replace(/^@/, "")}` };
  return phone !== undefined && /^\d{6,15}$/.test(phone) ? { handle: `+${phone}` } : {};
}
