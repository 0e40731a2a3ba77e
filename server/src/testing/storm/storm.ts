import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ChannelId, channelCreated } from "@guichet/contract";
import pg from "pg";
import { createRandom, shuffle } from "../../../../simulator/src/random.ts";
import { hashToken } from "../../lib/token.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { makeFolder, removeFolder } from "../crash/faults/folders.ts";
import { buildOneProcess, type House } from "../crash/faults/house.ts";
import { repository } from "../source-files.ts";
import { compareChannel } from "./compare.ts";
import { type Caught, Mixer } from "./mixer.ts";
import { playContacts } from "./play-contacts.ts";
import { accountOf, STORMY_NETWORKS, type StormyNetwork } from "./stormy-networks.ts";

export type StormOptions = {
  readonly seed: number;
  /** What contacts do, over all networks together. */
  readonly events: number;
  /** Each delivery comes once up to so many times. */
  readonly mostTimes: number;
  /** kill -9, spread over the storm. */
  readonly kills: number;
};
export type StormVerdict = {
  readonly networks: readonly string[];
  readonly written: number;
  readonly edited: number;
  readonly deleted: number;
  /** Deliveries as networks sent them, and how often they were delivered. */
  readonly deliveries: number;
  readonly delivered: number;
  /** Acknowledged with a 2xx. */
  readonly acknowledged: number;
  /** How often the product was killed and came back. */
  readonly kills: number;
  readonly wrong: readonly string[];
};

const CONTACTS = 12;
const LINES = 24;
const PATIENCE_MS = 180_000;

/**
 * Contacts of every network write, correct and take back; each delivery comes up to so many times, all of them in one shuffled
 * row, while the product is killed again and again. Like the networks, it repeats what was not acknowledged. In the end there
 * must be exactly the conversations that the contacts' telephones show.
 */
export async function runStorm({ seed, events, mostTimes, kills }: StormOptions): Promise<StormVerdict> {
  const random = createRandom(seed);
  const mixer = await Mixer.start();
  const logFolder = await makeFolder();
  const networks = await Promise.all(STORMY_NETWORKS.map((start) => start({ seed, contacts: CONTACTS })));
  const house = await buildOneProcess({
    root: repository,
    logFile: process.env.GUICHET_CRASH_LOG ?? join(logFolder, "server.log"),
    env: { PUBLIC_URL: mixer.url },
  });
  mixer.target = Number(new URL(house.nodes[0] ?? "").port);
  try {
    const channels = await connectAll(house, mixer, networks);
    mixer.catch(true);
    const share = Math.ceil(events / networks.length);
    const deeds: Awaited<ReturnType<typeof playContacts>>[] = [];
    for (const network of networks) deeds.push(await playContacts(accountOf(network), share, random));
    await until(() => mixer.caught.length, "the networks deliver what happened");
    const row = shuffle(
      mixer.caught.flatMap((caught) => Array.from({ length: 1 + Math.floor(random() * mostTimes) }, () => caught)),
      random,
    );
    const { acknowledged, killed } = await deliverAll(house, mixer, networks, row, kills);
    await settled(house);
    const wrong = await withClient(house, async (client) => {
      const found = [];
      for (const [n, network] of networks.entries())
        found.push(...(await compareChannel(client, channels[n] as ChannelId, accountOf(network))));
      return found;
    });
    const sum = (name: keyof (typeof deeds)[number]) => deeds.reduce((all, one) => all + one[name], 0);
    return {
      networks: networks.map(({ network }) => network.name),
      ...{ written: sum("written"), edited: sum("edited"), deleted: sum("deleted") },
      ...{ deliveries: mixer.caught.length, delivered: row.length, acknowledged, kills: killed, wrong },
    };
  } finally {
    await house.remove();
    await Promise.all(networks.map((network) => network.stop()));
    await mixer.stop();
    await removeFolder(logFolder);
  }
}

/** Through the doors an Admin uses: the networks are asked, told and do their handshakes. */
async function connectAll(house: House, mixer: Mixer, networks: readonly StormyNetwork[]): Promise<ChannelId[]> {
  const cookie = await withClient(house, addAdmin);
  const channels: ChannelId[] = [];
  for (const one of networks) {
    const { platform, settings, network } = one;
    const answer = await fetch(`${house.nodes[0]}/api/v1/channels`, {
      method: "POST",
      headers: { cookie, origin: mixer.url, "content-type": "application/json" },
      body: JSON.stringify({ platform, name: network.name, settings }),
    });
    const body: unknown = await answer.json();
    if (answer.status !== 201) throw new Error(`${network.name} was refused: ${JSON.stringify(body)}`);
    const { channel, secrets } = channelCreated.parse(body);
    channels.push(channel.id);
    if (channel.webhookUrl !== null) await one.enterServer?.(channel.webhookUrl, secrets);
    if (!accountOf(one).isConnected) throw new Error(`${network.name} was not told where to deliver.`);
  }
  return channels;
}

async function addAdmin(client: pg.Client): Promise<string> {
  const [organization, id, token] = [uuidV7(), uuidV7(), randomBytes(32).toString("base64url")];
  await client.query("insert into organizations (id, name) values ($1, 'Storm')", [organization]);
  await client.query(
    `insert into users (organization_id, id, email, first_name, last_name, account_role)
     values ($1, $2, 'storm@example.org', 'Ada', 'Admin', 'admin')`,
    [organization, id],
  );
  await client.query(
    `insert into sessions (organization_id, id, user_id, token_hash, ends_at, address, user_agent)
     values ($1, $2, $3, $4, now() + interval '1 day', '127.0.0.1', 'storm')`,
    [organization, uuidV7(), id, hashToken(token)],
  );
  return `guichet=${token}`;
}

/** All in this order on several lines, with kills in between; then again whatever nobody has acknowledged yet. */
async function deliverAll(
  house: House,
  mixer: Mixer,
  networks: readonly StormyNetwork[],
  row: readonly Caught[],
  kills: number,
): Promise<{ acknowledged: number; killed: number }> {
  const [server] = house.servers;
  if (server === undefined) throw new Error("a house has a process");
  const safe = new Set<Caught>();
  let acknowledged = 0;
  let next = 0;
  const killAt = Array.from({ length: kills }, (_, n) => Math.floor(((n + 1) * row.length) / (kills + 1)));
  let killing: Promise<unknown> = Promise.resolve();
  let killed = 0;
  const kill = async (): Promise<void> => {
    await server.kill();
    await server.start();
    killed += 1;
  };
  const deliver = async (caught: Caught): Promise<void> => {
    const status = await mixer.deliver(afresh(networks, caught));
    // Whoever comes meanwhile finds nobody there, as it is; a network does not spend its whole row on that.
    if (status === 0) return void (await killing);
    if (status < 200 || status > 299) return;
    acknowledged += 1;
    safe.add(caught);
  };
  await Promise.all(
    Array.from({ length: LINES }, async () => {
      while (next < row.length) {
        const place = next;
        next += 1;
        if (killAt.includes(place)) killing = killing.then(kill);
        await deliver(row[place] as Caught);
      }
    }),
  );
  await killing;
  for (const end = Date.now() + PATIENCE_MS; safe.size < mixer.caught.length; ) {
    if (Date.now() > end) throw new Error(`${mixer.caught.length - safe.size} deliveries were never acknowledged`);
    for (const caught of mixer.caught) if (!safe.has(caught)) await deliver(caught);
  }
  return { acknowledged, killed };
}

/** As its network would deliver it now: what has a moment in its signature is good for some minutes only. */
function afresh(networks: readonly StormyNetwork[], caught: Caught): Caught {
  const from = networks.find(({ platform }) => caught.url.startsWith(`/webhooks/${platform}/`));
  return from?.signAgain?.(caught) ?? caught;
}

/** Nothing waits to be worked on any more. */
async function settled(house: House): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const left = await withClient(house, async (client) => {
      const found = await client.query<{ left: number }>(
        "select count(*)::int as left from deliveries where state = 'stored'",
      );
      return found.rows[0]?.left ?? 0;
    });
    if (left === 0) return;
    if (Date.now() > end) throw new Error(`${left} deliveries are still waiting`);
  }
}

/** Until nothing more comes for a while. */
async function until(count: () => number, what: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    const before = count();
    await sleep(700);
    if (count() === before && before > 0) return;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
  }
}

async function withClient<T>(house: House, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await house.databaseUrl() });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
