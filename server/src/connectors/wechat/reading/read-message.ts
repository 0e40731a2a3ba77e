import { type Json, textOf } from "../../read-json.ts";
import { type Base, type Read, unknownKind } from "./item-base.ts";
import { mediaOf } from "./message-media.ts";
import { wordsOf } from "./message-words.ts";

/** A message of a contact (Message Push, "Receiving standard messages"). `MsgId` has 64 bits, and stays text. */
export function readMessage(type: string, fields: Json, base: Base): Read {
  const externalId = textOf(fields, "MsgId")?.trim();
  if (externalId === undefined || !/^\d{1,30}$/.test(externalId))
    return { path: "/MsgId", problem: "There is no usable id of the message." };
  const media = mediaOf(type, fields, externalId);
  const text = wordsOf(type, fields);
  if (text === "" && media.length === 0) return { item: unknownKind(`message:${type}`, base) };
  return {
    item: {
      ...base,
      type: "message",
      externalId,
      direction: "in",
      text,
      media,
      visibility: "private",
      automatic: false,
      // Deliveries bring no names.
      asks: { profile: true },
    },
  };
}
