export { answerError } from "./answer-error.ts";
export { ownOrigin } from "./check-origin.ts";
export { describeApi } from "./describe-api.ts";
export { createHttpServer, type HttpServerOptions } from "./http-server.ts";
export { openApiRoutes } from "./openapi.routes.ts";
export { type Access, type RateClass, type Route, type RouteRequest, route, type Viewer } from "./route.ts";
export type { RouteCtx } from "./route-ctx.ts";
export { pagePolicy } from "./security-headers.ts";
