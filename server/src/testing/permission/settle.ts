import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { leaksIn, mayRead, type Oracle } from "./oracle.ts";
import { contactWrites, describe, type World } from "./world.ts";

/** S14: how long somebody who lost access may still hear of it, in milliseconds. */
const MOST_MS = 5000;
const ACCESS = ["user.changed", "team.changed", "channel.changed"];

/** A picture of who may what, for comparing before and after. */
export function pictureOf(oracle: Oracle): Oracle {
  return structuredClone({ people: oracle.people, teams: oracle.teams, channels: oracle.channels });
}

/** Every frame that came must be for its person: now, or, while access was being changed, before the change. */
export function lookAtFrames(world: World, before?: Oracle): void {
  for (const line of world.lines) {
    for (const text of line.frames.splice(0)) {
      world.looked.frames += 1;
      // A deactivated person's line is closed within seconds; until then it may hear of colleagues, of no conversation.
      const leaks = leaksIn(text, world, line.person, world.known).filter(
        (token) => !line.person.deactivated || world.known.get(token)?.channelId !== undefined,
      );
      const former = before?.people.find((person) => person.id === line.person.id);
      const left =
        before === undefined || former === undefined
          ? leaks
          : leaks.filter((token) => leaksIn(text, before, former, world.known).includes(token));
      expect(left, `a frame told ${describe(line.person)} too much: ${text}`).toEqual([]);
    }
  }
}

/** Both contacts of each channel write: everybody who may read it hears it, and nobody else. */
export async function everybodyHears(world: World): Promise<void> {
  for (const channel of world.channels)
    for (const party of ["party0", "party1"]) {
      const text = await contactWrites(world, channel.id, party);
      const place = text === undefined ? undefined : world.known.get(text);
      if (text === undefined || place === undefined) continue;
      const hearers = world.lines.filter((line) => mayRead(world, line.person, place));
      for (const until = Date.now() + MOST_MS; ; await wait(4)) {
        const deaf = hearers.filter((line) => !line.frames.some((frame) => frame.includes(text)));
        if (deaf.length === 0) break;
        if (Date.now() > until) throw new Error(`not heard by ${deaf.map((line) => describe(line.person)).join(", ")}`);
      }
    }
  lookAtFrames(world);
}

/** Waits until every open line has heard of the newest change of access in its organization: within five seconds. */
export async function settle(world: World): Promise<void> {
  const until = Date.now() + MOST_MS;
  const targets = await newestAccessChanges(world, until);
  for (const line of world.lines) {
    const target = targets.get(line.person.organizationId) ?? 0n;
    while (!line.closed && line.position < target) {
      if (Date.now() > until) throw new Error(`${describe(line.person)} did not hear of a change of access`);
      await wait(4);
    }
  }
}

async function newestAccessChanges(world: World, until: number): Promise<Map<string, bigint>> {
  const { system } = world.app.app.parts.database;
  const organizations = [...new Set(world.people.map((person) => person.organizationId))];
  for (;;) {
    const open = await system
      .selectFrom("event_inbox")
      .select("id")
      .where("organization_id", "in", organizations)
      .where("type", "in", ACCESS)
      .limit(1)
      .execute();
    if (open.length === 0) break;
    if (Date.now() > until) throw new Error("the dispatcher stands still");
    await wait(4);
  }
  const newest = await system
    .selectFrom("event_log")
    .select(({ fn }) => ["organization_id", fn.max("position").as("position")])
    .where("organization_id", "in", organizations)
    .where("type", "in", ACCESS)
    .groupBy("organization_id")
    .execute();
  return new Map(newest.map((row) => [row.organization_id, BigInt(row.position)]));
}
