import type { components } from "@frontdesk/api";
import { Fragment } from "react";
import { safeHref } from "./linkify";
import { neutralise } from "./neutralise";
import { PlainText } from "./PlainText";
import classes from "./RichText.module.css";

type Block = components["schemas"]["RichBlock"];
type Span = components["schemas"]["RichSpan"];

/* biome-ignore-start lint/suspicious/noArrayIndexKey: parts of a text have no other name */

/** What somebody wrote in a text with form. Elements are made here, so nothing of it is ever markup. */
export function RichText({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className={classes.text}>
      {blocks.map((block, at) => (
        <BlockElement key={at} {...block} />
      ))}
    </div>
  );
}

function BlockElement({ kind, lines }: Block) {
  if (kind === "paragraph") {
    return (
      <p>
        {lines.map((line, at) => (
          <Fragment key={at}>
            {at > 0 ? <br /> : null}
            <Line spans={line} />
          </Fragment>
        ))}
      </p>
    );
  }
  const List = kind === "bullets" ? "ul" : "ol";
  return (
    <List>
      {lines.map((line, at) => (
        <li key={at}>
          <Line spans={line} />
        </li>
      ))}
    </List>
  );
}

function Line({ spans }: { spans: readonly Span[] }) {
  return spans.map((span, at) => <SpanElement key={at} {...span} />);
}

function SpanElement({ text, bold, italic, link }: Span) {
  const href = link == null ? null : safeHref(link);
  let shown =
    href === null ? (
      <PlainText text={text} />
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {neutralise(text)}
      </a>
    );
  if (italic) shown = <em>{shown}</em>;
  if (bold) shown = <strong>{shown}</strong>;
  return shown;
}

/* biome-ignore-end lint/suspicious/noArrayIndexKey: parts of a text have no other name */
