import type { AccountRole, ApiKeyId, ApiScope, Locale, OrganizationId, SessionId, UserId } from "@guichet/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { RefusalForm } from "./refusal-forms.ts";

/** The signed-in person behind a request, checked afresh on every request. */
export type Viewer = {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly name: string;
  readonly accountRole: AccountRole;
  readonly locale: Locale;
};

/** The program behind a request of the public API: a token of one of the organization's keys, checked afresh every time. */
export type Caller = {
  readonly organizationId: OrganizationId;
  readonly keyId: ApiKeyId;
  /** Of the key. */
  readonly name: string;
  readonly scopes: readonly ApiScope[];
};

/**
 * `anyone`: no session needed (the handler checks its own token or signature). `admin`: account role Admin. `api`: a bearer
 * token, which opens nothing else; no cookie opens these.
 */
export type Access = "anyone" | "signed_in" | "admin" | "api";
/** Requests a minute for one address or session; figures in rate-limit.ts. */
export type RateClass = "read" | "write" | "start" | "sign_in" | "token" | "upload" | "webhook" | "visitor";

export type RouteRequest<A extends Access = Access, P = unknown, Q = unknown, B = unknown> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly viewer: A extends "anyone" | "api" ? undefined : Viewer;
  readonly caller: A extends "api" ? Caller : undefined;
  readonly address: string;
  readonly userAgent: string;
  readonly raw: FastifyRequest;
};

type Schema = z.ZodType;
type Out<S> = S extends Schema ? z.output<S> : undefined;

type RouteOptions<
  A extends Access,
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | "raw" | undefined,
  R extends Schema | undefined,
> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Under /api/v1, unless `root`. */
  readonly url: string;
  readonly root?: boolean;
  /** One line for the API page. */
  readonly summary: string;
  readonly access: A;
  /** What a token must be good for; every route of access `api` says it. */
  readonly scope?: A extends "api" ? ApiScope : never;
  readonly rate: RateClass;
  /** Bytes. JSON bodies: 256 kB unless told. `raw` bodies must tell. */
  readonly bodyLimit?: number;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Absent: 204, or the handler answers by itself through `reply`. */
  readonly answer?: R;
  readonly status?: number;
  /** Content type of a raw body, for the API page. */
  readonly takes?: string;
  /** `list` where access is `api`, unless told. */
  readonly refusals?: RefusalForm;
  /** Not on the API page (pages, sockets, files for people). */
  readonly hidden?: boolean;
  /** Cookies do not open this route, so another site may call it. So it is where access is `api`, unless told. */
  readonly crossOrigin?: boolean;
  /** It asks the database nothing that it could not do without, so it answers as ever while that is away. */
  readonly withoutDatabase?: boolean;
  /** Is the handler's viewer refused before the body is read? Then nothing needs it. */
  readonly handler: (
    request: RouteRequest<A, Out<P>, Out<Q>, B extends "raw" ? Buffer : Out<B>>,
    reply: FastifyReply,
  ) => Promise<R extends Schema ? z.input<R> | FastifyReply : unknown>;
};

/** A route as the table of routes holds it: everything the checks, the API page and the limits need stands beside it. */
export type Route = {
  readonly method: RouteOptions<Access, undefined, undefined, undefined, undefined>["method"];
  readonly url: string;
  readonly root: boolean;
  readonly summary: string;
  readonly access: Access;
  readonly scope: ApiScope | undefined;
  readonly rate: RateClass;
  readonly bodyLimit: number;
  readonly params: Schema | undefined;
  readonly query: Schema | undefined;
  readonly body: Schema | "raw" | undefined;
  readonly answer: Schema | undefined;
  readonly status: number;
  readonly takes: string;
  readonly refusals: RefusalForm;
  readonly hidden: boolean;
  readonly crossOrigin: boolean;
  readonly withoutDatabase: boolean;
  readonly handler: (request: RouteRequest, reply: FastifyReply) => Promise<unknown>;
};

/** Declares a route. Types of params, query, body and answer follow from their schemas. */
export function route<
  A extends Access,
  R extends Schema | undefined = undefined,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | "raw" | undefined = undefined,
>(options: RouteOptions<A, P, Q, B, R>): Route {
  return {
    method: options.method,
    url: options.url,
    root: options.root ?? false,
    summary: options.summary,
    access: options.access,
    scope: options.scope,
    rate: options.rate,
    bodyLimit: options.bodyLimit ?? 256 * 1024,
    params: options.params,
    query: options.query,
    body: options.body,
    answer: options.answer,
    status: options.status ?? (options.answer === undefined ? 204 : 200),
    takes: options.takes ?? "application/octet-stream",
    refusals: options.refusals ?? (options.access === "api" ? "list" : "house"),
    hidden: options.hidden ?? false,
    crossOrigin: options.crossOrigin ?? options.access === "api",
    withoutDatabase: options.withoutDatabase ?? false,
    // The schemas have made params, query and body what the handler expects before it is called.
    handler: options.handler as Route["handler"],
  };
}
