import { describe, expect, it } from "vitest";
import { describeDevice, withoutSecrets } from "./page-facts.ts";

describe("what the page tells about itself", () => {
  it.each([
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E1 Safari/604.1", "iPhone"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Windows"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Linux"],
    ["Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36", "Android"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605.1.15", "Mac"],
    ["curl/8", ""],
  ])("W160 names the device of %s", (userAgent, device) => {
    expect(describeDevice(userAgent)).toBe(device);
  });

  it("W160 sends the address, but no key that stands in it", () => {
    expect(withoutSecrets("https://shop.example/a?size=4&reset_token=abc#top")).toBe(
      "https://shop.example/a?size=4&reset_token=…#top",
    );
    expect(withoutSecrets("https://shop.example/#access_token=x&state=1")).toBe(
      "https://shop.example/#access_token=…&state=1",
    );
    expect(withoutSecrets("https://shop.example/?q=lamp")).toBe("https://shop.example/?q=lamp");
  });
});
