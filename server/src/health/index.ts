export { type HealthDeps, healthRoutes } from "./health.routes.ts";
export { createMetrics, type Metrics } from "./metrics.ts";
