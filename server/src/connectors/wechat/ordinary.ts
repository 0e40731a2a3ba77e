/** What WeChat tells of an account and needs nothing (Message Push, event names in lower case). */
export const ORDINARY = [
  "event:masssendjobfinish",
  "event:publishjobfinish",
  "event:user_info_modified",
  "event:subscribe_msg_*",
  "event:card_*",
  "event:poi_check_notify",
] as const;
