/** Who answers contacts by itself before people do: auto responders; how conversations are given to them. */
export { autoResponderRoutes } from "./auto-responders.routes.ts";
export { createAutoResponder } from "./change-auto-responders.ts";
export { delegationRoutes } from "./delegation.routes.ts";
export { giveChannel } from "./give-channel.ts";
export { createInception, type Inception } from "./inception.ts";
export { startAnswering } from "./start-answering.ts";
