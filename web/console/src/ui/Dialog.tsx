import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../messages/t";
import classes from "./Dialog.module.css";
import { Fault } from "./Fault";

/** A dialog over the page. What was typed into it is not lost by a click beside it. */
export function Dialog({
  title,
  onClose,
  wide = false,
  children,
}: {
  title: string;
  onClose: () => void;
  /** For what has much to choose from. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={wide ? "lg" : "md"}
      closeButtonProps={{ "aria-label": t("help.close") }}
      transitionProps={{ duration: 0 }}
      centered
      lockScroll={false}
      closeOnClickOutside={false}
    >
      {children}
    </Modal>
  );
}

interface ConfirmProps {
  title: string;
  /** What it leads to. */
  text: string;
  /** What is pressed to go on. */
  go: string;
  /** Whether it takes something away. */
  ends?: boolean;
  busy: boolean;
  fault: string | null;
  onGo: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks before something is done. */
export function Confirm({
  title,
  text,
  go,
  ends = false,
  busy,
  fault,
  onGo,
  onClose,
  children,
}: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className={classes.text}>{text}</p>
      {children}
      <Fault text={fault} />
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose} autoFocus>
          {t("users.cancel")}
        </Button>
        <Button {...(ends ? { className: classes.end } : {})} loading={busy} onClick={onGo}>
          {go}
        </Button>
      </div>
    </Dialog>
  );
}
