/** Programs write to contacts first, by the public API (R168). */
export { proactiveRoutes } from "./proactive.routes.ts";
