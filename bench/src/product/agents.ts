import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import WebSocket from "ws";
import { createRandom, SEEDS, seededUuid } from "../data/random.ts";
import type { World } from "./world.ts";

/** As browsers do: each gives a sign of life so often. */
const PING_EVERY_MS = 25_000;
const CALM_MS = 2000;
const CALM_PATIENCE_MS = 240_000;

export type Agent = { readonly n: number; readonly cookie: string };

/**
 * Agents with a session each, straight into the tables: inviting hundreds by mail is not what is measured. `atWork`: they
 * have been there for a while, so that their coming, which everybody hears of, is over.
 */
export async function addAgents(
  client: pg.Client,
  world: World,
  count: number,
  channelsOf: (n: number) => readonly string[],
  options: { readonly atWork: boolean },
): Promise<Agent[]> {
  const random = createRandom(SEEDS.sets);
  const agents = Array.from({ length: count }, (_, n) => {
    const token = createHash("sha256").update(`agent ${n}`).digest("base64url");
    return { n, id: seededUuid(random, 1_700_000_000_000), session: seededUuid(random, 1_700_000_000_000), token };
  });
  const ids = agents.map((agent) => agent.id);
  await client.query(
    `insert into users (organization_id, id, email, first_name, last_name, account_role, presence, heartbeat_at)
     select $1, u.id, 'agent' || u.n || '@bench.test', 'Agent', u.n::text, 'agent', $3, clock_timestamp()
     from unnest($2::uuid[]) with ordinality as u(id, n)`,
    [world.organizationId, ids, options.atWork ? "available" : "offline"],
  );
  await client.query(
    `insert into sessions (organization_id, id, user_id, token_hash, ends_at, address, user_agent)
     select $1, s.id, s.user_id, s.hash, now() + interval '1 day', '127.0.0.1', 'bench'
     from unnest($2::uuid[], $3::uuid[], $4::text[]) as s(id, user_id, hash)`,
    [world.organizationId, agents.map((agent) => agent.session), ids, agents.map((agent) => hash(agent.token))],
  );
  const access = agents.flatMap((agent) => channelsOf(agent.n).map((channel) => ({ user: agent.id, channel })));
  await client.query(
    `insert into channel_access (organization_id, channel_id, user_id, role)
     select $1, a.channel, a.person, 'contributor' from unnest($2::uuid[], $3::uuid[]) as a(channel, person)`,
    [world.organizationId, access.map((row) => row.channel), access.map((row) => row.user)],
  );
  return agents.map((agent) => ({ n: agent.n, cookie: `guichet=${agent.token}` }));
}

function hash(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("base64url");
}

/** Opens the agents' live feeds from a position on, twenty at a time. */
export async function openFeeds(
  port: number,
  agents: readonly Agent[],
  position: string,
  hear: (text: string, agent: Agent) => void,
): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let from = 0; from < agents.length; from += 20)
    sockets.push(
      ...(await Promise.all(agents.slice(from, from + 20).map((agent) => open(port, agent, position, hear)))),
    );
  return sockets;
}

function open(
  port: number,
  agent: Agent,
  position: string,
  hear: (text: string, agent: Agent) => void,
): Promise<WebSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live?after=${position}`, {
    headers: { cookie: agent.cookie },
    perMessageDeflate: false,
  });
  socket.on("error", reject);
  socket.on("close", (code) => reject(new Error(`a live feed was closed: ${code}`)));
  socket.on("message", (data) => {
    const text = String(data);
    // Who is far behind, because hundreds came meanwhile, is told to load anew, and hears what follows.
    if (/^\{"type":"(caught_up|reload)"/.test(text)) resolve(socket);
    hear(text, agent);
  });
  return promise;
}

/** Signs of life, each socket in its turn, so that they are spread as browsers spread them. Answers what ends them. */
export function keepAlive(sockets: readonly WebSocket[]): () => void {
  const ping = JSON.stringify({ type: "ping", active: true });
  const every = 100;
  const turn = Math.ceil((sockets.length * every) / PING_EVERY_MS);
  let next = 0;
  const timer = setInterval(() => {
    for (let n = 0; n < turn; n += 1) {
      sockets[next % sockets.length]?.send(ping);
      next += 1;
    }
  }, every);
  return () => clearInterval(timer);
}

/** Everybody hears of everybody who comes: waits until that is over. */
export async function untilCalm(sockets: readonly WebSocket[]): Promise<void> {
  let heardAt = performance.now();
  const hear = (data: WebSocket.RawData) => {
    if (!String(data).startsWith('{"type":"pong"')) heardAt = performance.now();
  };
  for (const socket of sockets) socket.on("message", hear);
  const until = performance.now() + CALM_PATIENCE_MS;
  while (performance.now() - heardAt < CALM_MS) {
    if (performance.now() > until) throw new Error("The sockets did not come to rest.");
    await wait(100);
  }
  for (const socket of sockets) socket.off("message", hear);
}
