import type { IncomingMessage, ServerResponse } from "node:http";

export type MediaFile = {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
};

/** Ids that last, and addresses that are good for five minutes and behind the token. */
export class WhatsappFiles {
  readonly #files = new Map<string, MediaFile>();
  readonly #addresses = new Map<string, { readonly file: MediaFile; readonly until: number }>();
  readonly #isToken: (token: string) => boolean;
  readonly #now: () => number;
  /** Who asked for bytes, by the header that came along. */
  readonly asked: string[] = [];
  /** Another host that serves the next file, without a token. */
  redirectTo: string | undefined;

  constructor(options: { readonly now: () => number; readonly isToken: (token: string) => boolean }) {
    this.#now = options.now;
    this.#isToken = options.isToken;
  }

  add(bytes: Uint8Array, type: string, name: string): MediaFile {
    const file = { id: String(900_000_000_000_001 + this.#files.size), bytes, type, name };
    this.#files.set(file.id, file);
    return file;
  }

  byId(id: string): MediaFile | undefined {
    return this.#files.get(id);
  }

  addressOf(file: MediaFile, base: string): string {
    const path = `/whatsapp_business/attachments/${file.id}.${this.#addresses.size + 1}`;
    this.#addresses.set(path, { file, until: this.#now() + 300_000 });
    return `${base}${path}`;
  }

  expireAddresses(): void {
    this.#addresses.clear();
  }

  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const path = new URL(request.url ?? "/", "http://simulator").pathname;
    if (!path.startsWith("/whatsapp_business/attachments/")) return false;
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    this.asked.push(token);
    const found = this.#addresses.get(path);
    const isGood = found !== undefined && found.until > this.#now() && this.#isToken(token);
    if (!isGood) response.writeHead(404).end();
    else if (this.redirectTo !== undefined) response.writeHead(302, { location: this.redirectTo }).end();
    else response.writeHead(200, { "content-type": found.file.type }).end(found.file.bytes);
    return true;
  }
}
