import { expect, test } from "vitest";
import { sortOne } from "./sort-queue.ts";

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const long = new Date(Date.now() - 60_000).toISOString();
const row = {
  ...{ id: id(1), version: 1, channelId: id(2), platform: "messenger", visibility: "private", status: "new" },
  ...{
    queueAt: long,
    waitingSince: long,
    assignee: null,
    holder: null,
    teamId: null,
    priority: 0,
    sla: null,
    lock: null,
    subject: null,
    lastMessage: null,
    lastInboundAt: null,
    windowEndsAt: null,
  },
  contact: {
    id: id(3),
    identityId: id(4),
    name: "Nora",
    handle: null,
    vip: false,
    groupIds: [],
    optedOutAt: null,
    photo: null,
  },
  ...{ lastSeq: 1, topicIds: [] as string[], tagIds: [], boomerang: null, abilities: [] },
};
const message = {
  ...{ type: "message", id: id(5), conversationId: id(1), seq: 1, orderKey: 1, kind: "inbound" },
  author: { type: "contact", name: "Nora" },
  ...{ text: "My parcel says delivered, but there is nothing here.", hasHtml: false, subject: null, replyTo: null },
  ...{ attachments: [], mentions: [], at: long, edited: false, deleted: false, delivery: null, automatic: false },
  ...{ tagIds: [], withdrawn: false, masked: false, reactions: [], linked: null, template: null, shortCode: "" },
  ...{ hidden: false, liked: false, reposted: false, removed: false, about: null },
};
const label = (n: number, name: string) => ({ id: id(n), name, description: "", deleted: false });
const world = {
  topics: [label(10, "Delivery"), label(11, "Returns")],
  tags: [label(20, "Complaint")],
};

/** A server that knows one conversation and notes what is changed. */
function buildColleague(conversation: object) {
  const changed: unknown[][] = [];
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    if (method === "PATCH") changed.push([path, body]);
    if (path.startsWith("/conversations?"))
      return { items: [conversation], next: null, lookedTo: null, readSeqs: {}, unreadMarks: {} };
    if (path === "/bootstrap") return world;
    return {
      conversation,
      entries: [message],
      before: null,
      readSeq: null,
      unreadMark: null,
      draft: null,
      scheduled: [],
      post: null,
    };
  };
  return { call, changed };
}

test("W103 what has waited a while without a topic gets one, and its message a tag; once", async () => {
  const { call, changed } = buildColleague(row);
  const looked = new Set<string>();
  await sortOne({ call }, looked);
  await sortOne({ call }, looked);
  expect(changed).toEqual([
    [`/conversations/${id(1)}/topics`, { add: [id(10)] }],
    [`/messages/${id(5)}/tags`, { add: [id(20)] }],
  ]);
});

test("what has a topic, or came just now, is left alone", async () => {
  for (const other of [
    { ...row, topicIds: [id(11)] },
    { ...row, queueAt: new Date().toISOString() },
  ]) {
    const { call, changed } = buildColleague(other);
    await sortOne({ call }, new Set());
    expect(changed).toEqual([]);
  }
});
