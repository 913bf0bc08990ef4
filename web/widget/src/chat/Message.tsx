import { tr } from "../texts";
import { Avatar } from "./Avatar";
import type { ChatModel } from "./chatModel";
import { Icon } from "./Icon";
import type { Row } from "./logRows";
import { RichText } from "./RichText";

export function Message({ row, model }: { row: Extract<Row, { kind: "message" }>; model: ChatModel }) {
  const own = row.from === "visitor";
  const agent = typeof row.from === "object" ? row.from : null;
  const classes = `fdc-row ${own ? "fdc-own" : "fdc-theirs"}${row.first ? " fdc-first" : ""}${row.last ? " fdc-last" : ""}`;
  return (
    <div class={classes}>
      {!own && row.last && <Avatar agent={agent} model={model} />}
      <div class="fdc-said">
        <span class="fdc-hidden">
          {own ? tr("you_said") : tr("said", { name: agent?.name ?? tr("status_bot") })}
        </span>
        <div
          id={row.id}
          class={`fdc-bubble${row.problem ? " fdc-problem" : ""}${row.progress === "failed" ? " fdc-failed" : ""}`}
        >
          {row.problem && <Icon name="alert" />}
          <RichText text={row.text} rich={row.rich} />
        </div>
        {row.progress && <ProgressNote row={row} model={model} />}
      </div>
    </div>
  );
}

function ProgressNote({ row, model }: { row: Extract<Row, { kind: "message" }>; model: ChatModel }) {
  if (row.progress !== "failed") {
    return row.last && row.progress ? <p class="fdc-progress">{tr(row.progress)}</p> : null;
  }
  return (
    <p class="fdc-progress fdc-error">
      <Icon name="alert" />
      <span role="alert">{tr("failed")}</span>
      <button type="button" class="fdc-link" onClick={() => model.conversation?.retry(row.key)}>
        {tr("retry")}
      </button>
      <button type="button" class="fdc-link" onClick={() => model.conversation?.remove(row.key)}>
        {tr("remove")}
      </button>
    </p>
  );
}
