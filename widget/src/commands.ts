import type { MessengerConfig } from "@guichet/contract/messenger";
import { Messenger } from "./messenger.ts";
import { type Options, readOptions } from "./options.ts";
import { complain, createListeners } from "./page/listeners.ts";
import { CallFailed, doorOf, getConfig } from "./talk/api.ts";
import { backoffMs } from "./talk/backoff.ts";
import { isRecord } from "./talk/read-answer.ts";

export type Command = readonly unknown[];

/**
 * What a page can say: `init`, `open`, `close`, `destroy`, `login`, `logout`, `updateUser`, `on`. Anything said before the
 * messenger is there waits for it; nothing a page says ever throws into the page.
 */
export function createCommands(tag: Record<string, unknown>, languages: () => (string | undefined)[]) {
  const listeners = createListeners();
  let messenger: Messenger | undefined;
  let waiting: Command[] = [];
  /** Counts beginnings and ends, so that a messenger whose configuration comes late is not started after its end. */
  let turn = 0;
  let isStarted = false;

  async function init(given: unknown): Promise<void> {
    const options = readOptions(tag, isRecord(given) ? given : {}, languages());
    if (!options) complain("init", given);
    if (!options || isStarted) return;
    isStarted = true;
    const thisTurn = ++turn;
    const config = await fetchConfig(options, () => turn === thisTurn);
    await bodyIsThere();
    if (!config || turn !== thisTurn) return;
    messenger = new Messenger(options, config, listeners);
    listeners.tell("ready");
    for (const command of waiting) obey(messenger, command);
    waiting = [];
  }

  function destroy(): void {
    messenger?.destroy();
    messenger = undefined;
    waiting = [];
    isStarted = false;
    turn += 1;
  }

  function run(...command: Command): void {
    const [name, first, second] = command;
    if (name === "on") listeners.on(`${first}`, second);
    else if (name === "init") void init(first);
    else if (name === "destroy") destroy();
    else if (messenger) obey(messenger, command);
    else waiting.push(command);
  }

  return { run, isStarted: () => isStarted };
}

function obey(messenger: Messenger, command: Command): void {
  const [name, first, second] = command;
  if (name === "open") messenger.open();
  else if (name === "close") messenger.close();
  else if (name === "login" && typeof first === "string" && typeof second === "string")
    void messenger.talk.login(first, second);
  else if (name === "logout") messenger.logout();
  else if (name === "updateUser") messenger.talk.updateUser(first);
  else complain(...command);
}

/** Undefined when the server does not want us on this page (the reason is in the console), or nobody wants us any more. */
async function fetchConfig(options: Options, isWanted: () => boolean): Promise<MessengerConfig | undefined> {
  for (let failures = 1; isWanted(); failures++) {
    try {
      return await getConfig(doorOf(options.host, options.channel), options.locale);
    } catch (cause) {
      if (cause instanceof CallFailed && cause.isFinal) {
        complain("init", cause.status, cause.code);
        return undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, backoffMs(failures)));
    }
  }
  return undefined;
}

function bodyIsThere(): Promise<void> {
  return new Promise((resolve) => {
    if (document.body) resolve();
    else document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
}
