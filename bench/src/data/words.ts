import type { Random } from "./random.ts";
import { zipf } from "./random.ts";

export type Language = "en" | "de" | "fr" | "es" | "nl" | "pt" | "ar" | "ja";

/** Share of the texts, in percent. */
export const LANGUAGES: readonly (readonly [Language, number])[] = [
  ["en", 52],
  ["de", 10],
  ["fr", 10],
  ["es", 10],
  ["nl", 6],
  ["pt", 5],
  ["ja", 4],
  ["ar", 3],
];

const FUNCTION_WORDS: Record<Language, readonly string[]> = {
  en: "the to and a of is my it in you I for that on have not be with this your can we please are was".split(" "),
  de: "der die und das ich ist nicht zu ein es sie mit auf wir für den von haben bitte kann mein wie auch noch".split(
    " ",
  ),
  fr: "de la le et je les des pas est un vous une que pour mon en ne ma avec ce dans plus bonjour merci sur".split(" "),
  es: "de la que el en y a los no un mi se con por una para es lo me su hola está pero gracias cuando".split(" "),
  nl: "de het een ik en van is dat niet in op te voor met mijn zijn er maar om heb bij nog graag wel dan".split(" "),
  pt: "de que o a e não um uma para com meu em se por está mais os como mas foi minha obrigado quando já ao".split(" "),
  ar: "في من على أن هذا إلى لا ما هل مع كان لم هو أنا لي قد عن هذه شكرا بعد عند كل أو غير حتى".split(" "),
  ja: "は を が に で と も の です ます した から まで いつ お 届き 注文 返品 確認 ください ありがとう 商品 まだ 昨日 今日".split(
    " ",
  ),
};

const ONSETS = "b c d f g h j k l m n p r s t v w z br cr dr fl gr pl st tr sch th".split(" ");
const VOWELS = "a e i o u ai ea ou ie".split(" ");
const KANA = [..."アイウエオカキクケコサシスセソタチツテトナニヌネノ"];
const LETTERS = [..."بتثجحخدرزسشصطعفقكلمنهوي"];
const VOCABULARY = 200_000;

/** One word: 80 % function words of the language, 15 % from 200,000 content words, 5 % numbers such as order ids. */
export function pickWord(random: Random, language: Language): string {
  const kind = random();
  const functionWords = FUNCTION_WORDS[language];
  if (kind < 0.8) return functionWords[zipf(random, functionWords.length, 1)] ?? "";
  if (kind < 0.95) return contentWord(language, zipf(random, VOCABULARY, 1));
  return String(100_000 + Math.floor(random() * 900_000));
}

/** The word of a rank: the same rank is always the same word. */
export function contentWord(language: Language, rank: number): string {
  if (language === "ja") return spell(rank, KANA, KANA, 2);
  if (language === "ar") return spell(rank, LETTERS, LETTERS, 2);
  return spell(rank + 31 * language.charCodeAt(0), ONSETS, VOWELS, 2);
}

function spell(rank: number, onsets: readonly string[], vowels: readonly string[], least: number): string {
  let word = "";
  let left = rank + 1;
  for (let syllable = 0; syllable < least || left > 0; syllable += 1) {
    word += onsets[left % onsets.length];
    left = Math.floor(left / onsets.length);
    word += vowels[left % vowels.length];
    left = Math.floor(left / vowels.length);
  }
  return word;
}
