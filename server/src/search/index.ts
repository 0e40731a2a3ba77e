/** Messages and contacts found by their words. */
export { discardAside, makeAsideDue } from "./index/aside.sql.ts";
export { startSearchIndex } from "./index/search.listeners.ts";
export { searchRoutes } from "./search.routes.ts";
