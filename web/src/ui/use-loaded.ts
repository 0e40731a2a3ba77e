import { useEffect, useState } from "react";
import { whenIdle } from "./when-idle.ts";

type Loaded<Part> = { readonly part: Part } | { readonly error: unknown };

/**
 * A part of the app that is fetched when the browser has nothing better to do, or at once when it is wanted; undefined
 * until it is there. Unlike a lazy component it then appears in the same moment as the key that asked for it.
 * `load` is always the same function.
 */
export function useLoaded<Part>(load: () => Promise<Part>, wanted: boolean): Part | undefined {
  const [loaded, setLoaded] = useState<Loaded<Part>>();
  useEffect(() => {
    if (loaded) return;
    const get = (): void => {
      load().then(
        (part) => setLoaded({ part }),
        // Nobody asked for it: tried again when somebody does.
        (error: unknown) => wanted && setLoaded({ error }),
      );
    };
    return wanted ? get() : whenIdle(get);
  }, [load, loaded, wanted]);
  if (loaded && "error" in loaded) throw loaded.error;
  return loaded?.part;
}
