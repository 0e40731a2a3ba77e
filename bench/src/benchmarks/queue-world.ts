import { setTimeout as wait } from "node:timers/promises";
import { CHANNELS } from "../data/make-conversations.ts";
import { type Floor, floorPost, withFloor } from "../floor/floors.ts";
import { type Agent, addAgents } from "../product/agents.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { createSender, markOf } from "../product/webhook.ts";
import type { World } from "../product/world.ts";
import type { Post } from "../protocol/post-line.ts";
import type { Place } from "../screen/screen.ts";
import type { Bench } from "./benchmark.ts";

/** A screen with a queue and the way in for what its contacts write. */
export type QueueSite = {
  readonly place: Place;
  readonly port: number;
  readonly roots: { readonly app: number; readonly postgres: number };
  /** How many contacts wait in the queue; contact number n writes with `post`. */
  readonly contacts: number;
  readonly post: (n: number, contact: number) => Post;
};

/** Ten thousand conversations wait, each another contact's; one agent with all eight channels looks at them. */
export async function withQueue<T>(
  bench: Bench,
  world: World,
  run: string,
  work: (site: QueueSite, stage: Stage, agent: Agent) => Promise<T>,
): Promise<T> {
  const agents: Agent[] = [];
  const channels = world.channels.slice(0, CHANNELS);
  return await withStage(
    bench.cluster,
    world,
    async (stage) => {
      const [agent] = agents;
      if (agent === undefined) throw new Error("The world has no agent.");
      const send = createSender(run);
      const site: QueueSite = {
        place: { url: `${stage.product.base}/inbox/new`, cookie: agent.cookie, ready: "a[data-row]" },
        port: stage.product.port,
        roots: { app: stage.product.pid, postgres: bench.cluster.pid },
        contacts: world.loaded.conversations,
        post(n, contact) {
          const channel = channels[contact % CHANNELS];
          if (channel === undefined) throw new Error("The world has no channels.");
          return send(n, `contact-${contact}`, channel);
        },
      };
      return await work(site, stage, agent);
    },
    async (client) => {
      agents.push(
        ...(await addAgents(client, world, 1, () => channels.map((channel) => channel.id), { atWork: false })),
      );
    },
  );
}

const FLOOR_CONTACTS = 50;

/** A hand-written page with 50 conversations on bare Node that commits each message before it answers. */
export async function withFloorQueue<T>(
  bench: Bench,
  run: string,
  work: (site: QueueSite, floor: Floor) => Promise<T>,
): Promise<T> {
  const text = "Hello, where is my order? I have been waiting for a week now and nobody answers. Thank you.";
  return await withFloor(bench.cluster, "nb", async (floor) => {
    const site: QueueSite = {
      place: { url: `http://127.0.0.1:${floor.port}/u1`, cookie: "", ready: "html[data-live]" },
      port: floor.port,
      roots: { app: floor.pid, postgres: bench.cluster.pid },
      contacts: FLOOR_CONTACTS,
      post: (n, contact) => floorPost(markOf(run, n), n, `contact-${contact}`, text),
    };
    return await work(site, floor);
  });
}

/** The number in a row's name: contacts are called by theirs. */
export function contactOf(name: string): number {
  const found = /(\d+)$/.exec(name)?.[1];
  if (found === undefined) throw new Error(`No contact's number in "${name}".`);
  return Number(found);
}

/** Tries until the page shows what it should; answers what is wrong at the end. */
export async function untilRight(look: () => Promise<string[]>): Promise<string[]> {
  let errors = await look();
  for (let n = 0; n < 40 && errors.length > 0; n += 1) {
    await wait(250);
    errors = await look();
  }
  return errors;
}
