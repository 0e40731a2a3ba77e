/** Contacts who are deleted for good. */
export { privacyRoutes } from "./privacy.routes.ts";
export { applyLedger, type DeletionDeps, workOnDeletions } from "./work-on-deletions.ts";
