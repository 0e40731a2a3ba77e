import type { IncomingMessage, ServerResponse } from "node:http";
import { drawFace, showsFace } from "../face.ts";
import type { SentFile } from "./graph-request.ts";

/** Files that lie at addresses of their own, for whoever knows the address, as on Meta's file servers. */
export class ServedFiles {
  readonly #kept = new Map<string, SentFile>();
  readonly #faces = new Map<string, string>();
  readonly #owner: string;
  readonly #root: () => string;
  readonly #newId: () => string;

  constructor(owner: string, root: () => string, newId: () => string) {
    this.#owner = owner;
    this.#root = root;
    this.#newId = newId;
  }

  keep(file: SentFile): string {
    const id = this.#newId();
    this.#kept.set(id, file);
    return id;
  }

  /** The picture of a person who shows one, kept once. */
  keepFace(personId: string, name: string): string | undefined {
    if (!showsFace(name)) return undefined;
    const known = this.#faces.get(personId);
    const id = known ?? this.keep({ bytes: drawFace(name), name: "face.png", type: "image/png" });
    this.#faces.set(personId, id);
    return id;
  }

  get(id: string): SentFile | undefined {
    return this.#kept.get(id);
  }

  has(id: string): boolean {
    return this.#kept.has(id);
  }

  /** From now on nothing lies at its address: a story has ended. */
  remove(id: string): void {
    this.#kept.delete(id);
  }

  addressOf(id: string): string {
    return `${this.#root()}/cdn/${this.#owner}/${id}`;
  }

  /** Files need no token, and whoever sends one has told it to a stranger. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { pathname } = new URL(request.url ?? "/", "http://simulator");
    const [, owner, id = ""] = /^\/cdn\/(\d+)\/(\d+)$/.exec(pathname) ?? [];
    const file = owner === this.#owner ? this.#kept.get(id) : undefined;
    if (file === undefined) return false;
    if (request.headers.authorization !== undefined)
      response.writeHead(400).end("A token was sent to the file server.");
    else response.writeHead(200, { "content-type": file.type, "x-content-type-options": "nosniff" }).end(file.bytes);
    return true;
  }
}
