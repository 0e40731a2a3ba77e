import { type ReactNode, useState } from "react";
import classes from "./avatar.module.css";
import { hueOf, initialsOf } from "./initials.ts";

type Props = {
  /** Whose: gives the initials and the colour, and the words for screen readers unless `decorative`. */
  readonly name: string;
  readonly photo?: string | null;
  /** Pixels. */
  readonly size?: number;
  /** A badge at the lower right, e.g. a presence dot or a platform's icon. */
  readonly badge?: ReactNode;
  /** The name stands beside it anyway (the usual case). */
  readonly decorative?: boolean;
};

/** A person's photo, over their initials on a colour that stays theirs: these show until the photo is there, and when it fails. */
export function Avatar({ name, photo, size = 32, badge, decorative = true }: Props): ReactNode {
  const words = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name };
  return (
    <span
      className={classes.avatar}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.38) }}
      {...words}
    >
      <span className={classes.initials} data-hue={hueOf(name)}>
        {initialsOf(name)}
      </span>
      {photo && <Photo key={photo} src={photo} size={size} />}
      {badge && <span className={classes.badge}>{badge}</span>}
    </span>
  );
}

function Photo({ src, size }: { readonly src: string; readonly size: number }): ReactNode {
  const [state, setState] = useState<"loading" | "there" | "failed">("loading");
  if (state === "failed") return null;
  return (
    <img
      className={classes.photo}
      data-there={state === "there" || undefined}
      src={src}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      draggable={false}
      onLoad={() => setState("there")}
      onError={() => setState("failed")}
    />
  );
}
