import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FailpointName } from "../../../lib/failpoint.ts";
import { repository } from "../../source-files.ts";
import { buildOneProcess, type House } from "../faults/house.ts";
import type { DirectedKills } from "../faults/kill-at-failpoint.ts";
import type { ServerProcess } from "../faults/server-process.ts";
import { shortLeases } from "../faults/short-leases.ts";
import { readSystem } from "../history/read-system.ts";
import { createRecorder, readRecord } from "../history/recorder.ts";
import { call } from "../load/http-call.ts";
import { between } from "../load/random.ts";
import { type Ask, askOnce, isQuiet, listUncertain } from "../load/start-load.ts";
import { runStatements, type Verdict } from "../scenario.ts";
import { checkMails } from "./check-mails.ts";
import { type MailLoad, startMailLoad } from "./mail-load.ts";
import { INBOUND_PLACES, OUTBOUND_PLACES } from "./mail-places.ts";
import { type MailWorld, makeMailWorld, type PostOffice } from "./mail-world.ts";

export type MailVerdict = Verdict & {
  /** By place, over both providers together. */
  readonly kills: readonly DirectedKills[];
  /** Mails that arrived and of which the product does not say so, because nobody can know: at the provider that files nothing. */
  readonly leftUncertain: number;
};

/** A failpoint is struck at one of so many passings, and so many mails are on their way. */
const ON_THE_WAY = 3;
const STRIKES_WITHIN_MS = 60_000;
const SETTLE_MS = 180_000;

/**
 * The product dies (SIGKILL) where a mail is on its way in or out, `times` over at each place and provider, and starts again on
 * the same data; real IMAP and SMTP over sockets, to providers that live on. Then nothing may be lost or doubled.
 */
export async function runMailDrill(times: number): Promise<MailVerdict> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-crash-record-"));
  const recordFile = join(folder, "record.jsonl");
  const recorder = createRecorder(recordFile);
  const logFile = process.env.GUICHET_CRASH_LOG ?? join(folder, "server.log");
  const house = await buildOneProcess({ root: repository, logFile });
  let world: MailWorld | undefined;
  try {
    const [server] = house.servers;
    if (server === undefined) throw new Error("a house has a process");
    await runStatements(await house.databaseUrl(), shortLeases(5));
    world = await makeMailWorld(house);
    const load = startMailLoad(world, recorder, server.url);
    for (const office of world.offices) await load.untilRead(office);
    const note = (what: string, backAfterMs: number) =>
      recorder.note({ type: "fault", what, at: Date.now(), backAfterMs });
    const kills = await killEverywhere({ server, load, offices: world.offices, note }, times);
    const settledAfterMs = await settle(house, world, load);
    load.noteDelivered();
    recorder.close();
    const record = readRecord(recordFile);
    const state = await readSystem(await house.databaseUrl(), join(house.dataDir, "files"));
    const filing = new Set(world.offices.filter((office) => office.filesSent).map(({ channelId }) => channelId));
    return {
      ...{ kills, record, state, settledAfterMs, unexpectedExits: server.unexpectedExits },
      violations: checkMails(record, state, filing),
      leftUncertain: state.messages.filter(({ id, deliveryState }) => deliveryState === "uncertain" && load.has(id))
        .length,
    };
  } finally {
    await house.remove();
    await Promise.all((world?.offices ?? []).map(({ host }) => host.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

type Stage = {
  readonly server: ServerProcess;
  readonly load: MailLoad;
  readonly offices: readonly PostOffice[];
  note(what: string, backAfterMs: number): void;
};

async function killEverywhere(stage: Stage, times: number): Promise<DirectedKills[]> {
  const { load, offices } = stage;
  const kills: DirectedKills[] = [];
  const at = async (name: FailpointName, deed: (office: PostOffice) => Promise<void>): Promise<void> => {
    let reached = 0;
    for (let n = 0; n < times; n += 1)
      for (const office of offices) {
        await load.untilWaiting(office, ON_THE_WAY);
        if (await killAt(stage, name, () => deed(office))) reached += 1;
      }
    kills.push({ name, kills: reached });
  };
  for (const name of INBOUND_PLACES) await at(name, (office) => load.write(office, ON_THE_WAY));
  for (const name of OUTBOUND_PLACES) await at(name, (office) => load.answer(office, ON_THE_WAY));
  return kills;
}

/** True when it died there. What is asked of it meanwhile is asked until it runs again. */
async function killAt({ server, note }: Stage, name: FailpointName, deed: () => Promise<void>): Promise<boolean> {
  await server.kill();
  const after = Math.ceil(between(0, ON_THE_WAY));
  server.spawn({ GUICHET_FAILPOINTS: JSON.stringify({ [name]: { does: "kill", after } }) });
  while (server.running && !(await server.isHealthy())) await sleep(50);
  const done = deed();
  const died = await server.waitForEnd(STRIKES_WITHIN_MS);
  if (!died) await server.kill();
  note(`kill at ${name}`, await server.start());
  await done;
  return died;
}

/**
 * Until every mail is stored (a mailbox is looked into again when the dead process's lease has run out), nothing moves, and
 * everything uncertain that can be asked about has been. What is uncertain still and never came to its contact is sent again
 * by an agent, who has asked the contact (I6). Gives back how long it took, in milliseconds.
 */
async function settle(house: House, world: MailWorld, load: MailLoad): Promise<number> {
  const began = Date.now();
  const inTime = () => Date.now() - began < SETTLE_MS;
  const database: Ask = (text, values) => askOnce(house.databaseUrl, text, values);
  const plain = new Set(world.offices.filter((office) => !office.filesSent).map(({ channelId }) => channelId));
  while (inTime()) {
    const uncertain = await listUncertain(database);
    for (const { id } of uncertain.filter((send) => !load.has(send.id))) await sendAgain(house, world, id);
    const open = uncertain.filter(({ id, channelId }) => !(load.has(id) && plain.has(channelId)));
    if (open.length === 0 && (await allStored(database, load)) && (await isQuiet(database))) break;
    await sleep(500);
  }
  return Date.now() - began;
}

async function allStored(ask: Ask, { posted }: MailLoad): Promise<boolean> {
  const stored = await ask<{ id: string }>(
    "select split_part(external_id, '#', 1) as id from messages where kind = 'inbound'",
  );
  const known = new Set(stored.map(({ id }) => id));
  return posted.every((id) => known.has(id));
}

async function sendAgain({ nodes }: House, { admin }: MailWorld, id: string): Promise<void> {
  const headers = { cookie: admin.cookie, origin: nodes[0] ?? "" };
  await call({ method: "POST", url: `${nodes[0]}/api/v1/messages/${id}/retry`, headers });
}
