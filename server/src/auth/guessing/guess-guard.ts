import { Refusal } from "@guichet/contract";
import type { Db } from "../../db/index.ts";
import type { Log } from "../../lib/log.ts";
import { hashToken } from "../../lib/token.ts";
import { addressKey } from "./address-key.ts";
import { findWait, forgetAttempts, type GuessLimit, giveAttemptBack, takeAttempt } from "./attempts.sql.ts";

export type GuessDeps = { readonly system: Db; readonly now: () => Date; readonly log: Log };

/** Reliability 5.5: five for an account, twenty for an address, then growing waits; nobody is locked out for good. */
const ACCOUNT: GuessLimit = { free: 5, firstWait: 30 };
const ADDRESS: GuessLimit = { free: 20, firstWait: 30 };

export type Guess = {
  /** It was right: the account starts anew. */
  wasRight(): Promise<void>;
  /** It was neither right nor wrong, e.g. the second factor is still missing. */
  wasNoGuess(): Promise<void>;
};

/**
 * Lets a guess at an account's secret through, or refuses it with `too_many_attempts`. Counted for the account and for the
 * address before anything is compared. Known and unknown accounts are counted alike (S20). Programs that guess wrongly hold
 * back no person behind the same address, nor people programs.
 */
export async function takeGuess(
  deps: GuessDeps,
  account: string,
  address: string,
  whose: "people" | "programs" = "people",
): Promise<Guess> {
  const from = whose === "people" ? "address" : "programs' address";
  const keys = { account: `account:${hashToken(account)}`, address: `${from}:${addressKey(address)}` };
  await take(deps, keys.address, ADDRESS);
  try {
    await take(deps, keys.account, ACCOUNT);
  } catch (error) {
    await giveAttemptBack(deps.system, keys.address, ADDRESS);
    throw error;
  }
  return {
    async wasRight() {
      await giveAttemptBack(deps.system, keys.address, ADDRESS);
      await forgetAttempts(deps.system, keys.account);
    },
    async wasNoGuess() {
      await giveAttemptBack(deps.system, keys.address, ADDRESS);
      await giveAttemptBack(deps.system, keys.account, ACCOUNT);
    },
  };
}

/** May this account be sent one more mail? Three in the window, then growing waits. */
export async function takeMail(deps: GuessDeps, account: string): Promise<boolean> {
  return await takeAttempt(deps.system, `mail:${hashToken(account)}`, { free: 3, firstWait: 300 }, deps.now());
}

async function take(deps: GuessDeps, key: string, limit: GuessLimit): Promise<void> {
  const now = deps.now();
  if (await takeAttempt(deps.system, key, limit, now)) return;
  deps.log.warn("guesses held back", { kind: key.split(":")[0] });
  throw new Refusal("too_many_attempts", { retryAfterSeconds: await findWait(deps.system, key, now) });
}
