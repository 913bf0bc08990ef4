import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { tw } from "../../messages/websiteTexts";

/** A listed domain, with what it may be, and the way off the list. */
export function DomainRow({
  domain,
  onRemove,
  children,
}: {
  domain: string;
  onRemove: ((domain: string) => void) | null;
  children: ReactNode;
}) {
  return (
    <li>
      <strong>
        <bdi>{domain}</bdi>
      </strong>
      {children}
      {onRemove === null ? null : (
        <Button
          variant="default"
          aria-label={tw("website.removeOf", { domain })}
          onClick={() => onRemove(domain)}
        >
          {tw("website.remove")}
        </Button>
      )}
    </li>
  );
}
