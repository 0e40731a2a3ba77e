export { createMessenger, type Messenger } from "./create-messenger.ts";
export { messengerListener } from "./messenger.listeners.ts";
export type { FindChannel } from "./ports.ts";
export { sweepVisitors } from "./sweep-visitors.ts";
