import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  type AttachmentView,
  attachmentView,
  type ErrorCode,
  type MessengerConfig,
  type MessengerFrame,
  messengerCommand,
  messengerConfig,
  openSessionBody,
  type pageFacts,
  updateVisitorBody,
  type VisitorMessage,
  visitorMessage,
  visitorSendBody,
} from "@guichet/contract";
import { type WebSocket, WebSocketServer } from "ws";
import type { z } from "zod";
import { noTrouble, proofOf, type Reply, readAll, refuse, type Trouble } from "./fake-answers.ts";
import { newId } from "./new-id.ts";

type Visitor = { key: string; userId: string | null; thread: VisitorMessage[]; sockets: Set<WebSocket> };
/**
 * A server that speaks the public contract, small enough to be made to misbehave. Everything it hears is checked with the
 * contract's own schemas; what does not fit is in `violations`.
 */
export class FakeMessenger {
  readonly channelId = newId();
  widgetPath = "";
  violations: string[] = [];
  posts: { id: string; text: string; token: string }[] = [];
  sessions: { proof: "token" | "jwt" | "none"; page: z.infer<typeof pageFacts> }[] = [];
  updates: z.infer<typeof updateVisitorBody>[] = [];
  commands: z.infer<typeof messengerCommand>[] = [];
  trouble: Trouble = noTrouble();
  config: Partial<MessengerConfig> = {};
  /** What `config` refuses with; undefined: it answers. */
  refusesConfig: ErrorCode | undefined;
  identifiedOnly = false;
  private visitors = new Map<string, Visitor>();
  private readonly files = new Map<string, { view: AttachmentView; bytes: Buffer }>();
  private counter = 1_000;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));
  private readonly sockets = new WebSocketServer({ noServer: true });

  /** As if nobody had ever come. */
  reset(): void {
    this.dropLines();
    this.visitors = new Map();
    [this.violations, this.posts, this.sessions, this.updates, this.commands] = [[], [], [], [], []];
    [this.trouble, this.config, this.identifiedOnly, this.refusesConfig] = [noTrouble(), {}, false, undefined];
  }

  async start(port = 0): Promise<void> {
    this.server.removeAllListeners("upgrade");
    this.server.on("upgrade", (request, socket, head) => {
      const visitor = this.visitors.get(proofOf(request));
      if (!visitor || this.trouble.blockSockets) {
        socket.destroy();
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (line) => this.welcome(line, visitor, request));
    });
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends the process, as it were: nothing answers until `start` with the same port. */
  async stop(): Promise<void> {
    this.dropLines();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  dropLines(): void {
    for (const line of this.sockets.clients) line.terminate();
  }

  get openLines(): number {
    return this.sockets.clients.size;
  }

  /** The visitors there are, in the order they came. */
  people(): Visitor[] {
    return [...new Set(this.visitors.values())];
  }

  /** Makes every token of the visitor worthless. */
  endSessions(visitor: Visitor): void {
    for (const [token, other] of this.visitors) if (other === visitor) this.visitors.delete(token);
    this.tell(visitor, { type: "session_over" });
  }

  agentSays(visitor: Visitor, text: string, more: Partial<VisitorMessage> = {}): VisitorMessage {
    return this.put(visitor, { from: "agent", authorName: "Lena Duval", text, ...more });
  }

  put(visitor: Visitor, more: Partial<VisitorMessage>): VisitorMessage {
    this.counter += 1;
    const message = visitorMessage.parse({
      id: newId(),
      cursor: `${this.counter}`,
      orderKey: this.counter,
      from: "visitor",
      authorName: "",
      text: "",
      replyToId: null,
      attachments: [],
      at: new Date().toISOString(),
      state: "sent",
      readByAgent: false,
      ...more,
    });
    visitor.thread = [...visitor.thread.filter((other) => other.id !== message.id), message];
    this.tell(visitor, { type: "message", message });
    return message;
  }

  tell(visitor: Visitor, frame: MessengerFrame): void {
    for (const line of visitor.sockets) this.say(line, frame);
  }

  addFile(name: string, type: string, bytes: Buffer, inline: boolean): AttachmentView {
    const id = newId();
    const view = attachmentView.parse({ id, name, type, size: bytes.length, state: "stored", inline, contentId: null });
    this.files.set(id, { view, bytes });
    return view;
  }

  private say(line: WebSocket, frame: MessengerFrame): void {
    const times = this.trouble.doubleFrames ? 2 : 1;
    for (let time = 0; time < times; time++) line.send(JSON.stringify(frame));
  }

  private welcome(line: WebSocket, visitor: Visitor, request: IncomingMessage): void {
    const after = Number(new URL(request.url ?? "", this.origin).searchParams.get("after"));
    visitor.sockets.add(line);
    line.on("close", () => visitor.sockets.delete(line));
    line.on("message", (data) => {
      const command = messengerCommand.safeParse(JSON.parse(`${data}`));
      if (!command.success) this.violations.push(`command ${data}`);
      else if (command.data.type === "ping") this.say(line, { type: "pong" });
      else this.commands.push(command.data);
    });
    for (const message of visitor.thread) {
      if (Number(message.cursor) > after) this.say(line, { type: "message", message });
    }
    this.say(line, { type: "caught_up", cursor: `${this.counter}` });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/widget.js") {
      response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(this.widgetPath));
      return;
    }
    const bytes = await readAll(request);
    const reply = request.method === "OPTIONS" ? { status: 204 } : this.route(request, bytes);
    await new Promise((resolve) => setTimeout(resolve, this.trouble.answerAfterMs));
    if (!reply) {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, {
      "content-type": reply.bytes ? "application/octet-stream" : "application/json",
      "access-control-allow-origin": request.headers.origin ?? "",
      "access-control-allow-headers": "authorization, content-type",
      "access-control-allow-methods": "GET, POST, PATCH",
    });
    response.end(reply.bytes ?? (reply.body === undefined ? "" : JSON.stringify(reply.body)));
  }

  private route(request: IncomingMessage, bytes: Buffer): Reply | undefined {
    const url = new URL(request.url ?? "", this.origin);
    const [, root, channel, what, id] = url.pathname.split("/");
    if (root !== "messenger" || channel !== this.channelId) return refuse("not_found", 404);
    if (!request.headers.origin) this.violations.push(`no origin: ${request.method} ${url}`);
    const call = `${request.method} ${what}`;
    if (call === "GET config" && this.refusesConfig) return refuse(this.refusesConfig, 403);
    if (call === "GET config") return { status: 200, body: this.describe() };
    if (call === "POST sessions") return this.openSession(bytes);
    const token = proofOf(request);
    const visitor = this.visitors.get(token);
    if (!visitor) return refuse("session_expired", 401);
    if (call === "PATCH visitor") return this.update(bytes);
    if (call === "GET messages") return { status: 200, body: this.page(visitor, url.searchParams) };
    if (call === "POST messages") return this.take(visitor, token, bytes);
    if (call === "POST files") return this.store(url.searchParams.get("name") ?? "", request, bytes);
    const file = this.files.get(id ?? "");
    return file ? { status: 200, bytes: file.bytes } : refuse("not_found", 404);
  }

  private describe(): MessengerConfig {
    const { channelId } = this;
    const usual = { channelId, name: "Shop", color: "#2b5fd9", texts: {}, maxFileBytes: 1e6, maxTextCharacters: 4096 };
    return messengerConfig.parse({ ...usual, ...this.config });
  }

  private openSession(bytes: Buffer): Reply {
    const body = this.parse(openSessionBody, bytes);
    if (!body) return refuse("invalid_input", 400);
    this.sessions.push({ proof: body.jwt ? "jwt" : body.token ? "token" : "none", page: body.page });
    if (body.token) {
      const known = this.visitors.get(body.token);
      return known ? this.letIn(known, body.token) : refuse("session_expired", 401);
    }
    const userId = /^proof-of-(.+)$/.exec(body.jwt ?? "")?.[1] ?? null;
    if (body.jwt && !userId) return refuse("signature_refused", 401);
    if (!userId && this.identifiedOnly) return refuse("not_allowed", 403);
    const known = this.people().find((visitor) => userId && visitor.userId === userId);
    return this.letIn(known ?? { key: newId(), userId, thread: [], sockets: new Set() });
  }

  private letIn(visitor: Visitor, token = randomBytes(24).toString("base64url")): Reply {
    this.visitors.set(token, visitor);
    return { status: 200, body: { token, identified: visitor.userId !== null, userId: visitor.userId } };
  }

  private update(bytes: Buffer): Reply {
    const body = this.parse(updateVisitorBody, bytes);
    if (!body) return refuse("invalid_input", 400);
    this.updates.push(body);
    return { status: 204 };
  }

  private page(visitor: Visitor, query: URLSearchParams) {
    const sorted = visitor.thread.toSorted((a, b) => a.orderKey - b.orderKey);
    const [after, before] = [query.get("after"), query.get("before")];
    const wanted = sorted.filter((message) =>
      after ? Number(message.cursor) > Number(after) : !before || message.orderKey < Number(before),
    );
    const messages = after ? wanted : wanted.slice(-20).reverse();
    const isMore = !after && wanted.length > messages.length;
    return { messages, cursor: `${this.counter}`, before: isMore ? `${messages.at(-1)?.orderKey}` : null };
  }

  private take(visitor: Visitor, token: string, bytes: Buffer): Reply | undefined {
    const { refusePosts } = this.trouble;
    if (refusePosts.count-- > 0) return refuse(refusePosts.code, refusePosts.status);
    const body = this.parse(visitorSendBody, bytes);
    if (!body) return refuse("invalid_input", 400);
    this.posts.push({ id: body.id, text: body.text, token });
    if (!visitor.thread.some((message) => message.id === body.id)) {
      const attachments = body.attachmentIds.flatMap((id) => this.files.get(id)?.view ?? []);
      this.put(visitor, { id: body.id, text: body.text, attachments });
    }
    if (this.trouble.loseAnswers-- > 0) return undefined;
    return { status: 201, body: { id: body.id, acceptedAt: new Date().toISOString() } };
  }

  private store(name: string, request: IncomingMessage, bytes: Buffer): Reply {
    if (name.endsWith(".exe")) return refuse("attachment_not_accepted", 422);
    const type = request.headers["content-type"] ?? "";
    return { status: 201, body: this.addFile(name, type, bytes, type.startsWith("image/")) };
  }

  private parse<T extends z.ZodType>(schema: T, bytes: Buffer): z.output<T> | undefined {
    const result = schema.safeParse(JSON.parse(bytes.toString()));
    if (!result.success) this.violations.push(`${bytes}: ${result.error.message}`);
    return result.data;
  }
}
