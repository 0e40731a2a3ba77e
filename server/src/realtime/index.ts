export { bootstrapRoutes } from "./bootstrap.routes.ts";
export { readTyping, startLive, type TypingNews } from "./live.ts";
export { createLiveHub, type LiveHub } from "./live-hub.ts";
