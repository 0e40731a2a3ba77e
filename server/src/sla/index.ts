/** How soon contacts are to be answered: policies, the clocks that run under them, and what happens when one runs out. */
export { createPolicy } from "./change-policies.ts";
export { slaPolicyRoutes } from "./policies.routes.ts";
export { createSlaPolicies, type SlaPolicies } from "./policies-of-channels.ts";
export { slaListener } from "./sla.listeners.ts";
export { startSlaWork } from "./start-sla-work.ts";
