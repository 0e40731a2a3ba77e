import { badParameter, GraphRefusal, notThere } from "../meta/graph-refusal.ts";
import { type GraphRequest, recordOf, type SentFile } from "../meta/graph-request.ts";
import { takeSenderAction } from "../meta/sender-action.ts";
import type { InstagramWorld, Person, Said, Shared } from "./instagram-world.ts";
import { newSaid } from "./person-acts.ts";
import { tellMessage } from "./tell.ts";

const HOUR_MS = 3_600_000;
const MB = 1024 * 1024;
const MOST_TEXT_BYTES = 1000;
const MOST_BYTES: Readonly<Record<string, number>> = { image: 8 * MB, video: 25 * MB, audio: 25 * MB, file: 25 * MB };

const refusal = (code: number, subcode: number | undefined, message: string, status = 400) =>
  new GraphRefusal({ code, message, status, ...(subcode === undefined ? {} : { subcode }) });

/** `POST /{account or Page}/messages`, with its windows on the simulator's own clock. */
export async function sendMessage(world: InstagramWorld, { fields }: GraphRequest): Promise<unknown> {
  const recipient = recordOf(fields.recipient);
  const message = recordOf(fields.message);
  const isPrivateReply = recipient.comment_id !== undefined;
  const person = isPrivateReply ? findCommenter(world, recipient.comment_id) : personOf(world, recipient.id);
  if (fields.sender_action !== undefined) {
    takeSenderAction(person, fields.sender_action, world.now());
    return { recipient_id: person.igsid };
  }
  if (person.blocked) throw refusal(551, 1_545_041, "This person isn't available right now.");
  if (!isPrivateReply) checkWindow(world, person, fields);
  const content = await contentOf(world, message, fields);
  if (isPrivateReply) takePrivateReply(world, recipient.comment_id);
  const tag = typeof fields.tag === "string" ? fields.tag : undefined;
  const said = newSaid(world, person, { ...content, tag });
  person.typingUntil = 0;
  // The echo leaves before the answer does.
  tellMessage(world, said);
  return { recipient_id: person.igsid, message_id: said.mid };
}

function personOf(world: InstagramWorld, igsid: unknown): Person {
  const person = world.people.find((one) => one.igsid === igsid);
  if (person === undefined) throw refusal(100, 2_534_014, "The requested user cannot be found.");
  return person;
}

function commentOf(world: InstagramWorld, id: unknown) {
  const comment = world.comments.find((one) => one.id === id && !one.deleted);
  if (comment?.by === undefined) throw notThere(String(id));
  return { comment, by: comment.by };
}

function findCommenter(world: InstagramWorld, id: unknown): Person {
  return commentOf(world, id).by;
}

/** One for each comment, within seven days. */
function takePrivateReply(world: InstagramWorld, id: unknown): void {
  const { comment } = commentOf(world, id);
  if (comment.privateReply) throw refusal(10_900, undefined, "Activity already replied to");
  if (world.now() - comment.at > 7 * 24 * HOUR_MS)
    throw refusal(10_903, undefined, "This user cant reply to this activity");
  comment.privateReply = true;
}

function checkWindow(world: InstagramWorld, person: Person, fields: GraphRequest["fields"]): void {
  const hours = (world.now() - (person.lastWroteAt ?? 0)) / HOUR_MS;
  const isTagged = fields.tag !== undefined;
  if (isTagged && fields.tag !== "HUMAN_AGENT") throw badParameter("Invalid parameter: this tag is not supported.");
  if (isTagged && !world.humanAgent)
    throw refusal(10, undefined, "To use this tag, your use of this endpoint must be reviewed and approved");
  if (hours <= (isTagged ? 7 * 24 : 24)) return;
  throw refusal(10, 2_534_022, "This message is sent outside of allowed window.", 403);
}

type Content = Pick<Said, "text" | "shared" | "replyTo">;

async function contentOf(
  world: InstagramWorld,
  message: Record<string, unknown>,
  { reply_to: answered }: GraphRequest["fields"],
): Promise<Content> {
  const text = typeof message.text === "string" ? message.text : "";
  const { attachment } = message;
  if (text === "" && attachment === undefined) throw badParameter("Must provide a message or an attachment");
  if (text !== "" && attachment !== undefined) throw badParameter("Must not provide both text and an attachment");
  if (Buffer.byteLength(text) > MOST_TEXT_BYTES)
    throw badParameter(`Length of param message[text] must be less than or equal to ${MOST_TEXT_BYTES}`);
  const mid = recordOf(answered).mid;
  if (mid !== undefined && !world.messages.some((one) => one.mid === mid)) throw badParameter("Invalid reply_to mid");
  const shared = attachment === undefined ? [] : [await fetchShared(world, recordOf(attachment))];
  return { text, shared, replyTo: typeof mid === "string" ? mid : undefined };
}

/** Instagram fetches a file from its address at once. */
async function fetchShared(world: InstagramWorld, { type, payload }: Record<string, unknown>): Promise<Shared> {
  const kind = String(type);
  if (kind === "like_heart") return { type: kind, file: undefined, payload: {} };
  const most = MOST_BYTES[kind];
  if (most === undefined) throw refusal(100, 2_018_047, "Upload attachment failure: type not supported.");
  const file = await download(String(recordOf(payload).url ?? ""));
  if (file.bytes.length > most) throw refusal(100, 2_018_109, "Attachment size exceeds allowable limit");
  if (!isOf(kind, file.type)) throw refusal(100, 2_018_047, "Upload attachment failure: type not supported.");
  return { type: kind, file: world.keepFile(file) };
}

function isOf(kind: string, type: string): boolean {
  if (kind === "image") return ["image/png", "image/jpeg", "image/gif"].includes(type);
  return kind === "file" ? type === "application/pdf" : type.startsWith(`${kind}/`);
}

async function download(url: string): Promise<SentFile> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(String(answer.status));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const told = (answer.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
    // A server that serves documents for download alone does not say what they are.
    const isPdf = Buffer.from(bytes.slice(0, 5)).toString() === "%PDF-";
    const type = isPdf ? "application/pdf" : told;
    return {
      bytes,
      name: new URL(url).pathname.split("/").at(-1) ?? "",
      type,
    };
  } catch {
    throw refusal(100, 2_018_008, "Failed to fetch the file from the url");
  }
}
