import { setTimeout as sleep } from "node:timers/promises";
import { bootstrap, type LiveFrame, liveFrame, type QueueCounts } from "@guichet/contract";
import { WebSocket } from "ws";
import type { Frame } from "../history/history.ts";
import type { Recorder } from "../history/recorder.ts";
import { call } from "./http-call.ts";
import { between } from "./random.ts";
import type { Agent } from "./world.ts";

export type Follower = {
  readonly organizationId: string;
  /** The last position it was told of; undefined before its first bootstrap. */
  readonly position: bigint | undefined;
  stop(): Promise<void>;
};

type FollowerOptions = {
  readonly name: string;
  readonly agent: Agent;
  readonly recorder: Recorder;
  /** Where to connect next. */
  readonly url: () => string;
};

/** A browser tab on the live feed: begins with a bootstrap, comes back after every cut with its last position. */
export function startFollower({ name, agent, recorder, url }: FollowerOptions): Follower {
  let position: bigint | undefined;
  let stopped = false;
  let socket: WebSocket | undefined;
  const life = (async () => {
    while (!stopped) {
      if (position === undefined) await begin();
      else await follow(position);
      await sleep(between(20, 200));
    }
  })();

  async function begin(): Promise<void> {
    const answer = await call({ url: `${url()}/api/v1/bootstrap`, headers: { cookie: agent.cookie } });
    const world = answer === "unknown" ? undefined : bootstrap.safeParse(answer.body);
    if (world?.success !== true) return;
    recorder.note({
      type: "follower_start",
      follower: name,
      organizationId: agent.organizationId,
      channelIds: world.data.channels.map((channel) => channel.id),
      position: world.data.position,
      counts: toCounts(world.data.counts),
    });
    position = BigInt(world.data.position);
  }

  async function follow(after: bigint): Promise<void> {
    const address = `${url().replace("http", "ws")}/api/v1/live?after=${after}`;
    const current = new WebSocket(address, { headers: { cookie: agent.cookie } });
    socket = current;
    current.on("message", (data) => hear(liveFrame.parse(JSON.parse(String(data)))));
    // Tabs fall asleep and networks change without any fault of the server.
    const cut = setTimeout(() => current.terminate(), between(2000, 8000));
    await new Promise<void>((resolve) => {
      current.once("close", () => resolve());
      current.once("error", () => resolve());
    });
    clearTimeout(cut);
  }

  function hear(frame: LiveFrame): void {
    if (stopped) return;
    if (frame.type === "reload") {
      recorder.note({ type: "reloaded", follower: name });
      position = undefined;
      socket?.terminate();
    }
    if (!("position" in frame) || position === undefined) return;
    if (frame.type !== "caught_up") recorder.note(toRecord(name, frame));
    if (BigInt(frame.position) > position) position = BigInt(frame.position);
  }

  return {
    organizationId: agent.organizationId,
    get position() {
      return position;
    },
    async stop() {
      stopped = true;
      socket?.terminate();
      await life;
    },
  };
}

function toRecord(follower: string, frame: Extract<LiveFrame, { position: string }>): Frame {
  const base = { type: "frame", follower, position: frame.position } as const;
  if (frame.type !== "conversation") return base;
  const { id, channelId, version, status } = frame.conversation;
  return {
    ...base,
    conversation: {
      id,
      channelId,
      version,
      status,
      before: frame.statusBefore,
      after: frame.statusAfter,
      entryIds: frame.entries.map((entry) => entry.id),
    },
  };
}

function toCounts(counts: QueueCounts): Record<string, number> {
  return Object.fromEntries(
    counts.channels.flatMap((channel) => [
      [`${channel.channelId} new`, channel.new],
      [`${channel.channelId} pending`, channel.pending],
    ]),
  );
}
