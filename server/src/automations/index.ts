export { type AutomationCache, createAutomationCache } from "./automation-cache.ts";
export { automationRoutes } from "./automations.routes.ts";
export { deleteAutomation } from "./delete-automation.ts";
export { listAutomations } from "./list-automations.ts";
export { orderAutomations } from "./order-automations.ts";
export { changeAutomation, createAutomation } from "./save-automation.ts";
