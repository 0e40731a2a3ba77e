import type { InboundItem, SendError } from "../connector.ts";
import { errorOfRefusal } from "../meta/graph-error.ts";
import { arrayOf, idOf, type Json, memberOf, numberOf, recordOf, textOf } from "../read-json.ts";
import { instantOf, type NoticeContext, type Read, unknownKind } from "./read-message.ts";
import { whatsappMeaning } from "./send-error.ts";
import { contactsOf, personOf, RECIPIENT } from "./who.ts";

const STATES = { sent: "sent", delivered: "delivered", read: "read", played: "read", failed: "failed" } as const;
const OURS = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/(\d{1,3})-(\d{1,3}))?$/;

/** `<our id>` or `<our id>/<piece>-<pieces>`: the `biz_opaque_callback_data` that is given along with the message. */
export function opaqueOf(clientRef: string, piece: number, pieces: number): string {
  return `${clientRef}${pieces === 1 ? "" : `/${piece + 1}-${pieces}`}`;
}

/** What became of one of our messages. Order is not promised and states are skipped; the core moves forward only. */
export function readStatus(status: Json, value: Json, context: NoticeContext): Read {
  const id = idOf(status, "id");
  const told = textOf(status, "status") ?? "";
  if (id === undefined) return { path: "/id", problem: "There is no usable message id." };
  // How a payment or a call is going is told here as well, with states of the same names.
  const about = textOf(status, "type") ?? "message";
  if (about !== "message") return { items: [unknownKind(`status:${about}:${told}`, context)] };
  // Of a group's message the contacts are those who have it: none of them is the group.
  const contacts = textOf(status, "recipient_type") === "group" ? [] : contactsOf(value);
  const party = personOf(status, RECIPIENT, contacts) ?? { externalId: "unknown" };
  const base = { channelExternalId: context.channelExternalId, occurredAt: instantOf(status, context), party };
  // Older notices tell here that a contact has deleted what they wrote.
  if (told === "deleted") return { items: [{ type: "message_deleted", ...base, externalId: id }] };
  if (!isState(told)) return { items: [unknownKind(`status:${told}`, context)] };
  const state = STATES[told];
  const error = state === "failed" ? errorOf(status) : undefined;
  const item: InboundItem = {
    ...{ type: "delivery", ...base, status: state, target: targetOf(status, id, state) },
    ...(error === undefined ? {} : { error }),
  };
  return { items: [item] };
}

function isState(told: string): told is keyof typeof STATES {
  return Object.hasOwn(STATES, told);
}

/** Of a message in pieces any may fail it; otherwise the last one speaks for all, and the first gives its name. */
function targetOf(status: Json, id: string, state: string): Extract<InboundItem, { type: "delivery" }>["target"] {
  const [, ref, piece = "1", pieces = "1"] = OURS.exec(textOf(status, "biz_opaque_callback_data") ?? "") ?? [];
  if (ref === undefined) return { externalIds: [id] };
  if (piece !== pieces && state !== "failed") return { clientRefs: [] };
  return { clientRefs: [ref], ...(piece === "1" ? { externalId: id } : {}) };
}

/** `errors[]` of a status says the same codes as a refused call, without its frame. */
function errorOf(status: Json): SendError {
  const said = recordOf(arrayOf(status, "errors")[0]);
  return errorOfRefusal(
    {
      status: 400,
      code: numberOf(said, "code") ?? 131_000,
      subcode: undefined,
      words: (textOf(memberOf(said, "error_data"), "details") ?? textOf(said, "title") ?? "").slice(0, 300),
      isTransient: false,
    },
    whatsappMeaning,
  );
}
