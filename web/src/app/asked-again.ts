import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient, type QueryKey } from "@tanstack/react-query";

/**
 * A cache in which "this has changed" is never lost. The library begins a running fetch anew only when the query has data
 * already; the answer to a first fetch, asked for before the change and given after it, would stand as fresh.
 */
export class AskedAgainClient extends QueryClient {
  override invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const refetchType = filters?.refetchType ?? "active";
    for (const { state, promise, queryKey } of this.getQueryCache().findAll(filters)) {
      if (state.data !== undefined || state.fetchStatus !== "fetching") continue;
      const again = (): void => void super.invalidateQueries({ queryKey, exact: true, refetchType });
      promise?.then(again, () => undefined);
    }
    return super.invalidateQueries(filters, options);
  }
}
