export { appendEvents, type NewEvent } from "./append-events.ts";
export { nudgeDispatchers, startDispatcher } from "./dispatcher.ts";
export { createEventBus, type EventBus } from "./event-bus.ts";
export { createEventFeed, type EventFeed, headPosition } from "./event-feed.ts";
export { giveUpLease, takeLease } from "./lease.ts";
export { type EventRow, toLoggedEvent } from "./logged-event.ts";
export { type Listener, startListeners } from "./run-listeners.ts";
export { discardSkip, makeSkipDue } from "./skipped-events.ts";
export { createWake, type Wake } from "./wake.ts";
