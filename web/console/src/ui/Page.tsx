import type { ReactNode } from "react";
import classes from "./Page.module.css";

interface PageProps {
  title: string;
  hint?: string;
  /** What can be done on this page as a whole. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the house: its heading, what can be done there, and its parts. */
export function Page({ title, hint, actions, children }: PageProps) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1>{title}</h1>
          {hint === undefined ? null : <p>{hint}</p>}
        </div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** One matter of a page. */
export function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2>{title}</h2>
      {hint === undefined ? null : <p className={classes.hint}>{hint}</p>}
      {children}
    </section>
  );
}
