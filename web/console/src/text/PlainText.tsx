import { useMemo } from "react";
import { linkify } from "./linkify";
import { neutralise } from "./neutralise";

/** What somebody wrote, as text: never markup, links only where they are harmless. */
export function PlainText({ text }: { text: string }) {
  const segments = useMemo(() => linkify(neutralise(text)), [text]);
  return segments.map((segment, at) =>
    segment.href === undefined ? (
      segment.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so its segments keep their places
      <a key={at} href={segment.href} target="_blank" rel="noopener noreferrer nofollow">
        {segment.text}
      </a>
    ),
  );
}
