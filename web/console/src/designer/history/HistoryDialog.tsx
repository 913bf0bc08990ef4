import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fullTime } from "../../ui/clockTime";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/toasts";
import { canonical } from "../core/canonical";
import type { Stream } from "../core/stream";
import { useEditor, useSaverState, useStream } from "../EditorContext";
import { type Version, versionQuery, versionsQuery } from "../queries";
import { td } from "../texts";
import { DifferenceView } from "./DifferenceView";
import classes from "./History.module.css";

const DRAFT = "draft";

/** What was published, by whom and when; what is different in two versions; and the way back to one. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const dialogue = useSaverState((state) => state.draft.dialogue.id);
  const versions = useQuery({ ...versionsQuery(dialogue), staleTime: 0 });
  return (
    <Dialog title={td("history")} onClose={onClose} wide>
      {versions.data === undefined ? (
        <div role="status">
          <p>{td(versions.isError ? "historyFailed" : "historyLoading")}</p>
          {versions.isError ? (
            <Button variant="default" onClick={() => void versions.refetch()}>
              {td("retry")}
            </Button>
          ) : null}
        </div>
      ) : null}
      {versions.data?.rows.length === 0 ? <p>{td("historyNone")}</p> : null}
      {versions.data !== undefined && versions.data.rows.length > 0 ? (
        <Compared dialogue={dialogue} rows={versions.data.rows} onClose={onClose} />
      ) : null}
    </Dialog>
  );
}

interface ComparedProps {
  dialogue: string;
  rows: readonly Version[];
  onClose: () => void;
}

function Compared({ dialogue, rows, onClose }: ComparedProps) {
  const editor = useEditor();
  const [from, setFrom] = useState(String(rows[0]?.number ?? DRAFT));
  const [to, setTo] = useState(DRAFT);
  const [before, after] = [useVersion(dialogue, from), useVersion(dialogue, to)];
  const name = (version: string) =>
    version === DRAFT ? td("draftNow") : td("versionNumber", { number: version });
  const choices = [DRAFT, ...rows.map(({ number }) => String(number))];
  const restore = () => {
    if (before === null) return;
    editor.do({ kind: "restore", stream: before });
    toast(td("restored", { number: from }));
    onClose();
  };
  const field = (label: string, value: string, onChange: (value: string) => void) => (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={choices.map((each) => ({ value: each, label: name(each) }))}
    />
  );
  return (
    <div className={classes.history}>
      <ol className={classes.versions} aria-label={td("versions")}>
        {rows.map(({ number, published_at, published_by, current }) => (
          <li key={number} data-chosen={String(number) === from || undefined}>
            <button type="button" onClick={() => setFrom(String(number))}>
              <strong>
                {td("versionNumber", { number })}
                {current ? <em>{td("current")}</em> : null}
              </strong>
              <span>
                {td("publishedBy", { name: published_by ?? td("somebody"), when: fullTime(published_at) })}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className={classes.compared}>
        <div className={classes.two}>
          {field(td("compareFrom"), from, setFrom)}
          {field(td("compareTo"), to, setTo)}
        </div>
        {before === null || after === null ? (
          <p role="status">{td("historyLoading")}</p>
        ) : (
          <DifferenceView before={before} after={after} />
        )}
        {editor.readOnly || from === DRAFT ? null : (
          <div className={classes.restore}>
            <p>{td("restoreHint")}</p>
            <Button variant="default" disabled={before === null} onClick={restore}>
              {td("restore", { number: from })}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** The stream of a version, or the draft as it is on the screen; null while it is read. */
function useVersion(dialogue: string, version: string): Stream | null {
  const draft = useStream();
  const { data } = useQuery({
    ...versionQuery(dialogue, Number(version)),
    enabled: version !== DRAFT,
    select: canonical,
  });
  return version === DRAFT ? draft : (data ?? null);
}
