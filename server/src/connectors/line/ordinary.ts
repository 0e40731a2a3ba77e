/** What LINE tells of an account and needs nothing (Messaging API, webhook event objects). */
export const ORDINARY = ["module", "activated", "deactivated", "botResumed", "delivery"] as const;
