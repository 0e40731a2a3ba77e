import { pathToFileURL } from "node:url";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

const WORDS = /\/src\/locales\/(?:en|fr)\/[\w-]+\.ts$/;

/**
 * Compiles the ICU messages of the catalogues when the web app is built, so that no browser has to carry the compiler.
 * While one works on it, messages are compiled as they are shown (`locales/language.ts`).
 */
export function compileMessages(): Plugin {
  return {
    name: "guichet:compile-messages",
    apply: "build",
    async transform(_code, id) {
      if (!WORDS.test(id)) return undefined;
      const subjects: Record<string, Record<string, string>> = await import(pathToFileURL(id).href);
      const code = Object.entries(subjects).map(
        ([name, words]) => `export const ${name} = ${JSON.stringify(compileAll(words))};`,
      );
      return { code: code.join("\n"), map: null };
    },
  };
}

function compileAll(words: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(words).map(([key, message]) => [key, compileMessage(message)]));
}
