import { type Params, paramOf } from "./read-params.ts";

/** What the contact wants of the sender, beyond what is said. */
export type Keyword = "STOP" | "START" | "HELP";

/** Twilio's usual English keywords (its "Support for opt-out keywords"), and those of French-speaking carriers. Whole texts only. */
const WORDS: Readonly<Record<Keyword, ReadonlySet<string>>> = {
  STOP: new Set(
    ["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"].concat([
      "ARRET",
      "ARRÊT",
      "DÉSABONNER",
      "DESABONNER",
    ]),
  ),
  START: new Set(["START", "YES", "UNSTOP"]),
  HELP: new Set(["HELP", "INFO", "AIDE"]),
};

/** Networks that Twilio passes on alike, on which these words are only words: a pressed button may well say Cancel. */
const OTHER_NETWORKS = /^(whatsapp|messenger):/;

/** With Advanced Opt-Out Twilio says it itself (`OptOutType`); else the words do, as they do at Twilio. */
export function keywordOf(params: Params): Keyword | undefined {
  const told = paramOf(params, "OptOutType")?.toUpperCase();
  if (told === "STOP" || told === "START" || told === "HELP") return told;
  if (OTHER_NETWORKS.test(paramOf(params, "From") ?? "")) return undefined;
  const text = (paramOf(params, "Body") ?? "").trim().toUpperCase();
  if (WORDS.STOP.has(text)) return "STOP";
  if (WORDS.START.has(text)) return "START";
  return WORDS.HELP.has(text) ? "HELP" : undefined;
}
