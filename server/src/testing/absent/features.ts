/** A kind of feature that is not there, how it would be known if somebody added it, and what they would owe then. */
export type AbsentFeature = {
  readonly name: string;
  /** In the address of a route. */
  readonly routes: RegExp;
  /** Among the fields that a route takes or answers. */
  readonly fields: RegExp;
  /** In the name of a package that the product needs to run. */
  readonly packages: RegExp;
  /** Folders of server/src. */
  readonly folders: readonly string[];
  /** Requests that such features usually answer: here they do not. */
  readonly asks: readonly string[];
  readonly owed: string;
};

const NONE = /(?!)/;

const SINGLE_SIGN_ON: AbsentFeature = {
  name: "single sign-on",
  // The token endpoint of our own API keys is proved in api-keys.test.ts.
  routes: /saml|oidc|oauth(?!2\/token$)|openid|\bsso\b|\bcas\b|ldap|magic-?link|jwks/i,
  fields: /saml|oidc|oauth|openid|\bsso|ldap|certificate|assertion|idToken|providerToken|nonce/i,
  packages: /saml|openid|oauth|passport|ldap/i,
  folders: ["sso"],
  asks: ["/auth/saml/acs", "/auth/saml/logout", "/oauth/callback", "/auth/sso", "/sso", "/auth/ldap", "/cas/login"],
  owed:
    "S24: unsigned, wrong audience, issuer, time, nonce and algorithm refused; no switching on without a certificate; an address " +
    "counts only when the provider verified it and the link was confirmed in a session; nothing missing is filled from the request; " +
    "logout signed. Replay P6 P25 P44 P106 P111 P114 P117 P118 P140.",
};

const OAUTH_CONNECTIONS: AbsentFeature = {
  name: "connecting a channel by another service's sign-in",
  // Our own API keys have a client id and a secret, and an endpoint for tokens (api-keys.test.ts).
  routes: /oauth(?!2\/token$)|callback|authori[sz]e|\bshop|install|disconnect/i,
  fields: /^shop|subdomain|storeUrl|redirectUri|authorizationCode|^state_?token/i,
  packages: /shopify|oauth/i,
  folders: ["crm"],
  asks: ["/oauth/callback?shop=evil.example&code=1", "/channels/oauth/callback?code=1", "/integrations/shopify?shop=x"],
  owed:
    "S8: a host built from input matches an allow-list, client secrets go to fixed hosts alone; S25: `state` bound to the session, " +
    "used once, expiring; cutting a connection is no GET. Replay P12 P39 P73.",
};

const EXPORTS: AbsentFeature = {
  name: "exports into tables",
  // The log of settings is taken away by Admins; its cells are proved in settings-log.test.ts (S34).
  routes: /(?<!\/settings-changes\/)export|csv|xlsx|spreadsheet|\breports?\b/i,
  fields: /csv|xlsx|spreadsheet|exportId/i,
  packages: /csv|xlsx|exceljs|papaparse|sheetjs/i,
  folders: ["exports", "reports"],
  asks: ["/exports", "/reports/contacts.csv", "/conversations.csv", "/exports/contacts"],
  owed:
    "S34: every text column of every export with = + - @ % pipe, tab, CR, LF and full-width forms, opened in LibreOffice: no formula " +
    "cells, numbers and phones still of use. Replay P17.",
};

const RENDERERS: AbsentFeature = {
  name: "making PDFs, pictures or pages from what people wrote",
  // What an import of rules would change is told in data (server/src/rules-file/rules-file.test.ts).
  routes: /\bpdf|print|screenshot|thumbnail|(?<!\/(contact-groups|skill-sets|rules-file)\/)preview|render/i,
  fields: /pdf|printable|screenshot|thumbnailUrl|previewUrl/i,
  packages: /pdf|puppeteer|playwright|wkhtml|^sharp$|canvas|imagemagick|weasy|phantom|latex/i,
  folders: [],
  asks: ["/conversations/1/pdf", "/conversations/1/print", "/preview?url=file:///etc/passwd"],
  owed: "S35: generators read no files and fetch nothing: a canary file and a listener with no hit. Replay P146.",
};

const TEMPLATES: AbsentFeature = {
  name: "templates, macros and signatures that people write, and automatic answers with fields",
  // Automations write nothing: they put labels on and resolve. What an SLA policy says to the contact has no fields, and is said
  // once (I18, server/src/sla/fall-due.test.ts); nor has what auto responders say (server/src/virtual-agents/auto-responders.test.ts). What platforms have approved (W95) has parameters and nothing else: that is proved in contract/src/templates.test.ts (S38).
  routes: /(?<!\/(channels|conversations)\/:id\/(first-)?)template|macro|signature|auto-?repl|canned/i,
  fields: /^(?!templates?$).*template|macro|signature|auto_?repl|canned|placeholderValues/i,
  packages: /handlebars|mustache|^ejs$|^pug$|nunjucks|liquid|^eta$|velocity|lodash\.template|twig|angular|^vue$/i,
  folders: ["macros"],
  asks: ["/templates", "/macros", "/signatures", "/auto-replies"],
  owed:
    "S38: no logic, fields from a list, no walk along properties, no prototype, no evaluation; S4 and S32: what strangers wrote is never " +
    "markup in it, at most one automatic message a person, conversation and day. Replay P42 P45 P64 P76 P131 P147.",
};

const ASSISTANTS: AbsentFeature = {
  name: "assistants and bots",
  // Auto responders think nothing: they say what an Admin has written, and hand over.
  routes: /\bbots?\b|assistant|copilot|prompt|\bllm|\bai\b|embedding|custom-virtual/i,
  fields: /^bot|assistant|prompt|^model$|temperature|toolCalls?|embedding/i,
  packages: /openai|anthropic|langchain|llama|genai|cohere|mistral|ollama|huggingface/i,
  folders: ["assistants", "ai"],
  asks: ["/bots", "/assistants", "/ai/agents", "/custom-virtual-agents", "/prompts"],
  owed:
    "S45: two hundred injections in every text, tools with the contact's rights alone, a person before every side effect, output as " +
    "untrusted HTML, no secret in a prompt, delimiters neutralised, one registry of tools. Replay P42 P45 P135 P136 P157.",
};

const TRACKING: AbsentFeature = {
  name: "links that tell of reading, rating or unsubscribing",
  routes: /track|pixel|\.gif|unsubscribe|survey|csat|rating|read-receipt/i,
  fields: /tracking|pixel|csat|surveyId|^rating$|unsubscribe/i,
  packages: NONE,
  folders: ["surveys"],
  asks: ["/thread/read/1", "/track/open.gif?id=1", "/survey/1", "/csat/1", "/unsubscribe?id=1"],
  owed: "S51: such links are keyed, say the same for any id, and change nothing by themselves when a scanner fetches them. Replay P61 P62 P17.",
};

const MAINTENANCE: AbsentFeature = {
  name: "maintenance and plug-ins through the web",
  routes:
    /tools|maintenance|\bcron|debug|console|plug-?in|modules?\b|packages?\b|\btheme|\blogs?\b|migrat|backup|(?<!:\w+\/)restore|upgrade/i,
  fields: /plugin|moduleName|packageUrl|command$|shell|logFile/i,
  packages: /^live-plugin|plugin-manager/i,
  folders: ["plugins"],
  asks: ["/tools", "/admin/modules", "/packages", "/plugins/install", "/logs?file=../../etc/passwd", "/cron", "/debug"],
  owed:
    "S40 S17 S21: nothing from outside is installed or run, names in archives stay in their folder, log pages stay in theirs, a guess at " +
    "its secret is counted. Replay P30 P72 P84 P85 P97 P98.",
};

export const ABSENT = {
  ...{ SINGLE_SIGN_ON, OAUTH_CONNECTIONS, EXPORTS, RENDERERS, TEMPLATES, ASSISTANTS, TRACKING, MAINTENANCE },
};
