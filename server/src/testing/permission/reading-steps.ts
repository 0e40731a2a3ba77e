import { listConversationsAnswer, searchAnswer } from "@guichet/contract";
import { expect } from "vitest";
import { readKnowledge } from "./knowledge.ts";
import { type Person, roleOn, verdict } from "./oracle.ts";
import { at, type Step } from "./step.ts";
import { expectVerdict } from "./work-steps.ts";
import { callAs, describe, type Thread, type UploadedFile, type World } from "./world.ts";

/** Somebody looks at everything there is to look at, with odd filters and foreign ids. */
export async function readEverything(world: World, reader: Person, step: Step): Promise<void> {
  if (reader.deactivated) {
    expect((await callAs(world, reader, "GET", "/api/v1/bootstrap")).status).toBe(401);
    return;
  }
  for (const path of [
    "/bootstrap",
    "/conversation-counts",
    "/drafts",
    "/queue-views",
    "/queue-view-counts",
    oddList(world, step),
    oddCounts(world, step),
    "/contacts",
    "/notifications",
    "/insights",
    "/notification-choices",
    oddSearch(step),
    oddWords(step),
  ])
    expect((await callAs(world, reader, "GET", `/api/v1${path}`)).status, path).toBe(200);
  await readThread(world, reader, at(world.threads, step.what), at(world.threads, step.other));
  await readKnowledge(world, reader, at(world.threads, step.what), at(world.items, step.other));
  if (world.files.length > 0) await readFile(world, reader, at(world.files, step.reader));
}

/** Words that every canary and every contact has: who may not see somebody does not find them either. */
function oddSearch(step: Step): string {
  const search = ["canary", "party", "party0", "p", "CANARY"][step.other % 5] ?? "";
  return `/contacts?search=${search}${step.what % 3 === 0 ? "&vip=yes" : ""}`;
}

/** The same with operators that name what is somebody else's, and states of which each may hold for what one may not see. */
function oddWords(step: Step): string {
  const q = [
    "canary",
    "canary -party",
    "is:resolved",
    "is:unassigned canary",
    "topic:canary -assignee:test",
    "after:1d",
    "has:attachment",
    "channel:canary",
    "-is:new -tag:canary",
  ][step.other % 9];
  return `/search?${new URLSearchParams({ q: q ?? "" })}`;
}

function oddList(world: World, step: Step): string {
  const channels = step.some.map(({ at: index }) => at(world.channels, index).id);
  const status = (["new", "pending", "resolved"] as const)[step.other % 3] ?? "new";
  const who = (["anyone", "me", "unassigned", "others", at(world.people, step.other).id] as const)[step.what % 5];
  const query = new URLSearchParams({ status, assignedTo: who ?? "anyone", limit: "100" });
  if (channels.length > 0) query.set("channels", channels.join(","));
  if (step.other % 2 === 0) query.set("topics", world.topics.map((topic) => topic.id).join(","));
  if (step.other % 3 === 0) query.set("tags", at(world.tags, step.what).id);
  if (step.what % 4 === 0) query.set("teams", `none,${at(world.teams, step.other).id}`);
  if (step.what % 7 === 0) query.set("visibility", "private");
  return `/conversations?${query}`;
}

function oddCounts(world: World, step: Step): string {
  return `/conversation-counts?topics=${at(world.topics, step.other).id}&tags=nothing,${at(world.tags, step.what).id}&channels=${at(world.channels, step.what).id}&teams=none`;
}

/** A conversation with all that hangs on it, and older entries by a cursor that points into another one. */
async function readThread(world: World, reader: Person, thread: Thread, elsewhere: Thread): Promise<void> {
  const wanted = verdict(world, reader, thread, "see");
  const cursor = Buffer.from(`${elsewhere.id} 999`).toString("base64url");
  const [message] = thread.messages;
  for (const path of [
    `/conversations/${thread.id}`,
    `/conversations/${thread.id}/assignees`,
    `/conversations/${thread.id}/cross-channel`,
    `/conversations/${thread.id}/cross-channel/entries`,
    `/contacts/${thread.contactId}`,
    `/contacts/${thread.contactId}/notes`,
    `/contacts/${thread.contactId}/changes`,
    `/conversations/${thread.id}/routing`,
    `/messages/${message}/life-line`,
  ])
    expectVerdict((await callAs(world, reader, "GET", `/api/v1${path}`)).status, wanted, `${path} ${describe(reader)}`);
  const older = await callAs(world, reader, "GET", `/api/v1/conversations/${thread.id}/entries?before=${cursor}`);
  expect(older.status).toBe(wanted === "fine" && elsewhere === thread ? 200 : 404);
  // None of these messages has an HTML form: not found for everybody.
  expect((await callAs(world, reader, "GET", `/api/v1/messages/${message}/html`)).status).toBe(404);
  const retry = await callAs(world, reader, "POST", `/api/v1/messages/${message}/retry`);
  const replying = verdict(world, reader, thread, "reply");
  expect(retry.status).toBe(replying === "fine" ? 409 : replying);
}

async function readFile(world: World, reader: Person, file: UploadedFile): Promise<void> {
  const answer = await callAs(world, reader, "GET", `/api/v1/files/${file.id}`);
  const may =
    file.thread === undefined ? file.uploader.id === reader.id : verdict(world, reader, file.thread, "see") === "fine";
  expect(answer.status, `a file for ${describe(reader)}`).toBe(may ? 200 : 404);
  // A link for platforms is not made of the file's id alone.
  expect((await callAs(world, reader, "GET", `/files/${file.id}?link=guessed`)).status).toBe(404);
}

/** The rule in TypeScript says what the lists, made by SQL, must hold: nothing more and nothing less. */
export async function compareLists(world: World, reader: Person): Promise<void> {
  if (reader.deactivated) return;
  const expected = world.threads
    .filter((thread) => roleOn(world, reader, thread) !== undefined)
    .map((thread) => thread.id);
  for (let attempt = 1; ; attempt += 1) {
    const listed = await listAll(world, reader);
    // Between two pages a conversation may change its status; then look again.
    if (attempt < 4 && listed.length !== expected.length) continue;
    expect(listed.sort(), `the queue of ${describe(reader)}`).toEqual(expected.sort());
    return;
  }
}

/** The search, made by SQL of its own, gives the same as the rule; what came a moment ago is found a moment later. */
export async function compareSearch(world: World, reader: Person): Promise<void> {
  if (reader.deactivated) return;
  const expected = world.threads
    .filter((thread) => roleOn(world, reader, thread) !== undefined)
    .map((thread) => thread.id)
    .sort();
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = (await searchAll(world, reader)).sort();
    if (found.length < expected.length && Date.now() < end) continue;
    expect(found, `what ${describe(reader)} finds`).toEqual(expected);
    return;
  }
}

async function searchAll(world: World, reader: Person): Promise<string[]> {
  const ids: string[] = [];
  let after = "";
  do {
    const query = new URLSearchParams({ q: "canary", ...(after === "" ? {} : { after }) });
    const page = searchAnswer.parse((await callAs(world, reader, "GET", `/api/v1/search?${query}`)).body);
    ids.push(...page.hits.map((hit) => hit.conversation.id));
    after = page.next ?? "";
  } while (after !== "");
  return ids;
}

async function listAll(world: World, reader: Person): Promise<string[]> {
  const ids: string[] = [];
  for (const status of ["new", "pending", "resolved"]) {
    let after = "";
    do {
      const query = new URLSearchParams({ status, limit: "3", ...(after === "" ? {} : { after }) });
      const answer = await callAs(world, reader, "GET", `/api/v1/conversations?${query}`);
      const page = listConversationsAnswer.parse(answer.body);
      ids.push(...page.items.map((row) => row.id));
      after = page.next ?? "";
    } while (after !== "");
  }
  return ids;
}
