import { LinkNode } from "@lexical/link";
import { ListItemNode, ListNode } from "@lexical/list";
import { createEditor } from "lexical";
import { expect, test } from "vitest";
import { $read, $write, type Block, characters, paragraphs } from "../src/ui/rich-text/document";
import { linkOf } from "../src/ui/rich-text/linkOf";

function through(blocks: Block[]): Block[] {
  const editor = createEditor({ nodes: [LinkNode, ListNode, ListItemNode] });
  editor.update(() => $write(blocks), { discrete: true });
  return editor.getEditorState().read($read);
}

test("a text comes out of the editor as it went in", () => {
  const text: Block[] = [
    {
      kind: "paragraph",
      lines: [[{ text: "We are " }, { text: "closed", bold: true }], [], [{ text: "now.", italic: true }]],
    },
    {
      kind: "bullets",
      lines: [[{ text: "Write to " }, { text: "us", bold: true, italic: true, link: "mailto:us@a.example" }]],
    },
    { kind: "numbers", lines: [[{ text: "One" }], [{ text: "Two" }]] },
  ];
  expect(through(text)).toEqual(text);
});

test("what is empty is left out, and a link that is none loses its address", () => {
  const text: Block[] = [
    { kind: "paragraph", lines: [[], [{ text: "Here", link: "javascript:alert(1)" }], [{ text: " " }]] },
    { kind: "paragraph", lines: [[]] },
    { kind: "bullets", lines: [[], [{ text: "One" }]] },
  ];
  expect(through(text)).toEqual([
    { kind: "paragraph", lines: [[{ text: "Here" }]] },
    { kind: "bullets", lines: [[{ text: "One" }]] },
  ]);
});

test("characters are counted as the server counts them", () => {
  expect(characters(paragraphs("ü👋🏽\nx"))).toBe(4);
});

test("what somebody types as an address is a page or a mailbox", () => {
  for (const [typed, href] of [
    ["example.com", "https://example.com/"],
    [" example.com:8080/a?b=c#d ", "https://example.com:8080/a?b=c#d"],
    ["http://example.com", "http://example.com/"],
    ["pia@example.com", "mailto:pia@example.com"],
    ["mailto:pia@example.com", "mailto:pia@example.com"],
    ["javascript:alert(1)", null],
    ["data:text/html,x.y", null],
    ["two words.com", null],
    ["nothing", null],
    ["", null],
  ] as const) {
    expect(linkOf(typed), typed).toBe(href);
  }
});
