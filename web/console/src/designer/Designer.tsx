import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { Publishing } from "../dialogues/Publishing";
import { changed, type StreamFile } from "../dialogues/queries";
import { useMay } from "../session/useMay";
import { LeaveGuard } from "../ui/LeaveGuard";
import { Announcer } from "./Announcer";
import { ConflictDialog } from "./ConflictDialog";
import type { Board } from "./canvas/Canvas";
import type { Marks } from "./canvas/nodesOf";
import type { Under } from "./canvas/underPoint";
import { freeWay, type WayRef, wayAt } from "./core/graph";
import { KINDS } from "./core/kinds";
import { CARD_WIDTH } from "./core/places";
import { type CardKind, cardIn } from "./core/stream";
import classes from "./Designer.module.css";
import { EditorProvider, useEditing, useEditorState, useSaverState, useStream } from "./EditorContext";
import { EmptyStream } from "./EmptyStream";
import { FindDialog } from "./FindDialog";
import { HistoryDialog } from "./history/HistoryDialog";
import { Intro } from "./Intro";
import { NotesDialog } from "./NotesDialog";
import { Outline } from "./outline/Outline";
import { Palette } from "./palette/Palette";
import { Panel } from "./panel/Panel";
import type { Draft } from "./queries";
import { Toolbar, type View } from "./Toolbar";
import { td } from "./texts";
import { useDesigner } from "./useDesigner";
import { useDesignerKeys } from "./useDesignerKeys";
import { useOthers } from "./useOthers";

const Canvas = lazy(() => import("./canvas/Canvas").then((module) => ({ default: module.Canvas })));

/** The designer of one draft. */
export function Designer({ draft }: { draft: Draft }) {
  const { editor, saver, ready } = useDesigner(draft);
  const [sought, setSought] = useState<{ readonly card: string } | null>(null);
  const show = useCallback(
    (card: string) => {
      editor.select([card]);
      setSought({ card });
    },
    [editor],
  );
  useDesignerKeys(editor);
  return (
    <EditorProvider editor={editor} saver={saver} show={show}>
      <Frame ready={ready} sought={sought} />
    </EditorProvider>
  );
}

function Frame({ ready, sought }: { ready: boolean; sought: { readonly card: string } | null }) {
  const { editor, saver, show } = useEditing();
  const may = useMay();
  const stream = useStream();
  const draft = useSaverState((state) => state.draft);
  const saving = useSaverState((state) => state.saving);
  const [card, ...more] = useEditorState((state) => state.selected);
  const others = useOthers(draft.dialogue.id, saver, !editor.readOnly);
  const narrow = useMediaQuery("(max-width: 899px)", undefined, { getInitialValueInEffect: false });
  const [chosen, setView] = useState<View>("canvas");
  const [dialog, setDialog] = useState<"find" | "notes" | "history" | null>(null);
  const [entered, setEntered] = useState<object | null>(null);
  const board = useRef<Board>(null);
  const view = narrow ? "outline" : chosen;
  const marks = useMemo(() => marksOf(draft), [draft]);
  const one = card !== undefined && more.length === 0 ? card : null;
  const enter = useCallback(() => setEntered({}), []);

  const goTo = (id: string) => {
    setDialog(null);
    if (cardIn(editor.stream, id) === null) return;
    show(id);
    enter();
  };
  const add = (kind: CardKind) => {
    const selected = cardIn(stream, one);
    const from = selected === null ? null : freeWay(selected);
    const at = view === "canvas" ? board.current?.middle() : undefined;
    show(editor.add(kind, from === null && at !== undefined ? { at } : { from }).id);
    if (view === "outline") enter();
  };
  const drop = (kind: CardKind, under: Under, x: number, y: number) => {
    const place = board.current?.placeAt(x, y);
    if (place === undefined) return;
    const from = wayFor(kind, under);
    const at = [place[0] - CARD_WIDTH / 2, place[1] - 20] as const;
    editor.add(kind, from !== null && under.card !== null ? { from } : { from, at });
  };
  const wayFor = (kind: CardKind, { way, card: on }: Under): WayRef | null => {
    const found = cardIn(stream, on);
    const from = way ?? (found === null ? null : freeWay(found));
    const leadsOn = from !== null && wayAt(stream, from)?.to != null;
    // Nothing can follow it, so that it does not come between.
    return leadsOn && !KINDS[kind].leads ? null : from;
  };
  const close = () => {
    editor.select([]);
    setEntered(null);
    const selector = `[data-card="${CSS.escape(one ?? "")}"], .react-flow__node[data-id="${CSS.escape(one ?? "")}"]`;
    setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus(), 0);
  };

  const panel = one === null ? null : <Panel card={one} entered={entered} onClose={close} />;
  return (
    <div className={classes.designer} data-view={view}>
      <Toolbar
        view={narrow ? null : view}
        others={others}
        onView={setView}
        onOpen={(which) => setDialog(which)}
      >
        {may("publish_dialogues") ? (
          <Publishing
            outcome={{ ...draft, faults: [...draft.faults], warnings: [...draft.warnings] }}
            file={stream as unknown as StreamFile}
            before={() => saver.flush()}
            onDone={() => void saver.reread()}
            onCard={goTo}
          />
        ) : null}
      </Toolbar>
      {editor.readOnly || (narrow && panel !== null) ? null : <Palette onAdd={add} onDrop={drop} />}
      {narrow && panel !== null ? null : (
        <div className={classes.middle}>
          {stream.cards.length === 0 ? <EmptyStream onAdd={add} /> : null}
          {view === "outline" ? <Outline marks={marks} onOpen={enter} /> : null}
          {view === "canvas" && ready ? (
            <Suspense>
              <Canvas board={board} marks={marks} lit={null} sought={sought} onOpen={enter} />
            </Suspense>
          ) : null}
        </div>
      )}
      {narrow && panel === null ? null : (
        <div className={classes.side}>
          {panel ?? <Intro selected={card === undefined ? 0 : more.length + 1} />}
        </div>
      )}
      {dialog === "find" ? <FindDialog onCard={goTo} onClose={() => setDialog(null)} /> : null}
      {dialog === "notes" ? <NotesDialog onCard={goTo} onClose={() => setDialog(null)} /> : null}
      {dialog === "history" ? <HistoryDialog onClose={() => setDialog(null)} /> : null}
      <ConflictDialog />
      <Announcer />
      <LeaveGuard
        unsaved={saving !== "saved"}
        save={async () => {
          const saved = await saver.flush();
          void changed();
          return saved;
        }}
        title={td("leaveTitle")}
        text={td("leaveText")}
        go={td("leaveGo")}
      />
    </div>
  );
}

function marksOf({ faults, warnings }: Draft): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>();
  const count = (card: string | null | undefined, which: "faults" | "warnings") => {
    if (card == null) return;
    const before = marks.get(card) ?? { faults: 0, warnings: 0 };
    marks.set(card, { ...before, [which]: before[which] + 1 });
  };
  for (const { card } of faults) count(card, "faults");
  for (const { card } of warnings) count(card, "warnings");
  return marks;
}
