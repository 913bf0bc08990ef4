import type { ComponentChildren } from "preact";
import { plainPieces, safeHref, withoutOverrides } from "../core/pieces";
import { tr } from "../texts";
import type { RichBlock } from "../wire";

/** What somebody wrote: elements are made here, so nothing of it is ever markup. */
export function RichText({ text, rich }: { text: string; rich: readonly RichBlock[] | null }) {
  const Whole = rich ? "div" : "span";
  return (
    <Whole class="fdc-text" dir="auto">
      {rich ? rich.map(block) : words(text)}
    </Whole>
  );
}

function block({ kind, lines }: RichBlock) {
  if (kind === "paragraph") {
    return (
      <p>
        {lines.map((line, at) => (
          <>
            {at > 0 && <br />}
            {line.map(span)}
          </>
        ))}
      </p>
    );
  }
  const List = kind === "bullets" ? "ul" : "ol";
  return (
    <List>
      {lines.map((line) => (
        <li>{line.map(span)}</li>
      ))}
    </List>
  );
}

function span({ text, bold, italic, link }: RichBlock["lines"][number][number]) {
  const href = link ? safeHref(link) : null;
  let shown: ComponentChildren = href ? anchor(href, withoutOverrides(text)) : words(text);
  if (italic) shown = <em>{shown}</em>;
  if (bold) shown = <strong>{shown}</strong>;
  return shown;
}

function words(text: string): ComponentChildren[] {
  return plainPieces(text).map((piece) =>
    typeof piece === "string" ? piece : anchor(piece.href, piece.text),
  );
}

function anchor(href: string, text: string) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {text}
      <span class="fdc-hidden"> ({tr("opens_new")})</span>
    </a>
  );
}
