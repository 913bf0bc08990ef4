import { useMediaQuery } from "@mantine/hooks";
import { lazy, type RefObject, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Publishing } from "../dialogues/Publishing";
import { changed, type StreamFile } from "../dialogues/queries";
import { useMay } from "../session/useMay";
import { Loading } from "../shell/Loading";
import { Announcer } from "./Announcer";
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
import { Intro } from "./Intro";
import { Palette } from "./palette/Palette";
import type { Draft } from "./queries";
import { Toolbar, type View } from "./Toolbar";
import { td } from "./texts";
import { useDesigner } from "./useDesigner";
import { useDesignerKeys } from "./useDesignerKeys";
import { useOthers } from "./useOthers";

// What is not in sight at once is loaded when it is asked for.
const TestChat = lazy(() => import("./test-chat/TestChat").then((module) => ({ default: module.TestChat })));
const Canvas = lazy(() => import("./canvas/Canvas").then((module) => ({ default: module.Canvas })));
const Panel = lazy(() => import("./panel/Panel").then((module) => ({ default: module.Panel })));
const Outline = lazy(() => import("./outline/Outline").then((module) => ({ default: module.Outline })));
const FindDialog = lazy(() => import("./FindDialog").then((module) => ({ default: module.FindDialog })));
const NotesDialog = lazy(() => import("./NotesDialog").then((module) => ({ default: module.NotesDialog })));
const HistoryDialog = lazy(() =>
  import("./history/HistoryDialog").then((module) => ({ default: module.HistoryDialog })),
);
const ConflictDialog = lazy(() =>
  import("./ConflictDialog").then((module) => ({ default: module.ConflictDialog })),
);
const LeaveGuard = lazy(() => import("../ui/LeaveGuard").then((module) => ({ default: module.LeaveGuard })));

/** The designer of one draft. */
export function Designer({ draft }: { draft: Draft }) {
  const { editor, saver, ready } = useDesigner(draft);
  const [sought, setSought] = useState<{ readonly card: string } | null>(null);
  const [entered, setEntered] = useState<object | null>(null);
  const show = useCallback(
    (card: string) => {
      editor.select([card]);
      setSought({ card });
    },
    [editor],
  );
  const open = useCallback(
    (card: string) => {
      show(card);
      setEntered({});
    },
    [show],
  );
  useDesignerKeys(editor);
  return (
    <EditorProvider editor={editor} saver={saver} show={show} open={open}>
      <Frame ready={ready} sought={sought} entered={entered} onLeave={() => setEntered(null)} />
    </EditorProvider>
  );
}

interface FrameProps {
  ready: boolean;
  /** The card to bring into sight. */
  sought: { readonly card: string } | null;
  /** Word that the focus goes to the selected card. */
  entered: object | null;
  onLeave: () => void;
}

function Frame({ ready, sought, entered, onLeave }: FrameProps) {
  const { editor, saver, show, open } = useEditing();
  const may = useMay();
  const stream = useStream();
  const draft = useSaverState((state) => state.draft);
  const saving = useSaverState((state) => state.saving);
  const [card, ...more] = useEditorState((state) => state.selected);
  const others = useOthers(draft.dialogue.id, saver, !editor.readOnly);
  const narrow = useMediaQuery("(max-width: 899px)", undefined, { getInitialValueInEffect: false });
  const [testing, setTesting] = useState(false);
  const [lit, setLit] = useState<string | null>(null);
  const [chosen, setView] = useState<View>("canvas");
  const [dialog, setDialog] = useState<"find" | "notes" | "history" | null>(null);
  const board = useRef<Board>(null);
  const view = narrow ? "outline" : chosen;
  const marks = useMemo(() => marksOf(draft), [draft]);
  const one = card !== undefined && more.length === 0 ? card : null;
  const middle = useRef<HTMLDivElement>(null);
  useFocusKept(stream.cards.length, middle);

  const goTo = (id: string) => {
    setDialog(null);
    if (cardIn(editor.stream, id) === null) return;
    open(id);
  };
  const add = (kind: CardKind, byKeyboard: boolean) => {
    const selected = cardIn(stream, one);
    const from = selected === null ? null : freeWay(selected);
    const at = view === "canvas" ? board.current?.middle() : undefined;
    const { id } = editor.add(kind, from === null && at !== undefined ? { at } : { from });
    if (byKeyboard || view === "outline") open(id);
    else show(id);
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
    onLeave();
    const selector = `[data-card="${CSS.escape(one ?? "")}"], .react-flow__node[data-id="${CSS.escape(one ?? "")}"]`;
    setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus(), 0);
  };

  const panel = one === null ? null : <Panel card={one} entered={entered} onClose={close} />;
  return (
    <div className={classes.designer} data-view={view} data-testing={testing || undefined}>
      <Toolbar
        view={narrow ? null : view}
        others={others}
        onView={setView}
        onOpen={(which) => setDialog(which)}
        testing={testing}
        onTest={() => setTesting(!testing)}
      >
        {may("publish_dialogues") ? (
          <Publishing
            outcome={{ ...draft, faults: [...draft.faults], warnings: [...draft.warnings] }}
            file={stream as unknown as StreamFile}
            small
            before={() => saver.flush()}
            onDone={() => void saver.reread()}
            onCard={goTo}
          />
        ) : null}
      </Toolbar>
      {editor.readOnly || narrow || testing ? null : <Palette onAdd={add} onDrop={drop} />}
      {narrow && (panel !== null || testing) ? null : (
        <div ref={middle} className={classes.middle} tabIndex={-1} data-board>
          {stream.cards.length === 0 ? <EmptyStream onAdd={(kind) => add(kind, true)} /> : null}
          <Suspense fallback={<Loading />}>
            {view === "outline" ? <Outline marks={marks} /> : null}
            {view === "canvas" && ready ? (
              <Canvas board={board} marks={marks} lit={lit} sought={sought} />
            ) : null}
          </Suspense>
        </div>
      )}
      {(narrow || testing) && panel === null ? null : (
        <div className={classes.side}>
          <Suspense>{panel ?? <Intro selected={card === undefined ? 0 : more.length + 1} />}</Suspense>
        </div>
      )}
      <Announcer />
      <Suspense>
        {testing ? (
          <div className={classes.testing}>
            <Suspense>
              <TestChat onAt={setLit} onClose={() => setTesting(false)} />
            </Suspense>
          </div>
        ) : null}
        {dialog === "find" ? <FindDialog onCard={goTo} onClose={() => setDialog(null)} /> : null}
        {dialog === "notes" ? <NotesDialog onCard={goTo} onClose={() => setDialog(null)} /> : null}
        {dialog === "history" ? <HistoryDialog onClose={() => setDialog(null)} /> : null}
        {saving === "asking" ? <ConflictDialog /> : null}
      </Suspense>
      {saving === "saved" ? null : (
        <Suspense>
          <LeaveGuard
            unsaved
            save={async () => {
              const saved = await saver.flush();
              void changed();
              return saved;
            }}
            title={td("leaveTitle")}
            text={td("leaveText")}
            go={td("leaveGo")}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The focus does not get lost with a card that goes: it stays where cards are. */
function useFocusKept(cards: number, board: RefObject<HTMLElement | null>): void {
  const before = useRef(cards);
  useEffect(() => {
    const fewer = cards < before.current;
    before.current = cards;
    if (fewer && document.activeElement === document.body) board.current?.focus({ preventScroll: true });
  }, [cards, board]);
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
