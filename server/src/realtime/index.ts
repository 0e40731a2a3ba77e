export { bootstrapRoutes } from "./bootstrap.routes.ts";
export { readTyping, startLive, type TypingNews } from "./live.ts";
export { createLiveHub } from "./live-hub.ts";
