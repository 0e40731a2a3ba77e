import { mayPass } from "../api/use-again-later.ts";
import { AskedAgainClient } from "./asked-again.ts";

const AT_MOST_RETRIES = 2;

/** The one place where the server's state is kept in the browser. */
export const queryClient = new AskedAgainClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: isWorthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

/** A refusal stays a refusal however often one asks; only what may pass by itself is tried again. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return mayPass(error) && failures < AT_MOST_RETRIES;
}
