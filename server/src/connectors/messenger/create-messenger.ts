import type { FastifyInstance } from "fastify";
import { createChannelDoor } from "./channel-door.ts";
import { createEntry } from "./entry.ts";
import { createVisitorHub, type VisitorHub } from "./live/visitor-hub.ts";
import { messengerRoutes } from "./messenger.routes.ts";
import { messengerPages } from "./pages/pages.routes.ts";
import type { DoorLimit, MessengerDeps } from "./ports.ts";

export type Messenger = {
  readonly routes: ReturnType<typeof messengerRoutes>;
  /** Preflights, CORS headers of refusals, proof before an upload is read: call it before routes are added. */
  guard(app: FastifyInstance, limit: DoorLimit): void;
  readonly hub: VisitorHub;
};

/** The messenger's public side: its routes, its guard and its sockets, which know the same channels. */
export function createMessenger(deps: MessengerDeps): Messenger {
  const door = createChannelDoor(deps.findChannel, deps.now);
  const entry = createEntry({ ...deps, door });
  return {
    routes: [...messengerRoutes(deps, entry), ...messengerPages(deps, door)],
    guard: entry.guard,
    hub: createVisitorHub(deps, door),
  };
}
