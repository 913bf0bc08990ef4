import { $toggleLink } from "@lexical/link";
import {
  INSERT_ORDERED_LIST_COMMAND,
  INSERT_UNORDERED_LIST_COMMAND,
  REMOVE_LIST_COMMAND,
} from "@lexical/list";
import { $createTextNode, $getSelection, $isRangeSelection, FORMAT_TEXT_COMMAND } from "lexical";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from "react";
import type { Block } from "./document";
import { LinkRow } from "./LinkRow";
import classes from "./RichTextField.module.css";
import { tf } from "./texts";
import { useEditor } from "./useEditor";

interface RichTextFieldProps {
  label: string;
  hint: string;
  error: string | null;
  /** What the field begins with; later values are not followed. */
  first: readonly Block[];
  /** How many characters there are, and may be. */
  used: number;
  limit: number;
  /** The element that is written in. */
  field: RefObject<HTMLDivElement | null>;
  /** Stays the same function. */
  onChange: (blocks: Block[]) => void;
}

/** A field for words that may be bold, italic, links or lists. */
export function RichTextField(props: RichTextFieldProps) {
  const { label, hint, error, first, used, limit, field, onChange } = props;
  const id = useId();
  const [editor, standing] = useEditor(field, first, onChange);
  const [linking, setLinking] = useState(false);
  const setLink = (href: string | null) => {
    editor.update(() => {
      const selection = $getSelection();
      if (
        href !== null &&
        $isRangeSelection(selection) &&
        selection.isCollapsed() &&
        standing.link === null
      ) {
        const words = $createTextNode(href.replace(/^mailto:/, ""));
        selection.insertNodes([words]);
        words.select(0);
      }
      $toggleLink(href);
    });
    closeLink();
  };
  const closeLink = () => {
    setLinking(false);
    editor.focus();
  };
  const toggleList = (list: "bullet" | "number") => {
    const wanted = list === "bullet" ? INSERT_UNORDERED_LIST_COMMAND : INSERT_ORDERED_LIST_COMMAND;
    editor.dispatchCommand(standing.list === list ? REMOVE_LIST_COMMAND : wanted, undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setLinking(true);
    }
  };
  return (
    <div className={classes.field}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as a label does; the keyboard reaches the field itself */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as a label does */}
      <span id={`${id}-label`} className={classes.label} onClick={() => editor.focus()}>
        {label}
      </span>
      <span id={`${id}-hint`} className={classes.hint}>
        {hint}
      </span>
      <div className={classes.frame} data-invalid={error !== null || undefined}>
        <div role="toolbar" aria-label={tf("tools")} aria-controls={id} className={classes.tools}>
          <Tool
            name={tf("bold")}
            keys="Control+B"
            pressed={standing.bold}
            onPress={() => editor.dispatchCommand(FORMAT_TEXT_COMMAND, "bold")}
          >
            <strong>B</strong>
          </Tool>
          <Tool
            name={tf("italic")}
            keys="Control+I"
            pressed={standing.italic}
            onPress={() => editor.dispatchCommand(FORMAT_TEXT_COMMAND, "italic")}
          >
            <em>I</em>
          </Tool>
          <Tool
            name={tf("bullets")}
            pressed={standing.list === "bullet"}
            onPress={() => toggleList("bullet")}
          >
            <Drawing path="M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01" />
          </Tool>
          <Tool
            name={tf("numbers")}
            pressed={standing.list === "number"}
            onPress={() => toggleList("number")}
          >
            <Drawing path="M10 6h10M10 12h10M10 18h10M4 4.500l1.500-1V9M3.500 15.500h3L3.500 20h3" />
          </Tool>
          <Tool
            name={tf("link")}
            keys="Control+K"
            pressed={standing.link !== null}
            onPress={() => setLinking(!linking)}
          >
            <Drawing path="M10 14a4 4 0 005.700 0l3-3a4 4 0 00-5.700-5.700l-1 1M14 10a4 4 0 00-5.700 0l-3 3a4 4 0 005.700 5.700l1-1" />
          </Tool>
        </div>
        {linking ? <LinkRow first={standing.link} onSet={setLink} onCancel={closeLink} /> : null}
        {/* biome-ignore lint/a11y/useSemanticElements: a textarea has no form */}
        <div
          ref={field}
          id={id}
          className={classes.input}
          role="textbox"
          tabIndex={0}
          contentEditable
          suppressContentEditableWarning
          aria-multiline="true"
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-hint ${id}-error ${id}-used`}
          aria-invalid={error !== null}
          dir="auto"
          spellCheck
          onKeyDown={onKeyDown}
        />
      </div>
      <span id={`${id}-used`} className={classes.hint} data-over={used > limit || undefined}>
        {tf("used", { used, limit })}
      </span>
      <span id={`${id}-error`} role="alert" className={classes.error}>
        {error}
      </span>
    </div>
  );
}

interface ToolProps {
  name: string;
  keys?: string;
  pressed: boolean;
  onPress: () => void;
  children: ReactNode;
}

function Tool({ name, keys, pressed, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      className={classes.tool}
      aria-label={name}
      title={keys === undefined ? name : `${name} (${keys.replace("Control", "Ctrl")})`}
      aria-keyshortcuts={keys}
      aria-pressed={pressed}
      // The words stay selected.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

function Drawing({ path }: { path: string }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={18}
      height={18}
      viewBox="0 0 24 24"
      className={classes.drawing}
    >
      <path d={path} />
    </svg>
  );
}
