import { setTimeout as sleep } from "node:timers/promises";
import { listConversationsAnswer } from "@guichet/contract";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import { type Answer, call } from "./http-call.ts";
import type { Load } from "./load.ts";
import { between, chance, pick } from "./random.ts";
import { repeatUntilAnswered } from "./repeat.ts";
import type { Agent } from "./world.ts";

type Row = {
  readonly id: string;
  readonly version: number;
  readonly channelId: string;
  readonly assignee: { readonly id: string } | null;
};

/**
 * An agent at work: answers, comments, takes answers back, resolves, puts off, claims; each message until it is taken, with
 * the id made here.
 */
export async function runAgentSender(load: Load, agent: Agent): Promise<void> {
  while (!load.stopping()) {
    for (const row of await readQueue(load, agent)) {
      if (load.stopping()) return;
      if (chance(load.claims)) await claimTogether(load, row);
      else if (chance(0.08)) await setStatus(load, agent, row);
      else if (chance(0.02)) await ask(load, agent, "/bulk-actions", "POST", await bulkOf(load, agent));
      else if (chance(0.03)) await giveAway(load, agent, row);
      else await write(load, agent, row);
      await sleep(between(10, 70));
    }
    await sleep(between(20, 80));
  }
}

/** A few of the conversations an agent sees. */
async function readQueue(load: Load, agent: Agent): Promise<Row[]> {
  const status = chance(0.75) ? "new" : chance(0.8) ? "pending" : "resolved";
  const query = `status=${status}&sort=${chance(0.5) ? "newest" : "oldest"}&limit=30`;
  const answer = await ask(load, agent, `/conversations?${query}`);
  const parsed = answer === "unknown" ? undefined : listConversationsAnswer.safeParse(answer.body);
  if (parsed?.success !== true) return [];
  const start = Math.floor(between(0, parsed.data.items.length));
  return parsed.data.items.slice(start, start + 4);
}

/** Identical texts are common: "Thank you!" must never be taken for another "Thank you!". */
const PHRASES = ["Thank you!", "We look into it.", "Done."];

async function write(load: Load, agent: Agent, row: Row): Promise<void> {
  const messageId = uuidV7();
  const comment = chance(0.08);
  const text = chance(0.4) ? (pick(PHRASES) ?? "") : `answer ${messageId}`;
  // Held for a moment, so that it can be taken back; half of these are.
  const held = !comment && chance(0.08);
  const afterwards = chance(0.05) ? "resolved" : chance(0.5) ? "pending" : "stay";
  const body = { id: messageId, kind: comment ? "comment" : "reply", text, afterwards: comment ? "stay" : afterwards };
  const sent = await repeatUntilAnswered(
    load.recorder,
    { kind: "agent_message", agent: agent.id, conversationId: row.id, messageId, comment, text },
    load,
    () => ask(load, agent, `/conversations/${row.id}/messages`, "POST", held ? { ...body, holdSeconds: 1 } : body),
  );
  if (held && sent.ok && chance(0.5)) await withdraw(load, agent, messageId);
}

/** Before it leaves, or just as it leaves. */
async function withdraw(load: Load, agent: Agent, messageId: string): Promise<void> {
  await sleep(between(0, 1200));
  await repeatUntilAnswered(load.recorder, { kind: "withdrawal", messageId }, load, () =>
    ask(load, agent, `/messages/${messageId}/withdrawal`, "POST"),
  );
}

/** Once, whatever comes of it: what it did is in the log of events. */
async function setStatus(load: Load, agent: Agent, row: Row): Promise<void> {
  const status = pick(["pending", "resolved", "new"]) ?? "pending";
  const comesBack = status !== "new" && chance(0.6);
  const boomerang = { at: new Date(Date.now() + between(500, 3000)).toISOString(), note: "" };
  await ask(load, agent, `/conversations/${row.id}/status`, "PUT", { status, ...(comesBack ? { boomerang } : {}) });
}

/** Several who are not the assignee want the same conversation at the version they saw: one may win (I12). */
async function claimTogether(load: Load, row: Row): Promise<void> {
  const rivals = load.world.agents
    .filter((agent) => agent.channelIds.includes(row.channelId) && agent.id !== row.assignee?.id)
    .slice(0, 4);
  await Promise.all(
    rivals.map((agent) =>
      repeatUntilAnswered(
        load.recorder,
        { kind: "claim", agent: agent.id, conversationId: row.id, version: row.version },
        load,
        () => ask(load, agent, `/conversations/${row.id}/assignee`, "PUT", { userId: agent.id, version: row.version }),
      ),
    ),
  );
}

/** Something for many at once, in the background. */
async function bulkOf(load: Load, agent: Agent) {
  const rows = await readQueue(load, agent);
  const type = pick(["pending", "resolve", "new"]) ?? "pending";
  return { id: uuidV7(), wish: { type }, selection: { ids: rows.map(({ id }) => id) } };
}

/** To a colleague, who is told. */
async function giveAway(load: Load, agent: Agent, row: Row): Promise<void> {
  const colleague = pick(load.world.agents.filter((one) => one !== agent && one.channelIds.includes(row.channelId)));
  if (colleague !== undefined)
    await ask(load, agent, `/conversations/${row.id}/assignee`, "PUT", { userId: colleague.id });
}

async function ask(
  load: Load,
  agent: Agent,
  path: string,
  method: "GET" | "POST" | "PUT" = "GET",
  body?: unknown,
): Promise<Answer> {
  const url = load.node(chance(0.5) ? 0 : 1);
  return await call({ method, url: `${url}/api/v1${path}`, headers: { cookie: agent.cookie, origin: url }, body });
}
