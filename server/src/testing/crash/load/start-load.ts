import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import type { Recorder } from "../history/recorder.ts";
import { runAgentSender } from "./agent-sender.ts";
import { runContactSender, sign } from "./contact-sender.ts";
import { call } from "./http-call.ts";
import { type Follower, startFollower } from "./live-follower.ts";
import type { Load } from "./load.ts";
import { type PeerManners, startProviderPeer, usualManners } from "./provider-peer.ts";
import { pick } from "./random.ts";
import { readScreen, runVisitorSender } from "./visitor-sender.ts";
import { type ApiChannel, makeWorld, type World } from "./world.ts";

export type LoadOptions = {
  readonly recorder: Recorder;
  readonly databaseUrl: () => Promise<string>;
  readonly dataDir: string;
  /** Addresses of the web nodes. */
  readonly nodes: readonly string[];
  /** How many at once; 32 by default. */
  readonly contacts: number;
  readonly agents: number;
  readonly visitors: number;
  /** Share of contacts' messages that come several times at once. */
  readonly twins: number;
  /** Share of an agent's deeds that are claims; 6 % by default. */
  readonly claims: number;
  readonly manners: Partial<PeerManners>;
};

export type RunningLoad = {
  readonly world: World;
  /** Lets senders finish, waits until nothing moves any more, reads the screens. Gives back how long that took, in ms. */
  finish(patienceMs: number): Promise<number>;
};

/** Senders, provider and live clients around a running product. */
export async function startLoad(
  options: Pick<LoadOptions, "recorder" | "databaseUrl" | "dataDir" | "nodes"> & Partial<LoadOptions>,
): Promise<RunningLoad> {
  const { recorder, nodes } = options;
  let stopping = false;
  let lost = false;
  const database: Ask = (text, values) => askOnce(options.databaseUrl, text, values);
  const node = (n: number) => nodes[n % nodes.length] ?? "";
  const patience = { stopping: () => stopping, lost: () => lost };
  const peer = await startProviderPeer(recorder, { ...usualManners, ...options.manners }, (channel, messageId) =>
    tellStatus(patience.lost, () => pick(nodes) ?? "", channel, messageId),
  );
  const world = await makeWorld(await options.databaseUrl(), options.dataDir, peer.url);
  peer.serve(world.apiChannels);
  const contactOfVisitor = (tokenHash: string) => findVisitor(database, tokenHash);
  const load: Load = {
    ...patience,
    twins: options.twins ?? 0.15,
    claims: options.claims ?? 0.06,
    recorder,
    world,
    peer,
    visitors: [],
    node,
    contactOfVisitor,
  };
  const followers = world.agents
    .filter((_, n) => [0, 1, 6, 8].includes(n))
    .map((agent, n) => startFollower({ name: `follower-${n}`, agent, recorder, url: () => pick(nodes) ?? "" }));
  const senders = [
    ...Array.from({ length: options.contacts ?? 14 }, () => runContactSender(load)),
    ...Array.from({ length: options.agents ?? 12 }, (_, n) => {
      const agent = world.agents[n % world.agents.length];
      return agent === undefined ? Promise.resolve() : runAgentSender(load, agent);
    }),
    ...Array.from({ length: options.visitors ?? 6 }, () => runVisitorSender(load)),
  ];

  return {
    world,
    async finish(patienceMs) {
      stopping = true;
      const began = Date.now();
      const deadline = began + patienceMs;
      await Promise.race([Promise.all(senders), sleep(patienceMs)]);
      const rest = async () => {
        while (Date.now() < deadline && (peer.untold > 0 || !(await isQuiet(database)))) await sleep(200);
      };
      await rest();
      for (let uncertain = await listUncertain(database); uncertain.length > 0 && Date.now() < deadline; ) {
        await sendAgain(load, uncertain);
        await rest();
        uncertain = await listUncertain(database);
      }
      for (const visitor of load.visitors) recorder.note(await readScreen(load, visitor));
      // To look at a screen is to have got what it shows, which is news again.
      await rest();
      const heads = await lastPositions(database);
      const behind = ({ organizationId, position = 0n }: Follower) => position < (heads.get(organizationId) ?? 0n);
      while (Date.now() < deadline && followers.some(behind)) await sleep(100);
      const took = Date.now() - began;
      lost = true;
      await Promise.all(followers.map((follower) => follower.stop()));
      await peer.close();
      return took;
    },
  };
}

/** The provider's receipt, repeated until we take it. */
async function tellStatus(
  lost: () => boolean,
  node: () => string,
  channel: ApiChannel,
  messageId: string,
): Promise<boolean> {
  const body = JSON.stringify({ id: messageId, status: "delivered" });
  const id = uuidV7();
  while (!lost()) {
    const url = `${node()}/webhooks/api/${channel.endpointId}/statuses`;
    const answer = await call({ method: "POST", url, headers: sign(channel, id, body), body });
    if (answer !== "unknown" && answer.status === 200) return true;
    await sleep(100);
  }
  return false;
}

export type Ask = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

/** A connection for each question, since the database may have been killed meanwhile. */
export async function askOnce<Row extends object>(
  databaseUrl: () => Promise<string>,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  for (;;) {
    const client = new pg.Client({ connectionString: await databaseUrl(), connectionTimeoutMillis: 5000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(text, values)).rows;
    } catch {
      await sleep(200);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function findVisitor(ask: Ask, tokenHash: string): Promise<string | undefined> {
  const text = "select external_id from visitor_sessions where token_hash = $1";
  return (await ask<{ external_id: string }>(text, [tokenHash]))[0]?.external_id;
}

/**
 * Nothing to take in, to send, to fetch, to bring back, to do in the background, to dispatch. What is uncertain waits for
 * somebody's word, and holds up what is behind it.
 */
export async function isQuiet(ask: Ask): Promise<boolean> {
  const [found] = await ask<{ quiet: boolean }>(`
    select not exists (select from deliveries where state = 'stored')
      and not exists (select from outbox o where state = 'sending' or state = 'ready' and not exists (
        select from outbox e where e.conversation_id = o.conversation_id and e.seq < o.seq and e.state = 'uncertain'))
      and not exists (select from attachments where state = 'pending' and next_attempt_at is not null)
      and not exists (select from conversations where boomerang_at < now() + interval '10 seconds')
      and not exists (select from bulk_actions where state = 'running')
      and not exists (select from event_inbox) as quiet`);
  return found?.quiet ?? false;
}

export type Uncertain = { readonly id: string; readonly channelId: string };

export async function listUncertain(ask: Ask): Promise<Uncertain[]> {
  return await ask(`select message_id as id, channel_id as "channelId" from outbox where state = 'uncertain'`);
}

/**
 * The provider has told of everything it has, so what is still uncertain never came there. An agent asks the contact and
 * presses "try again" (I6).
 */
async function sendAgain(load: Load, uncertain: readonly Uncertain[]): Promise<void> {
  for (const { id, channelId } of uncertain) {
    const agent = load.world.agents.find((one) => one.channelIds.includes(channelId));
    if (agent === undefined || load.peer.has(id)) continue;
    const url = load.node(0);
    const headers = { cookie: agent.cookie, origin: url };
    await call({ method: "POST", url: `${url}/api/v1/messages/${id}/retry`, headers });
  }
  await sleep(300);
}

/** Where each organization's events end. */
async function lastPositions(ask: Ask): Promise<Map<string, bigint>> {
  const rows = await ask<{ organization: string; position: string }>(
    "select organization_id as organization, max(position) as position from event_log group by 1",
  );
  return new Map(rows.map(({ organization, position }) => [organization, BigInt(position)]));
}
