import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../messages/t";
import classes from "./Listing.module.css";

/** What a list needs to know of the question behind it. */
interface Asked {
  isPending: boolean;
  error: Error | null;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

interface ListingProps<Row> {
  label: string;
  asked: Asked;
  /** Undefined as long as nothing was answered. */
  rows: readonly Row[] | undefined;
  keyOf: (row: Row) => string;
  /** What is told when the rows could not be read. */
  failed: string;
  /** What is told when there are none. */
  none: string;
  /** What can be done where there are none. */
  start?: ReactNode;
  /** What shows further rows. */
  more?: string;
  /** Whether the rows stand in a card of their own; else they fill their place, and scroll in it. */
  framed?: boolean;
  children: (row: Row) => ReactNode;
}

/** Rows page by page: on their way, not to be had, none, or there. */
export function Listing<Row>({ label, asked, rows, keyOf, failed, none, ...rest }: ListingProps<Row>) {
  const { start, more, framed = true, children } = rest;
  if (asked.isPending) {
    return (
      <div role="status" aria-label={t("app.loading")} className={classes.skeleton}>
        {[0, 1, 2, 3].map((at) => (
          <span key={at} />
        ))}
      </div>
    );
  }
  if (rows === undefined) {
    return (
      <div role="alert" className={classes.told}>
        <p>{failed}</p>
        <Button variant="default" onClick={() => void asked.refetch()}>
          {t("list.retry")}
        </Button>
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <div className={classes.told}>
        <p role="status">{none}</p>
        {start}
      </div>
    );
  }
  return (
    <div className={framed ? classes.whole : classes.scroll}>
      <ul className={framed ? classes.framed : classes.plain} aria-label={label}>
        {rows.map((row) => (
          <li key={keyOf(row)}>{children(row)}</li>
        ))}
      </ul>
      {asked.hasNextPage ? (
        <Button
          variant="default"
          className={classes.more}
          loading={asked.isFetchingNextPage ?? false}
          onClick={() => void asked.fetchNextPage?.()}
        >
          {more ?? t("list.more")}
        </Button>
      ) : null}
    </div>
  );
}
