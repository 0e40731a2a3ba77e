import { useMediaQuery } from "@mantine/hooks";

/** Is there room for one pane only? The style sheets say `max-width: 799px`. */
export function useIsPhone(): boolean {
  return useMediaQuery("(max-width: 799px)", false, { getInitialValueInEffect: false });
}
