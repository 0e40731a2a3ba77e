import { createServer, type IncomingMessage, type Server } from "node:http";
import { apiOutbound } from "@guichet/contract";
import { drawFace, showsFace } from "@guichet/simulator";
import { Webhook } from "standardwebhooks";
import { newId } from "../new-id.ts";
import { ask, type Door } from "./door.ts";

/** Fill in what only the Admin knows once the channel is connected. */
export type AppConnection = { readonly webhookUrl: string; readonly secret: string };
export type AppDoor = Door & {
  /** Where Guichet posts answers to. */
  readonly outboundUrl: string;
  connect(connection: AppConnection): void;
};

const MOST_BYTES = 1_000_000;
/** Where pictures of the app's users lie, each by a name. */
const FACES = "/faces?";

/**
 * The backend of an invented mobile app, or of a forum: it posts what its users write and shows them what comes back (API
 * channel). In the forum everybody reads it; a script's page is the post.
 */
export async function createAppDoor(kind: "app" | "forum" = "app"): Promise<AppDoor> {
  const listeners = new Map<string, (text: string) => void>();
  const waiting = new Map<string, string[]>();
  let connection: AppConnection | undefined;
  const given = () => {
    if (connection === undefined) throw new Error("The app is not connected yet.");
    return connection;
  };
  const take = async (request: IncomingMessage): Promise<number> => {
    const body = await readBody(request);
    const { data } = apiOutbound.parse(new Webhook(given().secret).verify(body, headersOf(request)));
    const seen = waiting.get(data.contact.id) ?? [];
    // The same message may be posted again; its id says so.
    if (!seen.includes(data.id)) {
      waiting.set(data.contact.id, [...seen, data.id]);
      void report(given(), data.id, "delivered");
      listeners.get(data.contact.id)?.(data.text);
    }
    return 200;
  };
  const server = await listen(take);
  return {
    outboundUrl: `http://127.0.0.1:${portOf(server)}/messages`,
    connect(given) {
      connection = given;
    },
    async open(name, script, onAnswer) {
      const id = `${kind === "app" ? "app" : "member"}-${newId().slice(-6)}`;
      const place = kind === "app" ? {} : { visibility: "public", thread: threadOf(script.page), subject: script.page };
      listeners.set(id, onAnswer);
      const contact = {
        ...{ id, name, attributes: { Language: script.language, "App version": "4.2.1" } },
        ...(showsFace(name)
          ? { avatarUrl: `http://127.0.0.1:${portOf(server)}${FACES}${new URLSearchParams({ name })}` }
          : {}),
      };
      return {
        say: (text) =>
          post(given(), "", { type: "message", id: newId(), at: new Date().toISOString(), contact, text, ...place }),
        noteTyping: (on) => void post(given(), "", { type: "typing", contact, on }).catch(() => undefined),
        noteRead() {
          const last = waiting.get(id)?.at(-1);
          if (last !== undefined) void report(given(), last, "read");
        },
        close: () => void listeners.delete(id),
      };
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** One post, one thread. */
function threadOf(post: string): string {
  return post
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "-")
    .slice(0, 40);
}

async function report(connection: AppConnection, id: string, status: "delivered" | "read"): Promise<void> {
  await post(connection, "/statuses", { id, status, at: new Date().toISOString() }).catch(() => undefined);
}

/** Signed as Standard Webhooks say. */
async function post({ webhookUrl, secret }: AppConnection, path: string, event: unknown): Promise<void> {
  const body = JSON.stringify(event);
  const [id, at] = [newId(), new Date()];
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
  await ask("The app's webhook", webhookUrl + path, { method: "POST", headers, body });
}

function listen(take: (request: IncomingMessage) => Promise<number>): Promise<Server> {
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    if (request.method === "GET" && url.startsWith(FACES)) {
      const face = drawFace(new URLSearchParams(url.slice(FACES.length)).get("name") ?? "");
      return void response.writeHead(200, { "content-type": "image/png" }).end(face);
    }
    const answer = (status: number) => response.writeHead(status, { "content-type": "application/json" }).end("{}");
    void take(request).then(answer, () => answer(400));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(entries);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MOST_BYTES) throw new Error("Too large.");
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
}
