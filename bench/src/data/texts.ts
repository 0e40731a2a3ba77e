import { logNormal, pickWeighted, type Random } from "./random.ts";
import { LANGUAGES, type Language, pickWord } from "./words.ts";

const LONGEST = 8000;
const EMOJI = ["🙂", "🙏", "😡", "👍", "📦", "❤️"];
const RIGHT_TO_LEFT_MARK = "\u200f";

export function pickLanguage(random: Random): Language {
  return pickWeighted(random, LANGUAGES);
}

/** A text of about log-normal length: chat around 88 characters, e-mail around 375, at most 8,000. */
export function makeText(random: Random, language: Language, isMail: boolean): string {
  const wanted = Math.min(LONGEST, Math.max(2, isMail ? logNormal(random, 375, 0.8) : logNormal(random, 88, 0.95)));
  const text = language === "ja" ? joinUnspaced(random, wanted) : joinSpaced(random, language, wanted);
  return decorate(random, text);
}

function joinSpaced(random: Random, language: Language, wanted: number): string {
  let text = pickWord(random, language);
  while (text.length < wanted) text += ` ${pickWord(random, language)}`;
  return text.slice(0, LONGEST);
}

/** Japanese has no spaces; punctuation every 20 to 60 characters. */
function joinUnspaced(random: Random, wanted: number): string {
  let text = "";
  let stop = 20 + random() * 40;
  while (text.length < wanted) {
    text += pickWord(random, "ja");
    if (text.length < stop) continue;
    text += random() < 0.6 ? "、" : "。";
    stop = text.length + 20 + random() * 40;
  }
  return text.slice(0, LONGEST);
}

function decorate(random: Random, text: string): string {
  if (random() >= 0.02) return text;
  return random() < 0.5 ? `${text} ${EMOJI[Math.floor(random() * EMOJI.length)]}` : `${RIGHT_TO_LEFT_MARK}${text}`;
}
