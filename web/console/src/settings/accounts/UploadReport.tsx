import { Button } from "@mantine/core";
import { saveText } from "../../dialogues/download";
import { badLinesFile, reasonText } from "./badLines";
import type { BadLine, Upload } from "./queries";
import { ta } from "./texts";
import classes from "./Upload.module.css";

/** How many bad lines are shown; the download has them all. */
const SHOWN = 100;

/** What a file does: in numbers, its first lines, and every line that can't be used. */
export function UploadReport({ does }: { does: Upload }) {
  const { added, changed, unchanged, examples, bad } = does;
  const figures = [
    [ta("figureAdded"), added],
    [ta("figureChanged"), changed],
    [ta("figureUnchanged"), unchanged],
    [ta("figureBad"), bad.length],
  ] as const;
  return (
    <>
      <dl className={classes.figures} aria-label={ta("whatItDoes")}>
        {figures.map(([what, count]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{count.toLocaleString()}</dd>
          </div>
        ))}
      </dl>
      {bad.length === 0 ? null : <BadLines lines={bad} />}
      {examples.length === 0 ? null : (
        <Table
          label={ta("examples")}
          columns={[
            ta("column_line"),
            ta("column_company"),
            ta("column_domain"),
            ta("column_owner"),
            ta("column_does"),
          ]}
          rows={examples.map((one) => [
            String(one.line),
            one.name,
            one.domain,
            one.owner.takes_chats ? one.owner.name : `${one.owner.name}: ${ta("ownerGone")}`,
            ta(`does_${one.does}`),
          ])}
        />
      )}
    </>
  );
}

function BadLines({ lines }: { lines: readonly BadLine[] }) {
  const shown = lines.slice(0, SHOWN);
  return (
    <>
      <Table
        label={ta("badLines")}
        columns={[ta("column_line"), ta("column_reason"), ta("column_text")]}
        rows={shown.map((line) => [String(line.line), reasonText(line), line.text])}
      />
      <div className={classes.more}>
        {shown.length < lines.length ? (
          <p>{ta("badShown", { shown: shown.length, count: lines.length })}</p>
        ) : null}
        <Button variant="default" onClick={() => saveText("bad-lines.csv", badLinesFile(lines), "text/csv")}>
          {ta("downloadBad")}
        </Button>
      </div>
    </>
  );
}

interface TableProps {
  label: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

function Table({ label, columns, rows }: TableProps) {
  return (
    <section
      className={classes.scroll}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className={classes.table}>
        <caption>{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([line = "", ...cells]) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              {cells.map((cell, at) => (
                <td key={columns[at + 1]} dir="auto">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
