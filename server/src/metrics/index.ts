/** Every metric's one definition, and the facts kept up from the event log. */
export { handleTimeListener } from "./handle-time.listeners.ts";
export { insightRoutes } from "./insights.routes.ts";
export { sweepHandleEnds } from "./sweep-handle-ends.ts";
