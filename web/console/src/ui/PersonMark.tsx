import { useState } from "react";
import { Icon } from "./Icon";
import classes from "./PersonMark.module.css";

interface Marked {
  name: string | null;
  seed: string;
  /** Where their picture is. */
  picture?: string | null | undefined;
  size?: number;
}

/** A picture, or initials in a colour that stays with the person. Decorative: the name stands beside it. */
export function PersonMark({ name, seed, picture, size = 36 }: Marked) {
  const [broken, setBroken] = useState<string | null>(null);
  const initials = initialsOf(name);
  if (picture && picture !== broken) {
    return (
      <img
        className={classes.mark}
        src={picture}
        alt=""
        width={size}
        height={size}
        onError={() => setBroken(picture)}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      className={classes.mark}
      data-hue={hueOf(seed)}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
    >
      {initials === "" ? <Icon name="chat" size={size * 0.5} /> : initials}
    </span>
  );
}

function initialsOf(name: string | null): string {
  const words = (name ?? "").split(/[\s@._-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = [...(words[0] ?? "")][0] ?? "";
  const second = name?.includes("@") ? "" : ([...(words[1] ?? "")][0] ?? "");
  return (first + second).toUpperCase();
}

function hueOf(seed: string): number {
  let sum = 0;
  for (const char of seed) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return sum % 6;
}
