export { answerError, isDatabaseAway } from "./answer-error.ts";
export { ownOrigin } from "./check-origin.ts";
export { createHttpServer, type HttpServerOptions } from "./http-server.ts";
export { type Access, type RateClass, type Route, type RouteRequest, route, type Viewer } from "./route.ts";
export type { RouteCtx } from "./route-ctx.ts";
export { pagePolicy } from "./security-headers.ts";
