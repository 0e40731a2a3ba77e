import { attachmentView, contactView, nextAnswer, type OrganizationId, type UserId } from "@guichet/contract";
import { expect } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { actInBulk } from "./bulk-steps.ts";
import { insertSomething } from "./knowledge.ts";
import { type Belongs, type Person, roleOn, verdict } from "./oracle.ts";
import { lookAtFrames } from "./settle.ts";
import type { Chosen, Step, WorkKind } from "./step.ts";
import { callAs, canary, describe, placeOf, type Thread, threadOf, type World } from "./world.ts";

const NOBODY = uuidV7() as UserId;

/** Somebody works on a conversation, whether they may or not; refusals must be the right ones. */
export async function work(world: World, kind: WorkKind, step: Step, chosen: Chosen): Promise<void> {
  if (kind === "upload") await upload(world, chosen.actor);
  else if (kind === "typing") typeSomething(world, chosen);
  else if (kind === "attach") await attach(world, chosen);
  else if (kind === "next") await askForNext(world, chosen.actor);
  else if (kind === "topics" || kind === "tags") await label(world, kind, step, chosen);
  else if (kind === "mask") await mask(world, chosen);
  else if (kind === "bulk") await actInBulk(world, step, chosen);
  else if (kind === "insert") await insertSomething(world, chosen.actor, chosen.thread, chosen.item);
  else if (kind === "renameContact" || kind === "markVip" || kind === "note") await onContact(world, kind, chosen);
  else await onThread(world, kind, step, chosen);
  lookAtFrames(world);
}

type OnContact = "renameContact" | "markVip" | "note";
type OnThread = Exclude<
  WorkKind,
  "next" | "upload" | "typing" | "attach" | "topics" | "tags" | "bulk" | "mask" | "insert" | OnContact
>;

/** Somebody changes what is known of the contact; every name and note is a canary of the channel. */
async function onContact(world: World, kind: OnContact, { actor, thread }: Chosen): Promise<void> {
  const path = `/api/v1/contacts/${thread.contactId}`;
  // A contact is known to everybody who reaches the channel, whichever team has the conversation.
  const place = { channelId: thread.channelId };
  const wanted = verdict(world, actor, place, kind === "markVip" ? "reply" : "see");
  const belongs: Belongs = { organizationId: organizationOf(world, thread), ...place };
  const text = canary(world, wanted === "fine" ? belongs : { ...belongs, only: NOBODY });
  const seen = await callAs(world, actor, "GET", path);
  const version = seen.status === 200 ? contactView.parse(seen.body).version : 1;
  const id = uuidV7();
  world.known.set(id, belongs);
  const [method, tail, body] =
    kind === "note"
      ? (["POST", "/notes", { id, text }] as const)
      : (["PATCH", "", kind === "markVip" ? { vip: true } : { name: text, version }] as const);
  const answer = await callAs(world, actor, method, `${path}${tail}`, { body });
  expectVerdict(answer.status, wanted, `${kind} by ${describe(actor)}: ${JSON.stringify(answer.body)}`);
}

async function onThread(world: World, kind: OnThread, step: Step, chosen: Chosen): Promise<void> {
  const { actor, thread } = chosen;
  const [method, tail, body] = requestOf(world, kind, step, chosen);
  const answer = await callAs(world, actor, method, `/api/v1/conversations/${thread.id}${tail}`, { body });
  const wanted = verdict(world, actor, thread, kind === "reply" || kind === "schedule" ? "reply" : "see");
  expectVerdict(answer.status, wanted, `${kind} by ${describe(actor)}: ${JSON.stringify(answer.body)}`);
  // With this role nobody is assigned.
  if (kind === "assign" && step.role !== "viewer" && answer.status === 200)
    expect(roleOn(world, chosen.person, thread), "assigned to somebody without access").toBeDefined();
}

export function expectVerdict(status: number, wanted: 401 | 403 | 404 | "fine", label: string): void {
  if (wanted !== "fine") expect(status, label).toBe(wanted);
  else expect([401, 403, 404], label).not.toContain(status);
}

function requestOf(world: World, kind: OnThread, step: Step, chosen: Chosen): [string, string, unknown] {
  const { actor, person, thread } = chosen;
  const everybody: Belongs = { organizationId: organizationOf(world, thread), ...placeOf(thread) };
  switch (kind) {
    case "open":
      return ["POST", "/open", {}];
    case "steal":
      return ["POST", "/open", { steal: true }];
    case "leave":
      return ["POST", "/leave", {}];
    case "status":
      return ["PUT", "/status", { status: (["new", "pending", "resolved"] as const)[step.other % 3] }];
    case "boomerang":
      return ["PUT", "/boomerang", { inMinutes: 15 + step.other, note: canary(world, noteOf(world, actor, thread)) }];
    case "cancelBoomerang":
      return ["DELETE", "/boomerang", undefined];
    case "undo":
      return ["POST", "/undo", undefined];
    case "assign":
      return ["PUT", "/assignee", { userId: step.role === "viewer" ? null : person.id }];
    case "reply":
    case "comment":
      return ["POST", "/messages", messageBody(world, kind, step, chosen, everybody)];
    case "schedule": {
      const id = uuidV7();
      world.known.set(id, everybody);
      const mayWrite = verdict(world, actor, thread, "reply") === "fine";
      const text = canary(world, mayWrite ? everybody : { ...everybody, only: NOBODY });
      const at = new Date(Date.now() + 86_400_000).toISOString();
      return ["POST", "/scheduled-messages", { id, text, at, replyToId: otherMessage(world, step) }];
    }
    case "draft": {
      const text = canary(world, { ...everybody, only: actor.id });
      const attachmentIds = chosen.file === undefined ? [] : [chosen.file.id];
      return ["PUT", "/draft", { text, kind: "reply", replyToId: otherMessage(world, step), attachmentIds }];
    }
    case "forgetDraft":
      return ["DELETE", "/draft", undefined];
    case "markRead":
      return ["PUT", "/read", { seq: step.other }];
    case "markUnread":
      return ["PUT", "/unread", undefined];
  }
}

/** A boomerang's note is everybody's who reaches the channel, or nobody's when it was refused. */
function noteOf(world: World, actor: Person, thread: Thread): Belongs {
  const everybody: Belongs = { organizationId: organizationOf(world, thread), ...placeOf(thread) };
  return verdict(world, actor, thread, "see") === "fine" ? everybody : { ...everybody, only: NOBODY };
}

/** Now and then the message quotes another conversation's, or one of another organization. */
function messageBody(world: World, kind: "reply" | "comment", step: Step, chosen: Chosen, belongs: Belongs) {
  const id = uuidV7();
  const mayWrite = verdict(world, chosen.actor, chosen.thread, kind === "reply" ? "reply" : "see") === "fine";
  world.known.set(id, belongs);
  return {
    id,
    kind,
    text: canary(world, mayWrite ? belongs : { ...belongs, only: NOBODY }),
    replyToId: otherMessage(world, step),
    mentions: [chosen.person.id],
    afterwards: "stay",
  };
}

function otherMessage(world: World, step: Step): string | null {
  const messages = world.threads.flatMap((thread) => thread.messages);
  return messages[step.other % messages.length] ?? null;
}

async function upload(world: World, actor: Person): Promise<void> {
  const own: Belongs = { organizationId: actor.organizationId, only: actor.id };
  const [name, content] = [canary(world, own), canary(world, own)];
  const answer = await callAs(world, actor, "POST", `/api/v1/files?name=${name}.txt`, {
    raw: content,
    headers: { "content-type": "text/plain" },
  });
  expect(answer.status).toBe(actor.deactivated ? 401 : 201);
  if (answer.status !== 201) return;
  const { id } = attachmentView.parse(answer.body);
  world.known.set(id, own);
  world.files.push({ id, uploader: actor, thread: undefined, tokens: [id, name, content] });
}

/** Somebody wants the next conversation: it is one that they may answer. */
async function askForNext(world: World, actor: Person): Promise<void> {
  await callAs(world, actor, "PUT", "/api/v1/me/presence", { body: { presence: "available" } });
  const answer = await callAs(world, actor, "POST", "/api/v1/next-conversation", { body: {} });
  expect(answer.status, `next by ${describe(actor)}`).toBe(actor.deactivated ? 401 : 200);
  if (answer.status !== 200) return;
  const next = nextAnswer.parse(answer.body);
  if (next.type === "none") return;
  expect(verdict(world, actor, threadOf(world, next.conversation.id), "reply"), `brought to ${describe(actor)}`).toBe(
    "fine",
  );
}

/** Somebody puts a file, perhaps another's, into a comment. */
async function attach(world: World, { actor, thread, file }: Chosen): Promise<void> {
  if (file === undefined) return;
  const shared: Belongs = { organizationId: organizationOf(world, thread), ...placeOf(thread) };
  const may = verdict(world, actor, thread, "see");
  const own = file.uploader.id === actor.id && file.thread === undefined;
  const id = uuidV7();
  // From here on its words belong to the conversation; known before the call, for the feed is quick.
  for (const token of may === "fine" && own ? [id, ...file.tokens] : [id]) world.known.set(token, shared);
  const body = { id, kind: "comment", text: "with a file", attachmentIds: [file.id] };
  const answer = await callAs(world, actor, "POST", `/api/v1/conversations/${thread.id}/messages`, { body });
  const refusal = may === "fine" ? 422 : may;
  expect(answer.status, `attach by ${describe(actor)}`).toBe(may === "fine" && own ? 201 : refusal);
  if (answer.status === 201) file.thread = thread;
}

/** Over the socket; whoever may not reply there is not heard by anybody. */
function typeSomething(world: World, { actor, thread }: Chosen): void {
  const line = world.lines.find((one) => one.person.id === actor.id);
  if (line === undefined || line.closed) return;
  line.socket.send(JSON.stringify({ type: "typing", conversationId: thread.id, on: true }));
}

/** Somebody labels a conversation, or a message of it, now and then with a label of the other organization. */
async function label(
  world: World,
  kind: "topics" | "tags",
  step: Step,
  { actor, thread, topic, tag }: Chosen,
): Promise<void> {
  const given = kind === "topics" ? topic : tag;
  const body = step.role === "viewer" ? { remove: [given.id] } : { add: [given.id] };
  const [message] = thread.messages;
  const path = kind === "topics" ? `/conversations/${thread.id}/topics` : `/messages/${message}/tags`;
  const answer = await callAs(world, actor, "PATCH", `/api/v1${path}`, { body });
  const wanted = verdict(world, actor, thread, "see");
  const foreign = "add" in body && given.organizationId !== actor.organizationId;
  const label = `${kind} by ${describe(actor)}: ${JSON.stringify(answer.body)}`;
  if (wanted === "fine" && foreign) expect(answer.status, label).toBe(404);
  else expectVerdict(answer.status, wanted, label);
}

/** Only a Supervisor of the channel masks what a contact wrote. */
async function mask(world: World, { actor, thread }: Chosen): Promise<void> {
  const [message] = thread.messages;
  const answer = await callAs(world, actor, "POST", `/api/v1/messages/${message}/masking`, { body: {} });
  const wanted = verdict(world, actor, thread, "mask");
  expectVerdict(answer.status, wanted, `mask by ${describe(actor)}: ${JSON.stringify(answer.body)}`);
}

function organizationOf(world: World, thread: Thread): OrganizationId {
  const channel = world.channels.find((one) => one.id === thread.channelId);
  if (channel === undefined) throw new Error("a thread without a channel");
  return channel.organizationId;
}
