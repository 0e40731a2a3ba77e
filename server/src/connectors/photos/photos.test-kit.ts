import { mkdtemp, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContactId } from "@guichet/contract";
import { sql } from "kysely";
import { claimPhoto, toToldPhoto } from "../../contacts/index.ts";
import { buildMessage, buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { createFileStore, type FileStore } from "../../files/index.ts";
import { createLog } from "../../lib/log.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { createOutbound } from "../../outbound/index.ts";
import { type LocalServer, startHttp } from "../../outbound/local-server.test-kit.ts";
import type { Connector } from "../connector.ts";
import { fetchPhoto, type PhotoDeps } from "./fetch-photo.ts";

export type PhotoRow = {
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly failure: string | null;
  readonly file: string | null;
  readonly type: string | null;
};

/** Contacts who write, a network's file server on loopback that alone may be reached, and the fetcher, a round at a time. */
export type PhotoWorld = {
  readonly world: World;
  readonly files: FileStore;
  readonly server: LocalServer;
  readonly deps: PhotoDeps;
  address(path: string): string;
  /** What the server answers from now on. */
  serve(listener: RequestListener): void;
  /** Somebody writes, with a picture at this address; null: with none any more. */
  write(from: string, photo: string | null | undefined, same?: string): Promise<void>;
  /** All that is due, once each. */
  round(over?: Partial<PhotoDeps>): Promise<void>;
  /** It is due again, and may be told anew at once. */
  later(from: string): Promise<void>;
  row(from: string): Promise<PhotoRow | undefined>;
  contact(from: string): Promise<{ id: ContactId; photo: string | null }>;
  /** Keys of all files that are stored. */
  stored(): Promise<string[]>;
  close(): Promise<void>;
};

export async function openPhotoWorld(connector: Partial<Connector> = {}): Promise<PhotoWorld> {
  const world = await buildWorld();
  const root = await mkdtemp(join(tmpdir(), "guichet-photos-"));
  const files = createFileStore({ root });
  let listener: RequestListener = (_request, response) => void response.writeHead(404).end();
  const server = await startHttp((request, response) => listener(request, response));
  const outbound = createOutbound({ allowPrivateHosts: [`127.0.0.1:${server.port}`] });
  const { system } = world.database;
  const deps: PhotoDeps = {
    ...{ database: world.database, outbound, files, now: () => new Date(), log: createLog("silent") },
    ...{ publicUrl: "", secretBox: {} as never, patienceMs: 1500, wake: () => undefined },
    connectors: new Map([["api", connector as Connector]]),
    channel: async (organizationId, id) =>
      ({ organizationId, id, platform: "api", secrets: {}, settings: {} }) as never,
  };
  return {
    ...{ world, files, server, deps },
    address: (path) => `http://127.0.0.1:${server.port}${path}`,
    serve(next) {
      listener = next;
    },
    async write(from, ref, same) {
      const said =
        ref === undefined ? undefined : toToldPhoto(ref === null ? null : { ref, ...(same ? { same } : {}) });
      const party = { externalId: from, displayName: from, ...(said === undefined ? {} : { photo: said }) };
      await world.receive(buildMessage(world, { party, externalId: uuidV7() }));
    },
    async round(over = {}) {
      for (;;) {
        const job = await claimPhoto(world.database, []);
        if (job === undefined) return;
        await fetchPhoto({ ...deps, ...over }, job, new AbortController().signal);
      }
    },
    async later(from) {
      await sql`update contact_photos p set tried_at = null, next_attempt_at = case when p.next_attempt_at is null then null else now() end
        from identities i where i.id = p.identity_id and i.external_id = ${from}`.execute(system);
    },
    async row(from) {
      const found = await sql<PhotoRow>`
        select p.attempts, p.next_attempt_at, p.failure, p.file, p.type from contact_photos p
        join identities i on i.id = p.identity_id where i.external_id = ${from}`.execute(system);
      return found.rows[0];
    },
    async contact(from) {
      const found = await sql<{ id: ContactId; photo: string | null }>`
        select c.id, c.photo from identities i join contacts c on c.id = i.contact_id where i.external_id = ${from}`.execute(
        system,
      );
      const [contact] = found.rows;
      if (contact === undefined) throw new Error(`Nobody is called ${from}.`);
      return contact;
    },
    async stored() {
      const keys: string[] = [];
      for await (const { key } of files.list()) keys.push(key);
      return keys;
    },
    async close() {
      await outbound.close();
      await server.stop();
      await world.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
