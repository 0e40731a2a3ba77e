import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import pg from "pg";
import type WebSocket from "ws";
import { WebSocketServer } from "ws";
import { FOUR_WRITES } from "./floor-tables.ts";

/**
 * What a message costs when nothing but the least is done: `node floor-server.ts MODE DATABASE_URL`.
 * `h0` parse and answer · `n1` one statement a message · `nb` micro-batches, acknowledged after commit; tells ten of the
 * connected sockets, one of which may be the page `/u1` · `ws` sockets alone: one broadcast and 200 targeted frames a second.
 */
type Message = { readonly id: string; readonly text: string; readonly contact: { readonly id: string } };
type Waiting = { readonly message: Message; readonly done: (error?: unknown) => void };

const MOST_IN_BATCH = 200;
const GROUP = 10;
const ANSWER = '{"ok":true}';
const HEADERS = { "content-type": "application/json", "content-length": ANSWER.length };
const [mode = "h0", databaseUrl = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: mode === "nb" ? 2 : 8 });
const sockets: WebSocket[] = [];
const queue: Waiting[] = [];
let inFlight = 0;
const readPage = (name: string) => readFileSync(new URL(`./pages/${name}.html`, import.meta.url));
/** `/u0` says one word; `/u1` is a hand-written window of 30 rows over 50 conversations. */
const pages: Record<string, Buffer> = { "/u0": readPage("u0"), "/u1": readPage("u1") };

const server = createServer((request, response) => {
  if (request.method === "GET") {
    const page = pages[request.url ?? ""];
    return response.writeHead(page === undefined ? 404 : 200, { "content-type": "text/html" }).end(page);
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const message: Message = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const answer = (error?: unknown) => response.writeHead(error === undefined ? 200 : 500, HEADERS).end(ANSWER);
    if (mode === "h0") return answer();
    if (mode === "n1") return void write([message]).then(() => answer(), answer);
    queue.push({ message, done: answer });
    startNext();
  });
});
const live = new WebSocketServer({ server, perMessageDeflate: false });
live.on("connection", (socket) => {
  sockets.push(socket);
  socket.on("close", () => sockets.splice(sockets.indexOf(socket), 1));
});
if (mode === "ws") startTalking();
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => {
  const bound = server.address();
  if (bound !== null && typeof bound !== "string") console.log(`listening ${bound.port}`);
});

async function write(messages: readonly Message[]): Promise<void> {
  await pool.query({
    name: "four",
    text: FOUR_WRITES,
    values: [messages.map((m) => m.contact.id), messages.map((m) => m.id), messages.map((m) => m.text)],
  });
}

/** Whatever queued while the batches in flight were being written is the next batch. */
function startNext(): void {
  while (inFlight < 2 && queue.length > 0) {
    inFlight += 1;
    const batch = queue.splice(0, MOST_IN_BATCH);
    void write(batch.map((waiting) => waiting.message))
      .then(
        () => {
          for (const waiting of batch) {
            waiting.done();
            tellGroup(waiting.message);
          }
        },
        (error: unknown) => {
          for (const waiting of batch) waiting.done(error);
        },
      )
      .then(() => {
        inFlight -= 1;
        startNext();
      });
  }
}

function tellGroup(message: Message): void {
  if (sockets.length < GROUP) return;
  const groups = Math.floor(sockets.length / GROUP);
  const group = Number(/^#(\d+)#/.exec(message.text)?.[1] ?? 0) % groups;
  const { id, contact, text } = message;
  const frame = JSON.stringify({ type: "message", id, contact: contact.id, text: text.slice(0, 300) });
  for (let n = 0; n < GROUP; n += 1) sockets[group * GROUP + n]?.send(frame);
}

function startTalking(): void {
  const frame = JSON.stringify({ type: "event", text: "x".repeat(270) });
  let turn = 0;
  setInterval(() => {
    for (const socket of sockets) socket.send(frame);
  }, 1000);
  setInterval(() => {
    for (let n = 0; n < 10 && sockets.length > 0; n += 1) {
      turn += 1;
      sockets[turn % sockets.length]?.send(frame);
    }
  }, 50);
}
