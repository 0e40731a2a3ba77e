export { appendSettingsChange, changedFields } from "./append-settings-change.ts";
export {
  type AuditedCtx,
  inAuditedTransaction,
  type ViewedRequest,
  type ViewerDeps,
  viewerCtx,
} from "./audited-ctx.ts";
export { getOrganization } from "./change-organization.ts";
export { checkSettingsChains } from "./check-settings-chains.ts";
export { createOrganization, type NewOrganization } from "./create-organization.ts";
export { isDuplicate } from "./is-duplicate.ts";
export { organizationRoutes } from "./organizations.routes.ts";
export { foundedAt } from "./organizations.sql.ts";
export { lockSettings } from "./settings-changes.sql.ts";
export { checkTimeZone } from "./time-zone.ts";
