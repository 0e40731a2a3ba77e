import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, resolve } from "node:path";
import type { Finding } from "./finding.ts";

export type MachinePlaces = { dataDir: string; keyFile: string; host: string; port: number; isRunning: boolean };

/** What Guichet relies on in the machine: Node, a data folder with space, its key, its port. */
export async function examineMachine(places: MachinePlaces): Promise<Finding[]> {
  const folder = nearestFolder(places.dataDir);
  return [
    checkNode(),
    checkWritable(places.dataDir, folder),
    checkSpace(folder),
    checkKey(places),
    await checkPort(places),
  ];
}

function checkNode(): Finding {
  const ok = Number(process.versions.node.split(".")[0]) >= 24;
  return { subject: "Node", ok, detail: `${process.versions.node}${ok ? "" : ", and 24 is needed"}` };
}

/** The data folder, or the one it will be made in. */
function nearestFolder(path: string): string {
  const folder = resolve(path);
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

function checkWritable(dataDir: string, folder: string): Finding {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return {
      subject: "data folder",
      ok: true,
      detail: `${resolve(dataDir)}${existsSync(dataDir) ? "" : " (not made yet)"}`,
    };
  } catch {
    return { subject: "data folder", ok: false, detail: `this account may not write into ${folder}` };
  }
}

function checkSpace(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const gigabytes = (bavail * bsize) / 1e9;
  return {
    subject: "disk",
    ok: gigabytes >= 1,
    detail: `${gigabytes.toFixed(1)} GB free${gigabytes >= 1 ? "" : ": too little"}`,
  };
}

/** Without its key every stored credential is lost: it must be there, and nobody else may read it. */
function checkKey({ keyFile, dataDir }: MachinePlaces): Finding {
  const subject = "key";
  const seen = statSync(keyFile, { throwIfNoEntry: false });
  if (!seen) {
    const isNew = !existsSync(dataDir);
    return { subject, ok: isNew, detail: isNew ? "made at the first start" : `${keyFile} is missing` };
  }
  if ((seen.mode & 0o077) !== 0) return { subject, ok: false, detail: `others may read ${keyFile}: chmod 600` };
  return { subject, ok: true, detail: `${keyFile} (backups leave it out: keep a copy)` };
}

async function checkPort({ host, port, isRunning }: MachinePlaces): Promise<Finding> {
  if (isRunning) return { subject: "port", ok: true, detail: `Guichet runs (port ${port} in its settings)` };
  const server = createServer();
  const code = await new Promise<string | undefined>((done) => {
    server.once("error", (error) => done("code" in error ? String(error.code) : error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(undefined)));
  });
  return {
    subject: "port",
    ok: !code,
    detail: code ? `${host}:${port} cannot be used: ${code}` : `${host}:${port} is free`,
  };
}
