import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { Editor, EditorState } from "./core/Editor";
import { placesOf } from "./core/places";
import type { Saver, SaverState } from "./core/Saver";
import type { Card, Place, Stream } from "./core/stream";
import type { Draft } from "./queries";

interface Editing {
  readonly editor: Editor;
  readonly saver: Saver<Draft>;
  /** Shows a card: selects it, and brings it into sight. */
  readonly show: (card: string) => void;
  /** Shows a card, and moves the focus to all of it. */
  readonly open: (card: string) => void;
}

const Context = createContext<Editing | null>(null);

export function EditorProvider({ children, ...editing }: Editing & { children: ReactNode }) {
  const { editor, saver, show, open } = editing;
  const value = useMemo(() => ({ editor, saver, show, open }), [editor, saver, show, open]);
  return <Context value={value}>{children}</Context>;
}

export function useEditing(): Editing {
  const editing = useContext(Context);
  if (editing === null) throw new Error("no editor around this");
  return editing;
}

export function useEditor(): Editor {
  return useEditing().editor;
}

/** A part of what the editor knows; it must be the same value while nothing has changed. */
export function useEditorState<Part>(part: (state: EditorState) => Part): Part {
  return useStore(useEditor().store, part);
}

export function useSaverState<Part>(part: (state: SaverState<Draft>) => Part): Part {
  return useStore(useEditing().saver.store, part);
}

export function useStream(): Stream {
  return useEditorState(({ history }) => history.stream);
}

/** The card with an id. */
export function useCard(id: string): Card | null {
  return useEditorState(({ history }) => history.stream.cards.find((card) => card.id === id) ?? null);
}

/** Where every card stands. */
export function usePlaces(): Readonly<Record<string, Place>> {
  const stream = useStream();
  const found = useEditorState((state) => state.found);
  return useMemo(() => placesOf(stream, found), [stream, found]);
}
