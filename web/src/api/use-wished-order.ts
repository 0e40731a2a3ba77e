import { useMemo, useState } from "react";
import { inOwnOrder } from "../ui/own-order.ts";
import { inTurn, isUnderWay } from "./in-turn.ts";

type Wished<Item> = {
  /** As they are wished while that is on its way, as they are otherwise. */
  readonly items: readonly Item[];
  /** On the screen at once; rejects with what the server says against it. */
  readonly wish: (ids: readonly Item[keyof Item & "id"][]) => Promise<void>;
};

/**
 * A list that people put in order. However fast they are: their wishes reach the server one after the other, and no answer
 * to an earlier one shows on the screen while a later one is on its way.
 * @param save ends once the order is where `items` come from
 */
export function useWishedOrder<Item extends { readonly id: string }>(
  name: string,
  items: readonly Item[],
  save: (ids: readonly Item["id"][]) => Promise<unknown>,
): Wished<Item> {
  const [wished, setWished] = useState<readonly string[]>();
  const shown = useMemo(() => (wished === undefined ? items : inOwnOrder(items, wished)), [items, wished]);
  const wish: Wished<Item>["wish"] = async (ids) => {
    setWished(ids);
    try {
      await inTurn(name, () => save(ids));
    } finally {
      if (!isUnderWay(name)) setWished(undefined);
    }
  };
  return { items: shown, wish };
}
