import { GraphRefusal } from "../meta/graph-refusal.ts";
import type { GraphRequest } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import type { InstagramWorld } from "./instagram-world.ts";

const DAY_S = 86_400;
const LIFE_S = 60 * DAY_S;

/** Of which kind a token of Instagram's own log-in is, and since when it is there: seconds. */
const born = new WeakMap<MetaApp, Map<string, { readonly at: number; readonly isShort: boolean }>>();

/** A token as people get it after logging in: of an hour, or of sixty days. */
export function addOwnToken(world: InstagramWorld, { isShort = false }: { readonly isShort?: boolean } = {}): string {
  const { app } = world;
  const known = app.tokens.get(world.token);
  const token = app.addToken(known?.scopes ?? [], known?.targets ?? [world.id]);
  const now = seconds(world);
  const given = app.tokens.get(token);
  if (given !== undefined) given.endsAt = now + (isShort ? 3600 : LIFE_S);
  const births = born.get(app) ?? new Map();
  born.set(app, births.set(token, { at: now, isShort }));
  return token;
}

/** `GET /access_token` and `GET /refresh_access_token`; undefined: it is neither. */
export function answerToken(world: InstagramWorld, { path, fields, token }: GraphRequest): unknown {
  const [name] = path;
  if (name !== "access_token" && name !== "refresh_access_token") return undefined;
  const birth = born.get(world.app)?.get(token);
  if (name === "access_token") {
    if (fields.client_secret !== world.app.secret)
      throw new GraphRefusal({ code: 1, message: "Error validating client secret." });
    if (birth?.isShort !== true) throw new GraphRefusal({ code: 452, message: "Session key invalid" });
  } else if (birth === undefined || birth.isShort || seconds(world) - birth.at < DAY_S)
    throw new GraphRefusal({ code: 10, message: "Unsupported request: the token is too young to be refreshed" });
  return { access_token: addOwnToken(world), token_type: "bearer", expires_in: LIFE_S };
}

function seconds(world: InstagramWorld): number {
  return Math.floor(world.now() / 1000);
}
