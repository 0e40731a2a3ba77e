export { bootstrapRoutes } from "./bootstrap.routes.ts";
export { readTyping, startLive } from "./live.ts";
export { createLiveHub } from "./live-hub.ts";
