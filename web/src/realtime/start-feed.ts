import type { LiveFrame } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../api/call.ts";
import { setLiveHealth } from "../api/live-health.ts";
import { queries } from "../api/queries.ts";
import { routes } from "../api/routes.ts";
import { signedOut } from "../api/signed-out.ts";
import { keepConversationsByFeed } from "../features/conversations/picture/caches.ts";
import { whenTyping } from "../features/conversations/say-typing.ts";
import { viewedNow, whenViewing } from "../features/conversations/viewing/say-viewing.ts";
import { activeHereWithin } from "../ui/activity.ts";
import { applyEvent } from "./apply-event.ts";
import { FrameBatch } from "./frame-batch.ts";
import { LiveConnection, type SocketEvents } from "./live-connection.ts";
import { readPicture, refreshEarly, refreshPicture, writePicture } from "./query-picture.ts";

/** Pointer, key or touch within the last minute counts as active (what the server is told with each ping). */
const ACTIVE_WITHIN = 60_000;
const BOOTSTRAP_AGAIN = 3000;

/** Fetches the world, then lets every event that follows change it. */
export function startFeed(cache: QueryClient): { stop(): void } {
  const feed = new Feed(cache);
  void feed.start();
  return feed;
}

class Feed {
  readonly #cache: QueryClient;
  readonly #frames = new FrameBatch<LiveFrame>((frames) => this.#apply(frames));
  readonly #stopped = new AbortController();
  #connection: LiveConnection | undefined;
  #position = "0";
  #refreshing = false;

  constructor(cache: QueryClient) {
    this.#cache = cache;
    keepConversationsByFeed(cache);
  }

  async start(): Promise<void> {
    const position = await this.#bootstrap();
    if (position === undefined || this.#stopped.signal.aborted) return;
    this.#position = position;
    refreshEarly(this.#cache);
    const connection = new LiveConnection(position, {
      connect: openSocket,
      later: (milliseconds, work) => {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
      random: Math.random,
      isActive: () => activeHereWithin(ACTIVE_WITHIN),
      isOnline: () => navigator.onLine,
      onFrame: (frame) => this.#receive(frame),
      onHealth: (health) => {
        setLiveHealth(health);
        // The server forgets what a tab shows when its line is cut.
        if (health === "live") connection.say({ type: "viewing", place: viewedNow() });
      },
      onTrouble: (failures) => checkSession(failures),
    });
    this.#connection = connection;
    whenTyping((conversationId, on) => connection.say({ type: "typing", conversationId, on }));
    whenViewing((place) => connection.say({ type: "viewing", place }));
    this.#watchPage(connection);
  }

  stop(): void {
    this.#stopped.abort();
    this.#frames.drop();
    this.#connection?.stop();
    // What happens from now on is in no frame that this page will see.
    void this.#cache.invalidateQueries({ queryKey: queries.bootstrap().queryKey, refetchType: "none" });
  }

  #watchPage(connection: LiveConnection): void {
    const { signal } = this.#stopped;
    window.addEventListener("online", () => connection.wake(), { signal });
    window.addEventListener("offline", () => connection.offline(), { signal });
    const look = (): void => {
      this.#frames.flush();
      if (document.visibilityState === "visible") connection.wake();
    };
    document.addEventListener("visibilitychange", look, { signal });
  }

  #receive(frame: LiveFrame): void {
    if (frame.type === "signed_out") signedOut(frame.reason);
    else if (frame.type === "reload") void this.#refresh();
    else this.#frames.add(frame);
  }

  #apply(frames: readonly LiveFrame[]): void {
    const before = readPicture(this.#cache, this.#position);
    if (before === undefined) return;
    const now = Date.now();
    const after = frames.reduce((picture, frame) => applyEvent(picture, frame, now), before);
    this.#position = after.position;
    writePicture(this.#cache, before, after);
    if (after.stale) void this.#refresh();
  }

  /** The world anew: too much was missed, or something changed that frames do not carry. */
  async #refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    await this.#cache.invalidateQueries({ queryKey: queries.bootstrap().queryKey, refetchType: "none" });
    const position = await this.#bootstrap();
    this.#refreshing = false;
    if (position === undefined || this.#stopped.signal.aborted) return;
    this.#frames.drop();
    this.#position = position;
    refreshPicture(this.#cache);
    this.#connection?.restart(position);
  }

  /** Tries until the server answers; undefined when stopped or signed out meanwhile. */
  async #bootstrap(): Promise<string | undefined> {
    while (!this.#stopped.signal.aborted) {
      try {
        return (await this.#cache.fetchQuery(queries.bootstrap())).position;
      } catch {
        // A call that finds nobody signed in tells the frame itself, and the frame stops this feed.
        await new Promise((done) => setTimeout(done, BOOTSTRAP_AGAIN));
      }
    }
    return undefined;
  }
}

function openSocket(after: string, events: SocketEvents): WebSocket {
  const address = new URL(`/api/v1/live?after=${after}`, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  socket.onopen = () => events.onOpen();
  socket.onmessage = (event) => events.onMessage(event.data);
  socket.onclose = () => events.onClose();
  return socket;
}

/** A socket does not say why it was refused; an ordinary call does, and tells the frame when nobody is signed in. */
function checkSession(failures: number): void {
  if (failures % 3 === 2) call(routes.getMe).catch(() => undefined);
}
