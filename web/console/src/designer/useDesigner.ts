import { useEffect, useState } from "react";
import { useMay } from "../session/useMay";
import { arranged } from "./core/arrange";
import { Editor } from "./core/Editor";
import { Saver } from "./core/Saver";
import { type Draft, keepDraft, readDraft, refusalOf } from "./queries";
import { td } from "./texts";

/** The editor of a draft, and what keeps it on the server. `ready`: every card has its place. */
export function useDesigner(draft: Draft) {
  const mayEdit = useMay()("manage_dialogues");
  const id = draft.dialogue.id;
  const [{ editor, saver }] = useState(() => {
    const words = { yes: td("yes"), no: td("no"), branch: td("branchNumber", { number: 1 }) };
    const made = new Editor(draft.file, { now: Date.now, random: Math.random, words }, !mayEdit);
    const keeps = new Saver(made, draft, {
      put: (base, file) => keepDraft(id, base, file),
      read: () => readDraft(id),
      refusalOf,
      random: Math.random,
    });
    return { editor: made, saver: keeps };
  });
  const [ready, setReady] = useState(() =>
    editor.stream.cards.every((card) => editor.stream.layout?.[card.id] !== undefined),
  );
  useEffect(() => {
    saver.start();
    const back = () => void saver.flush();
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("online", back);
      void saver.flush();
      saver.stop();
    };
  }, [saver]);
  useEffect(() => {
    if (ready) return;
    void arranged(editor.stream).then((places) => {
      editor.setFound(places);
      setReady(true);
    });
  }, [editor, ready]);
  return { editor, saver, ready };
}
