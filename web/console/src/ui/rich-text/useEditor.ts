import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { $isLinkNode, LinkNode } from "@lexical/link";
import { $isListNode, ListItemNode, ListNode, registerList } from "@lexical/list";
import { registerRichText } from "@lexical/rich-text";
import {
  $findMatchingParent,
  $getSelection,
  $isRangeSelection,
  createEditor,
  HISTORY_MERGE_TAG,
  type LexicalEditor,
  TEXT_TYPE_TO_FORMAT,
  type TextFormatType,
  TextNode,
} from "lexical";
import { type RefObject, useEffect, useState } from "react";
import { $read, $write, type Block } from "./document";
import classes from "./RichTextField.module.css";

/** How what is selected stands: what its buttons show as pressed. */
export interface Standing {
  bold: boolean;
  italic: boolean;
  list: "bullet" | "number" | null;
  /** Where the link leads that the selection lies in. */
  link: string | null;
}

const NOWHERE: Standing = { bold: false, italic: false, list: null, link: null };
const HISTORY_MS = 300;
const KEPT: ReadonlySet<string> = new Set<TextFormatType>(["bold", "italic"]);

/** An editor of text with form in an element, and how its selection stands. */
export function useEditor(
  root: RefObject<HTMLElement | null>,
  first: readonly Block[],
  onChange: (blocks: Block[]) => void,
): [LexicalEditor, Standing] {
  const [standing, setStanding] = useState(NOWHERE);
  const [editor] = useState(() => {
    const made = createEditor({
      namespace: "rich-text",
      nodes: [LinkNode, ListNode, ListItemNode],
      theme: { text: { bold: classes.bold ?? "", italic: classes.italic ?? "" } },
      onError: (error) => {
        throw error;
      },
    });
    made.update(() => $write(first), { discrete: true, tag: HISTORY_MERGE_TAG });
    return made;
  });
  useEffect(() => {
    editor.setRootElement(root.current);
    const leave = [
      registerRichText(editor),
      registerList(editor),
      registerHistory(editor, createEmptyHistoryState(), HISTORY_MS),
      editor.registerNodeTransform(TextNode, $keepForm),
      () => editor.setRootElement(null),
    ];
    return () => {
      for (const end of leave) end();
    };
  }, [editor, root]);
  useEffect(
    () =>
      editor.registerUpdateListener(({ editorState, dirtyElements, dirtyLeaves }) => {
        setStanding((before) => {
          const now = editorState.read($standing);
          return JSON.stringify(now) === JSON.stringify(before) ? before : now;
        });
        if (dirtyElements.size > 0 || dirtyLeaves.size > 0) onChange(editorState.read($read));
      }),
    [editor, onChange],
  );
  return [editor, standing];
}

/** Pasted and typed words keep no form that can't be sent. */
function $keepForm(words: TextNode): void {
  if (words.getStyle() !== "") words.setStyle("");
  for (const format of Object.keys(TEXT_TYPE_TO_FORMAT) as TextFormatType[]) {
    if (!KEPT.has(format) && words.hasFormat(format)) words.toggleFormat(format);
  }
}

function $standing(): Standing {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return NOWHERE;
  const at = selection.anchor.getNode();
  const list = $findMatchingParent(at, $isListNode);
  return {
    bold: selection.hasFormat("bold"),
    italic: selection.hasFormat("italic"),
    list: list === null ? null : list.getListType() === "number" ? "number" : "bullet",
    link: $findMatchingParent(at, $isLinkNode)?.getURL() ?? null,
  };
}
