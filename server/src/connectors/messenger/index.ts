export { createMessengerConnector } from "./connector.ts";
export { createMessenger, type Messenger } from "./create-messenger.ts";
export type { AgentTyping, VisitorHub } from "./live/visitor-hub.ts";
export { messengerListener } from "./messenger.listeners.ts";
export type { AcceptVisitorDelivery, DemoPage, FindChannel, FoundChannel, MessengerDeps } from "./ports.ts";
export { sweepVisitors } from "./sweep-visitors.ts";
