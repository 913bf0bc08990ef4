import { Outlet } from "@tanstack/react-router";
import { Toasts } from "../ui/Toasts";

/** What stands around every page. */
export function Root() {
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  );
}
