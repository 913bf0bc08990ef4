import { Button, CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import { moved } from "../../ordered/moved";
import { Ordered } from "../../ordered/Ordered";
import { Icon } from "../../ui/Icon";
import classes from "./Panel.module.css";
import { useRowKeys } from "./useRowKeys";

interface RowsProps<Row> {
  label: string;
  rows: readonly Row[];
  nameOf: (row: Row, at: number) => string;
  /** What adding is called, and what is added. */
  add: string;
  fresh: () => Row;
  /** What removing a row is called. */
  removing: (name: string) => string;
  readOnly: boolean;
  onChange: (rows: readonly Row[]) => void;
  children: (row: Row, at: number) => ReactNode;
}

/** Rows of a card: added, taken away, and put into another order. */
export function Rows<Row>(props: RowsProps<Row>) {
  const { label, rows, nameOf, add, fresh, removing, readOnly, onChange, children } = props;
  const { keys, move, remove } = useRowKeys(rows.length);
  const placed = rows.map((row, at) => ({ row, at, key: keys[at] ?? at }));
  return (
    <section className={classes.rows} aria-label={label}>
      <h3>{label}</h3>
      <Ordered
        label={label}
        rows={placed}
        keyOf={({ key }) => String(key)}
        nameOf={({ row, at }) => nameOf(row, at)}
        onMove={
          readOnly
            ? undefined
            : (from, to) => {
                move(from, to);
                onChange(moved(rows, from, to));
              }
        }
      >
        {({ row, at }) => (
          <div className={classes.row}>
            <div className={classes.fields}>{children(row, at)}</div>
            {readOnly ? null : (
              <CloseButton
                aria-label={removing(nameOf(row, at))}
                onClick={() => {
                  remove(at);
                  onChange(rows.toSpliced(at, 1));
                }}
              />
            )}
          </div>
        )}
      </Ordered>
      {readOnly ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          className={classes.aside ?? ""}
          onClick={() => onChange([...rows, fresh()])}
        >
          {add}
        </Button>
      )}
    </section>
  );
}
