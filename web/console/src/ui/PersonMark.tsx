import { Icon } from "./Icon";
import classes from "./PersonMark.module.css";

/** Initials in a colour that stays with the person. Decorative: the name stands beside it. */
export function PersonMark({ name, seed, size = 36 }: { name: string | null; seed: string; size?: number }) {
  const initials = initialsOf(name);
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
