import { Button, Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
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
  useFocusBack();
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

/** When the dialog goes, the focus is again where it was, unless it has found another place. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}

interface ConfirmProps {
  title: string;
  /** What it leads to. */
  text: string;
  /** What is pressed to go on. */
  go: string;
  /** Whether Enter does: where one who asks for it is sure to mean it. */
  goFirst?: boolean;
  /** What is pressed to leave all as it is. */
  stay?: string;
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
  goFirst = false,
  stay = t("users.cancel"),
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
        <Button variant="default" onClick={onClose} data-autofocus={goFirst ? undefined : true}>
          {stay}
        </Button>
        <Button
          {...(ends ? { className: classes.end } : {})}
          loading={busy}
          onClick={onGo}
          data-autofocus={goFirst ? true : undefined}
        >
          {go}
        </Button>
      </div>
    </Dialog>
  );
}
