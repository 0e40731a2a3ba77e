import { type Command, createCommands } from "./commands.ts";
import { fromScript } from "./options.ts";

type Guichet = ((...command: Command) => void) & { q?: Iterable<ArrayLike<unknown>>; isLoaded?: boolean };
declare global {
  interface Window {
    guichet?: Guichet;
  }
}

begin();

/** Takes over from the page's snippet: what it queued is done first, then the tag's own channel starts, if it names one. */
function begin(): void {
  const queued = window.guichet;
  if (queued?.isLoaded) return;
  const script = document.currentScript;
  const tag = script instanceof HTMLScriptElement ? fromScript(script) : {};
  const commands = createCommands(tag, () => [document.documentElement.lang, ...navigator.languages]);
  const guichet: Guichet = (...command) => commands.run(...command);
  guichet.isLoaded = true;
  window.guichet = guichet;
  for (const command of queued?.q ?? []) commands.run(...Array.prototype.slice.call(command));
  if (!commands.isStarted() && tag.channel) commands.run("init");
}
