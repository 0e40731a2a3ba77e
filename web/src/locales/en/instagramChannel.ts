/** Of an Instagram account, in the settings of its channel. */
export const instagramChannel = {
  text: "A professional account: direct messages, replies to stories, comments and mentions.",
  account: "Connected to @{name}.",
  stepsTitle: "Before you begin",
  steps:
    "The account has to be a professional one (business or creator). In the Instagram app, open Settings › Privacy › Messages › Connected tools and switch on Allow access to messages. Comments and mentions come from public accounts alone.",
  login: "Log-in",
  loginHint: "Which of Meta’s two ways your app has been set up for.",
  loginInstagram: "Instagram",
  loginInstagramHint: "The account logs in by itself; no Facebook Page is needed. Its token is renewed by Guichet.",
  loginFacebook: "Facebook",
  loginFacebookHint: "The account is linked to a Facebook Page, and the Page’s token opens it.",
  webhookByHand:
    "Once the channel is added, Guichet shows a webhook address and a verify token. Write both into the app under Instagram › API setup with Instagram login › Configure webhooks, and subscribe to messages, comments and the other fields you want. The app has to be Live.",
  webhookByItself:
    "Guichet writes its address into the app by itself and subscribes it to the Page. The app has to be Live, and Guichet’s address has to be https.",
  webhookText: "For Meta’s app dashboard, as the callback URL of Instagram’s webhooks.",
  verifyToken: "Verify token, for Meta’s app dashboard",
  appId: "Instagram app ID",
  appIdHint: "In the app under Instagram › API setup with Instagram login. It is not the ID of the Meta app.",
  appSecret: "Instagram app secret",
  appSecretHint: "Beside the Instagram app ID. It proves that deliveries come from Meta.",
  metaAppSecret: "Secret of the Meta app",
  metaAppSecretHint:
    "Under App settings › Basic. Deliveries signed with it are accepted as well; give it where Meta’s deliveries are refused.",
  ownTokenHint:
    "In the app under Generate access tokens, for this account. It lives sixty days, and Guichet renews it in time; a token of an hour is exchanged for such a one at once.",
  pageTokenHint:
    "Of the linked Page, from a system user in Meta Business settings; it needs instagram_basic, instagram_manage_messages, instagram_manage_comments, pages_manage_metadata and pages_read_engagement.",
  humanAgentHint:
    "Instagram takes replies for 24 hours after the contact’s last message. Where Meta has granted the app this feature, people may still answer for seven days.",
  reactionsOpen: "Reactions open conversations",
  reactionsOpenHint:
    "A contact’s reaction to a message stands in the open conversation as an event, and opens one where there is none. Off: it is noted under the message alone. A reaction to a story comes as a message and is always shown. A reaction gives no more time to reply.",
  checkRenewal: "Renewal of the access token",
} as const;
