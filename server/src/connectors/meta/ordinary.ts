/** What happens on Pages and Instagram accounts all day and needs nothing (Graph API, webhooks reference). */
export const ORDINARY = [
  "feed:*:own",
  "feed:*:anonymous",
  "feed:like:*",
  "feed:reaction:*",
  "feed:event:*",
  "mention:*:own",
  "ratings:like:*",
  "ratings:reaction:*",
  "message_edit:no_text",
  "optin:user_ref",
  "account_linking",
  "app_roles",
  "story_insights",
] as const;
