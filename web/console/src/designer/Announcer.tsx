import { useEffect } from "react";
import { toast } from "../ui/toasts";
import { useEditorState, useSaverState } from "./EditorContext";
import { td } from "./texts";

/** Tells what undo and redo have done, and that changes of others were taken in. */
export function Announcer() {
  const done = useEditorState((state) => state.done);
  const taken = useSaverState((state) => state.taken);
  const by = useSaverState((state) => state.draft.edited_by);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once each time something is taken in
  useEffect(() => {
    if (taken > 0) toast(td("takenIn", { name: by ?? td("somebody") }));
  }, [taken]);
  return (
    <p role="status" className="fd-unseen">
      {done === null ? "" : td(done.what, { edit: td(`edit.${done.edit}`) })}
      {/* The same words twice in a row are told twice. */}
      {done !== null && done.nth % 2 === 0 ? "\u00a0" : ""}
    </p>
  );
}
