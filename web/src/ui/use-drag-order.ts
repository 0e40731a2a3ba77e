import { type DragEvent, useState } from "react";

export type DragOrder = {
  /** What a line is dragged by; `name` is what else the pointer may carry away. */
  readonly gripOf: (
    id: string,
    name: string,
  ) => {
    readonly draggable: true;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
  /** The line itself: the place of another. */
  readonly lineOf: (id: string) => {
    readonly "data-dragged": true | undefined;
    readonly "data-target": true | undefined;
    readonly onDragEnter: () => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
};

/**
 * Lines that are put in order with the pointer: one is dragged by its grip to the place of another. The keyboard needs
 * another way.
 * @param drop by ids; not asked for a line that is dropped where it was
 * @param fits may the one stand where the other does?
 */
export function useDragOrder(
  drop: (dragged: string, target: string) => void,
  fits: (dragged: string, target: string) => boolean = () => true,
): DragOrder {
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const end = (): void => {
    setDragged(undefined);
    setOver(undefined);
  };
  const takes = (id: string): boolean => dragged !== undefined && dragged !== id && fits(dragged, id);
  return {
    gripOf: (id, name) => ({
      draggable: true,
      onDragStart: ({ dataTransfer }) => {
        dataTransfer.effectAllowed = "move";
        dataTransfer.setData("text/plain", name);
        setDragged(id);
      },
      onDragEnd: end,
    }),
    lineOf: (id) => ({
      "data-dragged": dragged === id || undefined,
      "data-target": (over === id && takes(id)) || undefined,
      onDragEnter: () => setOver(id),
      onDragOver: (event) => takes(id) && event.preventDefault(),
      onDrop: (event) => {
        if (dragged === undefined) return;
        event.preventDefault();
        end();
        if (takes(id)) drop(dragged, id);
      },
    }),
  };
}
