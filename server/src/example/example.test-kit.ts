import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, vi } from "vitest";
import { createPasswordHasher } from "../auth/index.ts";
import { allConnectors } from "../connectors/connectors.ts";
import { openDatabase } from "../db/index.ts";
import { createEventBus, createWake, startDispatcher } from "../events/index.ts";
import { createFileStore } from "../files/index.ts";
import { createLog } from "../lib/log.ts";
import { createSecretBox } from "../lib/secret-box.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { foundOrganization } from "../users/index.ts";

const server = (port: number) => ({ host: "mail.lumen.example", port, security: "tls", user: "shop", password: "x" });
export const MAIL = {
  address: "support@lumen.example",
  senderName: "Atelier Lumen",
  imap: server(993),
  smtp: server(465),
};

export type World = Awaited<ReturnType<typeof openWorld>>;

export async function openWorld() {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ url });
  const folder = mkdtempSync(join(tmpdir(), "guichet-example-"));
  const log = createLog("silent");
  const wake = createWake();
  const bus = await createEventBus(url, log);
  const dispatcher = startDispatcher({ database, bus, wake, log, onBatch: () => undefined });
  const passwordHash = await createPasswordHasher({ memory: 64, passes: 1, parallelism: 1 }).hash("Trois-4-Chats!");
  const place = await foundOrganization(
    { system: database.system, now: () => new Date(), log },
    { name: "Atelier Lumen", locale: "en", timeZone: "Europe/Paris" },
    { firstName: "Claire", lastName: "Fontaine", email: "claire@lumen.example", locale: "en", passwordHash },
  );
  return {
    ...place,
    deps: {
      database,
      files: createFileStore({ root: folder }),
      keys: { secretBox: createSecretBox(Buffer.alloc(32, 7)), linkKey: Buffer.alloc(32, 9) },
      connectors: allConnectors(),
      config: { publicUrl: "http://lumen.example" },
      now: () => new Date(),
      log,
      wake,
    },
    query: async <Row>(text: string): Promise<Row[]> => (await sql.raw<Row>(text).execute(database.system)).rows,
    async close() {
      await dispatcher.stop();
      await bus.close();
      await database.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function untilDispatched(world: World): Promise<void> {
  await vi.waitFor(async () => expect(await world.query("select 1 from event_inbox limit 1")).toEqual([]), 30_000);
}
