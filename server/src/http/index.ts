export { answerError } from "./answer-error.ts";
export { createCallerAddress } from "./caller-address.ts";
export { createHttpServer } from "./http-server.ts";
export { openApiRoutes } from "./openapi.routes.ts";
export { createRateLimit } from "./rate-limit.ts";
export { type Caller, type Route, type RouteRequest, route, type Viewer } from "./route.ts";
export type { RouteCtx } from "./route-ctx.ts";
export { pagePolicy } from "./security-headers.ts";
export { sendLines } from "./send-lines.ts";
