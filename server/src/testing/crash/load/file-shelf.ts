import type { ServerResponse } from "node:http";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import type { ExpectedFile } from "../history/history.ts";
import { between, chance } from "./random.ts";

export type FileShelf = {
  /** A file that a contact's message may carry. */
  offerFile(): ExpectedFile;
  /** Its address from the peer's own on. */
  fileUrl(file: ExpectedFile): string;
  give(path: string, response: ServerResponse): void;
};

/** Files as providers have them: most are there, some only at the third try, some are gone for good. */
export function createFileShelf(): FileShelf {
  const asked = new Map<string, number>();
  return {
    offerFile() {
      const kind = chance(0.6) ? "there" : chance(0.6) ? "shy" : "gone";
      const size = Math.ceil(between(1, 60_000));
      return { name: `${kind}-${size}-${uuidV7()}.bin`, end: kind === "gone" ? "failed" : "stored", size };
    },
    fileUrl: (file) => `/files/${file.name}`,
    give(path, response) {
      const [kind, size] = path.replace("/files/", "").split("-");
      const times = (asked.get(path) ?? 0) + 1;
      asked.set(path, times);
      if (kind === "gone") response.writeHead(404).end();
      else if (kind === "shy" && times < 3) response.writeHead(times === 1 ? 503 : 500).end();
      else response.writeHead(200, { "content-type": "application/octet-stream" }).end(Buffer.alloc(Number(size), 7));
    },
  };
}
