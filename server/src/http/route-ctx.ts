import type { Ctx } from "../db/index.ts";
import type { Viewer } from "./route.ts";

/** Makes the ctx of a request: the viewer's organization, the viewer as the actor. Handed in by the wiring. */
export type RouteCtx = (viewer: Viewer) => Ctx;
