import { ActionIcon, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { StatusMark } from "../dialogues/StatusMark";
import { locale } from "../messages/t";
import { Icon } from "../ui/Icon";
import { arranged } from "./core/arrange";
import classes from "./Designer.module.css";
import { useEditor, useEditorState, useSaverState } from "./EditorContext";
import { Glyph } from "./Glyph";
import { SaveState } from "./SaveState";
import { counted, td } from "./texts";

export type View = "canvas" | "outline";

interface ToolbarProps {
  /** Which way of looking is chosen; null where there is but one. */
  view: View | null;
  others: readonly string[];
  onView: (view: View) => void;
  onOpen: (dialog: "find" | "notes" | "history") => void;
  /** Whether the test chat is open. */
  testing: boolean;
  onTest: () => void;
  /** What stands at its end. */
  children: ReactNode;
}

/** What can be done with the stream as a whole, and how it stands. */
export function Toolbar({ view, others, onView, onOpen, testing, onTest, children }: ToolbarProps) {
  const editor = useEditor();
  const { dialogue, faults, warnings } = useSaverState((state) => state.draft);
  const undoable = useEditorState(({ history }) => history.past.length > 0);
  const redoable = useEditorState(({ history }) => history.future.length > 0);
  const arrange = async () => {
    const places = await arranged(editor.stream);
    editor.do({ kind: "arrange", places });
  };
  return (
    <header className={classes.bar}>
      <div className={classes.standing}>
        <Link
          to="/dialogues/$dialogue"
          params={{ dialogue: dialogue.id }}
          className={classes.back}
          aria-label={td("back")}
          title={td("back")}
        >
          <Icon name="back" size={18} />
        </Link>
        <h1 dir="auto">{dialogue.name}</h1>
        <StatusMark row={dialogue} />
        {editor.readOnly ? <span className={classes.dim}>{td("readOnly")}</span> : <SaveState />}
        <span role="status" className={classes.others}>
          {others.length === 0
            ? null
            : td(others.length === 1 ? "oneOther" : "others", { names: names(others) })}
        </span>
      </div>
      <section className={classes.tools} aria-label={td("tools")}>
        {editor.readOnly ? null : (
          <>
            <Tool label={td("undo")} disabled={!undoable} onClick={() => editor.undo()}>
              <Glyph name="undo" />
            </Tool>
            <Tool label={td("redo")} disabled={!redoable} onClick={() => editor.redo()}>
              <Glyph name="redo" />
            </Tool>
          </>
        )}
        <Tool label={td("find")} onClick={() => onOpen("find")}>
          <Icon name="search" />
        </Tool>
        {editor.readOnly || view !== "canvas" ? null : (
          <Tool label={td("arrange")} onClick={() => void arrange()}>
            <Glyph name="tidy" />
          </Tool>
        )}
        {view === null ? null : (
          <Tool
            label={td(view === "canvas" ? "toOutline" : "toCanvas")}
            onClick={() => onView(view === "canvas" ? "outline" : "canvas")}
          >
            <Glyph name={view === "canvas" ? "outline" : "canvas"} />
          </Tool>
        )}
        <Tool label={td("history")} onClick={() => onOpen("history")}>
          <Icon name="history" />
        </Tool>
        <Button
          variant="default"
          size="xs"
          className={classes.notes ?? ""}
          data-faulty={faults.length > 0 || undefined}
          leftSection={<Icon name={faults.length + warnings.length > 0 ? "alert" : "check"} size={16} />}
          onClick={() => onOpen("notes")}
        >
          {notesLabel(faults.length, warnings.length)}
        </Button>
        <Button
          variant={testing ? "light" : "default"}
          size="xs"
          aria-pressed={testing}
          leftSection={<Icon name="chat" size={16} />}
          onClick={onTest}
        >
          {td("test")}
        </Button>
        {children}
      </section>
    </header>
  );
}

interface ToolProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, disabled = false, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={34}
      aria-label={label}
      title={label}
      // Where it were taken out of the tab order, the focus would be lost with the last step.
      aria-disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

function notesLabel(faults: number, warnings: number): string {
  if (faults > 0) return counted("faults", faults);
  return warnings > 0 ? counted("warnings", warnings) : td("noFaults");
}

function names(others: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(others);
}
