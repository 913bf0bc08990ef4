import type { Snapshot } from "../core/conversation";
import type { Line, Speaker } from "../core/transcript";
import { type ChatText, tr } from "../texts";
import type { RichBlock } from "../wire";
import { ownText } from "./ownText";

/** How far the visitor's message has come. */
export type Progress = "sending" | "sent" | "delivered" | "read" | "failed";

/** One row of the log, as it is drawn. */
export type Row =
  | { kind: "time"; key: string; at: string }
  | { kind: "line"; key: string; text: string }
  | {
      kind: "message";
      key: string;
      id: string;
      from: Speaker;
      text: string;
      /** The same with its form, where it has one. */
      rich: readonly RichBlock[] | null;
      problem: boolean;
      /** First and last of what one side says in a row: they are drawn as a group. */
      first: boolean;
      last: boolean;
      progress: Progress | null;
    };

type MessageRow = Extract<Row, { kind: "message" }>;

/** After a silence so long the time is told again. */
const PAUSE = 30 * 60_000;

/** The log, what is still on its way, and times, lines and groups between. */
export function logRows(snapshot: Snapshot | null): Row[] {
  if (!snapshot) return [];
  const rows: Row[] = [];
  let before = 0;
  let group: MessageRow | null = null;

  const message = (row: Omit<MessageRow, "kind" | "first" | "last">) => {
    const first = !group || side(group.from) !== side(row.from);
    if (group && !first) group.last = false;
    group = { kind: "message", ...row, first, last: true };
    rows.push(group);
  };

  for (const item of snapshot.transcript.items) {
    const time = Date.parse(item.at);
    if (time - before > PAUSE) {
      rows.push({ kind: "time", key: `t${item.seq}`, at: item.at });
      group = null;
    }
    before = time;
    if (item.kind === "line") {
      rows.push({ kind: "line", key: item.key, text: lineText(item.line) });
      group = null;
    } else {
      const { key, seq, from, rich = null, problem, own } = item;
      const text = own ? ownText(own, item.text) : item.text;
      message({ key, id: `fdc-${seq}`, from, text, rich, problem: problem === true, progress: null });
    }
  }
  const newest = rows.findLast((row) => row.kind === "message" && row.from === "visitor") as
    | MessageRow
    | undefined;
  for (const { command, text, state } of snapshot.pending) {
    if (text === null) continue;
    const id = command.client_id;
    message({ key: id, id: `fdc-${id}`, from: "visitor", text, rich: null, problem: false, progress: state });
  }
  tellProgress(snapshot, newest);
  return rows;
}

/** Only the visitor's last message tells how far it came, and only to an agent. */
function tellProgress(snapshot: Snapshot, newest: MessageRow | undefined): void {
  const { phase, items } = snapshot.transcript;
  if (!newest || phase !== "live" || snapshot.pending.some((one) => one.text !== null)) return;
  const at = items.findLastIndex((item) => item.key === newest.key);
  const seq = items[at]?.seq ?? 0;
  // What was answered was read.
  if (items.slice(at + 1).some((item) => item.kind === "message" && typeof item.from === "object")) return;
  const { delivered, read } = snapshot.agentMarks;
  newest.progress = read >= seq ? "read" : delivered >= seq ? "delivered" : "sent";
}

function side(from: Speaker): string {
  return typeof from === "object" ? from.id : from;
}

function lineText(line: Line): string {
  if (line.kind !== "ended") return tr(line.kind, "name" in line ? { name: line.name } : {});
  const unnamed = line.outcome === "agent_ended" && !line.name;
  const key: ChatText = unnamed ? "ended_agent_ended_unnamed" : `ended_${line.outcome}`;
  return tr(key, { name: line.name ?? "" });
}
