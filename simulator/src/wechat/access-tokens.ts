import type { Answer } from "./wire.ts";
import type { WechatWorld } from "./world.ts";

const LASTS_MS = 7_200_000;
/** Towards its end whoever asks gets the next one, and both are good. */
const OVERLAP_MS = 300_000;
/** Forcing more often changes nothing. */
const FORCE_EVERY_MS = 30_000;

type Token = { readonly value: string; readonly endsAt: number };

/** The stable token of one account: whoever asks gets the one that is good, unless it is forced. */
export class AccessTokens {
  readonly #world: WechatWorld;
  #good: Token[] = [];
  #forcedAt = 0;

  constructor(world: WechatWorld) {
    this.#world = world;
  }

  give(force: boolean): Answer {
    const now = this.#world.now();
    if (force && now - this.#forcedAt >= FORCE_EVERY_MS) {
      this.#forcedAt = now;
      this.#good = [];
    }
    const known = this.#good.find(({ endsAt }) => endsAt - now >= OVERLAP_MS);
    const token = known ?? {
      value: `${this.#world.letters(2, "0123456789")}_${this.#world.letters(128)}`,
      endsAt: now + LASTS_MS,
    };
    if (known === undefined) this.#good.push(token);
    return { access_token: token.value, expires_in: Math.floor((token.endsAt - now) / 1000) };
  }

  /** 0: it is good; else WeChat's code. */
  judge(value: string): 0 | 40001 | 41001 | 42001 {
    if (value === "") return 41001;
    const found = this.#good.find((token) => token.value === value);
    if (found === undefined) return 40001;
    return found.endsAt < this.#world.now() ? 42001 : 0;
  }

  /** All of them end now. */
  expire(): void {
    this.#good = [];
  }
}
