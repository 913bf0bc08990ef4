import { expect, test } from "vitest";
import { pageNonce } from "../src/nonce";

test("the page's nonce is read from its meta element", () => {
  document.head.innerHTML = '<meta property="csp-nonce" content="abc">';
  expect(pageNonce()).toBe("abc");
});
