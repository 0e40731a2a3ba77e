import { badParameter, GraphRefusal, notThere } from "../meta/graph-refusal.ts";
import { type GraphRequest, recordOf } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import { takeSenderAction } from "../meta/sender-action.ts";
import type { Comment, PageWorld, Person, Post, Said, Shared } from "./page-world.ts";
import { tellEvent, tellMessage } from "./tell.ts";

const HOUR_MS = 3_600_000;
const MOST_TEXT = 2000;
const MOST_BYTES = 25 * 1024 * 1024;

const refusal = (code: number, subcode: number | undefined, message: string, status = 400) =>
  new GraphRefusal({ code, message, status, ...(subcode === undefined ? {} : { subcode }) });

/** `POST /{page}/messages` (Messenger Platform, Send API), with its windows on the simulator's own clock. */
export function sendMessage(page: PageWorld, { fields }: GraphRequest, app: MetaApp): unknown {
  const recipient = recordOf(fields.recipient);
  const isPrivateReply = recipient.comment_id !== undefined || recipient.post_id !== undefined;
  const person = isPrivateReply ? takePrivateReply(page, recipient) : personOf(page, recipient.id);
  if (fields.sender_action !== undefined) {
    takeSenderAction(person, fields.sender_action, page.now());
    return { recipient_id: person.psid };
  }
  if (person.blocked) throw refusal(200, 1_545_041, "This person isn't available right now.", 403);
  if (!isPrivateReply) checkWindow(page, person, fields);
  const message = recordOf(fields.message);
  const said = toSaid(page, person, message, fields);
  page.messages.push(said);
  person.typingUntil = 0;
  const metadata = typeof message.metadata === "string" ? message.metadata : undefined;
  // The echo leaves before the answer does.
  tellMessage(page, said, { appId: Number(app.id), metadata });
  tellEvent(page, person, { delivery: { mids: [said.mid], watermark: page.now() } });
  return { recipient_id: person.psid, message_id: said.mid };
}

function personOf(page: PageWorld, psid: unknown): Person {
  const person = page.people.find((one) => one.psid === psid);
  if (person === undefined) throw refusal(100, 2_018_001, "No matching user found");
  return person;
}

/** One for each comment or visitor's post, within seven days. */
function takePrivateReply(page: PageWorld, recipient: Record<string, unknown>): Person {
  const found: Comment | Post | undefined =
    page.comments.find((one) => one.id === recipient.comment_id && !one.deleted) ??
    page.posts.find((one) => one.id === recipient.post_id && !one.deleted);
  if (found?.by === undefined) throw notThere(String(recipient.comment_id ?? recipient.post_id));
  if (found.privateReply) throw refusal(10_900, undefined, "Activity already replied to");
  if (page.now() - found.at > 7 * 24 * HOUR_MS)
    throw refusal(10_903, undefined, "This user cant reply to this activity");
  found.privateReply = true;
  return found.by;
}

function checkWindow(page: PageWorld, person: Person, fields: GraphRequest["fields"]): void {
  const hours = (page.now() - (person.lastWroteAt ?? 0)) / HOUR_MS;
  const isTagged = fields.messaging_type === "MESSAGE_TAG";
  if (isTagged && fields.tag !== "HUMAN_AGENT")
    throw badParameter("Invalid parameter: this tag is no longer supported.");
  if (isTagged && !page.humanAgent)
    throw refusal(10, undefined, "To use this tag, your use of this endpoint must be reviewed and approved");
  const most = isTagged ? 7 * 24 : 24;
  if (hours <= most) return;
  throw refusal(10, 2_018_278, "This message is sent outside of allowed window.", 403);
}

function toSaid(
  page: PageWorld,
  person: Person,
  message: Record<string, unknown>,
  { reply_to: answered, tag }: GraphRequest["fields"],
): Said {
  const text = typeof message.text === "string" ? message.text : "";
  const shared = sharedOf(page, message.attachment);
  if (text === "" && shared.length === 0) throw badParameter("Must provide a message or an attachment");
  if (text !== "" && shared.length > 0) throw badParameter("Must not provide both text and an attachment");
  if ([...text].length > MOST_TEXT)
    throw badParameter(`Length of param message[text] must be less than or equal to ${MOST_TEXT}`);
  const mid = recordOf(answered).mid;
  if (mid !== undefined && !page.messages.some((one) => one.mid === mid)) throw badParameter("Invalid reply_to mid");
  return {
    ...{ mid: page.newMid(), person, mine: false, text, shared, place: undefined },
    ...{ replyTo: typeof mid === "string" ? mid : undefined, at: page.now() },
    ...{ tag: typeof tag === "string" ? tag : undefined, edits: 0, deleted: false, reaction: undefined },
  };
}

function sharedOf(page: PageWorld, attachment: unknown): Shared[] {
  if (attachment === undefined) return [];
  const { type, payload } = recordOf(attachment);
  const id = String(recordOf(payload).attachment_id ?? "");
  if (!page.files.has(id)) throw refusal(100, 2_018_074, "Invalid attachment_id");
  return [{ type: String(type), file: id, url: undefined }];
}

/** `POST /{page}/message_attachments`. */
export function uploadAttachment(page: PageWorld, { files }: GraphRequest): unknown {
  const { filedata: file } = files;
  if (file === undefined) throw badParameter("Upload attachment failure.");
  if (file.bytes.length > MOST_BYTES) throw refusal(100, 2_018_109, "Attachment size exceeds allowable limit");
  return { attachment_id: page.keepFile(file) };
}
