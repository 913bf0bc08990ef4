import { Icon } from "./Icon";

/** An agent's initials, or the assistant's sign. */
export function Avatar({ name }: { name: string | null }) {
  return (
    <span class="fdc-avatar" aria-hidden="true">
      {name === null ? <Icon name="bot" /> : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toLocaleUpperCase();
}
