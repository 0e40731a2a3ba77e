import { isIP } from "node:net";
import fastifyCookie from "@fastify/cookie";
import { Refusal } from "@guichet/contract";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { cleanJson } from "../lib/clean-json.ts";
import type { Log } from "../lib/log.ts";
import { parseJson } from "../lib/parse-json.ts";
import { answerError } from "./answer-error.ts";
import { checkOrigin } from "./check-origin.ts";
import { createRateLimit, type RateLimit } from "./rate-limit.ts";
import type { Caller, Route, RouteRequest, Viewer } from "./route.ts";
import { setSecurityHeaders } from "./security-headers.ts";

export type HttpServerOptions = {
  readonly routes: readonly Route[];
  readonly authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
  /** Whose token is it? From the header `Authorization` alone. Left out: no token opens anything. */
  readonly recognize?: (authorization: string | undefined) => Promise<Caller | null>;
  readonly publicUrl: string;
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For we believe; none by default (S42). */
  readonly trustedProxies: readonly string[];
  readonly log: Log;
  readonly now: () => number;
  /** After every request that may have changed something. */
  readonly wake: () => void;
  /** Check answers against their schema: in tests, not on hot paths. */
  readonly checkAnswers?: boolean;
  /** Multiplies the request limits; the tests that measure other things raise it. */
  readonly rateScale?: number;
  /** Waits for work, but not for a database that is away: then 503 within two seconds. */
  readonly patience?: <T>(work: Promise<T>) => Promise<T>;
  /** Hooks that must stand before any route, e.g. the messenger's preflights. */
  readonly before?: (app: FastifyInstance, limit: RateLimit) => void;
  /** When was it? For `/metrics`: method, route, status, milliseconds. */
  readonly observe?: (method: string, route: string, status: number, milliseconds: number) => void;
};

/** The HTTP server with every route of the table. It does not listen yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    bodyLimit: 256 * 1024,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    forceCloseConnections: "idle",
    // Routes check by their zod schemas and give Fastify none: its own compilers, which are large, are not even loaded.
    schemaController: { compilersFactory: { buildValidator: compileNothing, buildSerializer: compileNothing } },
  });
  const secure = options.publicUrl.startsWith("https:");
  await app.register(fastifyCookie);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, options.log));
  app.setNotFoundHandler((request, reply) => answerError(new Refusal("not_found"), request, reply, options.log));
  app.addHook("onSend", async (_request, reply, payload) => {
    setSecurityHeaders(reply, secure);
    return payload;
  });
  app.addHook("onResponse", async (request, reply) => {
    if (request.method !== "GET" && request.method !== "HEAD") options.wake();
    options.observe?.(request.method, request.routeOptions.url ?? "none", reply.statusCode, reply.elapsedTime);
  });
  const rateLimit = createRateLimit(options.now, options.rateScale ?? 1);
  options.before?.(app, rateLimit);
  await app.register((scope, _options, done) => {
    parseJsonBodies(scope);
    addRoutes(
      scope,
      options.routes.filter((route) => route.body !== "raw"),
      options,
      rateLimit,
    );
    done();
  });
  await app.register((scope, _options, done) => {
    takeRawBodies(scope);
    addRoutes(
      scope,
      options.routes.filter((route) => route.body === "raw"),
      options,
      rateLimit,
    );
    done();
  });
  return app;
}

function compileNothing(): never {
  throw new Error("A route was given a schema of Fastify's.");
}

/** JSON alone, with its depth and count judged before it is parsed (F-20). */
function parseJsonBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    if (body === "") return done(null, undefined);
    const parsed = parseJson(String(body), { maxDepth: 20, maxKeys: 20_000, maxBytes: 2 * 1024 * 1024 });
    if (parsed.ok) done(null, cleanJson(parsed.value));
    else
      done(
        new Refusal(parsed.reason === "too_large" ? "too_large" : "invalid_input", {
          fields: [{ path: "", problem: parsed.reason }],
        }),
      );
  });
}

function takeRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

function addRoutes(
  scope: FastifyInstance,
  routes: readonly Route[],
  options: HttpServerOptions,
  rateLimit: RateLimit,
): void {
  const publicOrigin = new URL(options.publicUrl).origin;
  for (const route of routes) {
    scope.route({
      method: route.method,
      url: route.root ? route.url : `/api/v1${route.url}`,
      bodyLimit: route.bodyLimit,
      config: { route },
      // Before the body is read: limits, origin, session, role.
      onRequest: async (request) => {
        rateLimit.take(route.rate, request.ip);
        if (route.method !== "GET" && !route.crossOrigin) checkOrigin(request, publicOrigin);
        if (route.access === "api") request.caller = await admitCaller(request, route, options);
        else if (route.access !== "anyone") request.viewer = await admit(request, route, options);
      },
      handler: async (request, reply) => await handle(route, request, reply, options),
    });
  }
}

async function admit(request: FastifyRequest, route: Route, options: HttpServerOptions): Promise<Viewer> {
  const viewer = await patient(options, options.authenticate(request));
  if (viewer === null) throw new Refusal("not_signed_in");
  if (route.access === "admin" && viewer.accountRole !== "admin") throw new Refusal("not_allowed");
  return viewer;
}

/** A token stands in the header; one in the address would stand in logs (RFC 6750, 5.3). */
async function admitCaller(request: FastifyRequest, route: Route, options: HttpServerOptions): Promise<Caller> {
  if (/[?&]access_token=/.test(request.url))
    throw new Refusal("invalid_input", {
      fields: [{ path: "access_token", problem: "does not belong into the address" }],
    });
  const { recognize } = options;
  const caller = recognize && (await patient(options, recognize(request.headers.authorization)));
  if (caller === null || caller === undefined) throw new Refusal("not_signed_in");
  const { scope } = route;
  if (scope === undefined || !caller.scopes.includes(scope))
    throw new Refusal("not_allowed", { details: { scope: scope ?? "" } });
  return caller;
}

async function handle(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpServerOptions,
): Promise<unknown> {
  const work = route.handler(toRouteRequest(route, request), reply);
  const answer = await (route.withoutDatabase ? work : patient(options, work));
  if (reply.sent || answer === reply) return reply;
  if (route.answer === undefined) return await reply.code(route.status).send();
  if (reply.statusCode === 200) reply.code(route.status);
  return options.checkAnswers === true ? route.answer.parse(answer) : answer;
}

function patient<T>(options: HttpServerOptions, work: Promise<T>): Promise<T> {
  return options.patience === undefined ? work : options.patience(work);
}

function toRouteRequest(route: Route, request: FastifyRequest): RouteRequest {
  const base = {
    params: route.params?.parse(request.params),
    query: route.query?.parse(request.query),
    body: route.body === "raw" ? (request.body ?? Buffer.alloc(0)) : route.body?.parse(request.body),
    address: isIP(request.ip) === 0 ? "" : request.ip,
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
    raw: request,
  };
  // `viewer` and `caller` are set exactly when the route's access asks for one.
  const { viewer, caller } = request;
  return { ...base, viewer: viewer as RouteRequest["viewer"], caller: caller as RouteRequest["caller"] };
}

declare module "fastify" {
  interface FastifyRequest {
    viewer?: Viewer;
    caller?: Caller;
  }
  interface FastifyContextConfig {
    route?: Route;
  }
}
