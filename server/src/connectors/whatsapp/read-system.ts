import type { InboundItem, InboundParty } from "../connector.ts";
import { idOf, type Json, memberOf, textOf } from "../read-json.ts";
import type { NoticeContext, Read } from "./read-message.ts";

/** Names of the contact's attributes. */
const NEW_NUMBER = "WhatsApp number";
const IDENTITY_CHANGED = "WhatsApp identity changed";
const MARKETING = "Marketing messages";

/**
 * What WhatsApp says of a person: a new number or id, under which they go on, or a new identity key (another telephone). It
 * opens no conversation, and stands with the contact.
 */
export function readSystem(message: Json, party: InboundParty, context: NoticeContext, at: number): Read {
  const system = memberOf(message, "system");
  const kind = textOf(system, "type") ?? "";
  const phone = idOf(system, "new_wa_id") ?? idOf(system, "wa_id");
  const keys = ["parent_user_id", "user_id", "previous_parent_user_id", "previous_user_id"];
  const ids = [phone, ...keys.map((key) => idOf(system, key))].filter((id) => id !== undefined);
  const aliases = [...new Set([...(party.aliases ?? []), ...ids])].filter((id) => id !== party.externalId);
  const day = new Date(at).toISOString().slice(0, 10);
  const isMoved = phone !== undefined && phone !== party.externalId;
  const attributes = {
    ...(isMoved ? { [NEW_NUMBER]: `+${phone.replace(/^\+/, "")}` } : {}),
    ...(/identity_changed/.test(kind) ? { [IDENTITY_CHANGED]: day } : {}),
  };
  return {
    items: [newsOf({ ...party, ...(aliases.length === 0 ? {} : { aliases }), attributes }, context, at)],
  };
}

/** `user_id_update`: the former id and the one that comes after it. */
export function readUserIdUpdate(update: Json, context: NoticeContext, at: number): Read {
  const ids = ["parent_user_id", "user_id"].flatMap((key) => {
    const pair = memberOf(update, key);
    return [idOf(pair, "previous") ?? idOf(pair, "old"), idOf(pair, "current") ?? idOf(pair, "new"), idOf(update, key)];
  });
  const all = [idOf(update, "wa_id"), ...ids, idOf(update, "previous_user_id"), idOf(update, "new_user_id")];
  const [externalId, ...aliases] = [...new Set(all.filter((id) => id !== undefined))];
  if (externalId === undefined) return { path: "", problem: "It does not say who it is about." };
  return { items: [newsOf({ externalId, aliases, verified: true }, context, at)] };
}

/** `user_preferences`: whether a person wants marketing messages. */
export function readPreference(preference: Json, context: NoticeContext, at: number): Read {
  const ids = [idOf(preference, "wa_id"), idOf(preference, "parent_user_id"), idOf(preference, "user_id")];
  const [externalId, ...aliases] = ids.filter((id) => id !== undefined);
  if (externalId === undefined) return { path: "", problem: "It does not say who it is about." };
  const choice = textOf(preference, "value");
  const attributes = { [MARKETING]: choice === "stop" ? `stopped ${new Date(at).toISOString().slice(0, 10)}` : "" };
  return { items: [newsOf({ externalId, aliases, verified: true, attributes }, context, at)] };
}

function newsOf(party: InboundParty, { channelExternalId }: NoticeContext, occurredAt: number): InboundItem {
  return { type: "profile", channelExternalId, occurredAt, party };
}
