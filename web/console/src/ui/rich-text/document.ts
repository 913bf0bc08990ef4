import type { components } from "@frontdesk/api";
import { $createLinkNode, $isLinkNode } from "@lexical/link";
import {
  $createListItemNode,
  $createListNode,
  $isListItemNode,
  $isListNode,
  type ListNode,
} from "@lexical/list";
import {
  $createLineBreakNode,
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $isElementNode,
  $isLineBreakNode,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
} from "lexical";
import { safeHref } from "../../text/linkify";

export type Block = components["schemas"]["RichBlock"];
export type Span = components["schemas"]["RichSpan"];

/** A text without form, as blocks. */
export function paragraphs(text: string): Block[] {
  return [{ kind: "paragraph", lines: text.split("\n").map((line) => [{ text: line }]) }];
}

/** How many characters a text has, as the server counts them. */
export function characters(blocks: readonly Block[]): number {
  return blocks.flatMap((block) => block.lines.flat()).reduce((sum, span) => sum + [...span.text].length, 0);
}

/** What the editor holds, without what is empty: as the server would keep it. Within a read of the editor. */
export function $read(): Block[] {
  return $getRoot()
    .getChildren()
    .flatMap((node): Block[] => {
      if ($isListNode(node)) {
        const lines = $items(node).filter(hasWords);
        return lines.length > 0
          ? [{ kind: node.getListType() === "number" ? "numbers" : "bullets", lines }]
          : [];
      }
      const lines = $isElementNode(node) ? $lines(node) : [];
      const first = lines.findIndex(hasWords);
      const last = lines.findLastIndex(hasWords);
      const words = lines.slice(Math.max(first, 0), last + 1).map((line) => (hasWords(line) ? line : []));
      return words.length > 0 ? [{ kind: "paragraph", lines: words }] : [];
    });
}

/** Puts a text into the editor. Within an update of the editor. */
export function $write(blocks: readonly Block[]): void {
  const root = $getRoot().clear();
  for (const { kind, lines } of blocks) {
    if (kind === "paragraph") {
      const paragraph = $createParagraphNode();
      lines.forEach((line, at) => {
        if (at > 0) paragraph.append($createLineBreakNode());
        paragraph.append(...line.map($node));
      });
      root.append(paragraph);
    } else {
      const list = $createListNode(kind === "numbers" ? "number" : "bullet");
      for (const line of lines) list.append($createListItemNode().append(...line.map($node)));
      root.append(list);
    }
  }
}

function $node({ text, bold, italic, link }: Span): LexicalNode {
  const words = $createTextNode(text);
  if (bold) words.toggleFormat("bold");
  if (italic) words.toggleFormat("italic");
  return link == null ? words : $createLinkNode(link).append(words);
}

function hasWords(line: readonly Span[]): boolean {
  return line.some((span) => span.text.trim() !== "");
}

/** The items of a list, one below the other: a list within it has no level of its own. */
function $items(list: ListNode): Span[][] {
  return list.getChildren().flatMap((item) => {
    if (!$isListItemNode(item)) return [];
    const within = item.getChildren().filter($isListNode);
    if (within.length > 0) return within.flatMap($items);
    return [$lines(item).flatMap((line, at) => (at > 0 ? [{ text: " " }, ...line] : line))];
  });
}

function $lines(element: ElementNode): Span[][] {
  const lines: Span[][] = [[]];
  const $walk = (within: ElementNode, link: string | null) => {
    for (const node of within.getChildren()) {
      if ($isLineBreakNode(node)) lines.push([]);
      else if ($isLinkNode(node)) $walk(node, safeHref(node.getURL()));
      else if ($isElementNode(node)) $walk(node, link);
      else if ($isTextNode(node)) {
        lines.at(-1)?.push({
          text: node.getTextContent(),
          ...(node.hasFormat("bold") && { bold: true }),
          ...(node.hasFormat("italic") && { italic: true }),
          ...(link !== null && { link }),
        });
      }
    }
  };
  $walk(element, null);
  return lines;
}
