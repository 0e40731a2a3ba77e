/** One deed for many conversations, in the background. */
export { bulkRoutes } from "./bulk.routes.ts";
export { startBulkWork } from "./start-bulk-work.ts";
