import { useEffect } from "react";

const PRODUCT = "Guichet";
let page = "";
let badge = 0;
let marked = false;

/** Names the page in the browser's tab: `Users · Guichet`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    page = title;
    write();
    return () => {
      if (page === title) page = "";
      write();
    };
  }, [title]);
}

/** A number in front of the tab's title while there is something to do: `(3) Users · Guichet`. */
export function useTitleBadge(count: number): void {
  useEffect(() => {
    badge = count;
    write();
    return () => {
      badge = 0;
      write();
    };
  }, [count]);
}

/** A dot before everything else while there is something unread: `● (3) Users · Guichet`. */
export function useTitleMark(on: boolean): void {
  useEffect(() => {
    marked = on;
    write();
    return () => {
      marked = false;
      write();
    };
  }, [on]);
}

function write(): void {
  const named = page === "" ? PRODUCT : `${page} · ${PRODUCT}`;
  const title = marked ? `● ${named}` : named;
  document.title = badge > 0 ? `(${badge > 99 ? "99+" : badge}) ${title}` : title;
}
