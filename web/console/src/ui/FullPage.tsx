import type { ReactNode } from "react";
import classes from "./FullPage.module.css";

/** A page that has one thing to say. */
export function FullPage({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <main id="content" className={classes.page}>
      <h1>{title}</h1>
      {hint === undefined ? null : <p>{hint}</p>}
      {children}
    </main>
  );
}
