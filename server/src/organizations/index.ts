export { appendSettingsChange, changedFields } from "./append-settings-change.ts";
export {
  type AuditedCtx,
  inAuditedTransaction,
  type ViewedRequest,
  type ViewerDeps,
  viewerCtx,
} from "./audited-ctx.ts";
export { businessHoursRoutes } from "./business-hours/business-hours.routes.ts";
export {
  type BusinessHours,
  createBusinessHours,
  readHours,
} from "./business-hours/hours-of-channels.ts";
export { getOrganization } from "./change-organization.ts";
export { checkSettingsChains } from "./check-settings-chains.ts";
export { createOrganization, type NewOrganization } from "./create-organization.ts";
export { isDuplicate } from "./is-duplicate.ts";
export { organizationRoutes } from "./organizations.routes.ts";
export { foundedAt } from "./organizations.sql.ts";
export { listReasons } from "./resolution-reasons/change-reasons.ts";
export { checkReasons } from "./resolution-reasons/check-reasons.ts";
export { resolutionReasonRoutes } from "./resolution-reasons/reasons.routes.ts";
export { lockSettings } from "./settings-changes.sql.ts";
export { settingsLogRoutes } from "./settings-log/settings-log.routes.ts";
export { refuseTaken, settleSettings } from "./settle-settings.ts";
export { checkTaking } from "./take-channels.ts";
export { checkTimeZone } from "./time-zone.ts";
