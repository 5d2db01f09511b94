import { describe, expect, it } from "vitest";

import { guardLocale, usableLanguage } from "./locale";

describe("usableLanguage", () => {
  it.each([
    ["de-CH", "de-CH"],
    ["en-US", "en-US"],
    ["C", "en"],
    ["POSIX.UTF-8", "en"],
    ["", "en"],
    [undefined, "en"],
  ])("reads %o as %s", (tag, expected) => {
    expect(usableLanguage(tag)).toBe(expected);
  });
});

describe("guardLocale", () => {
  it("mends a navigator on which Intl throws", () => {
    const broken = { language: "C", languages: ["C"] } as unknown as Navigator;
    expect(() => new Intl.DateTimeFormat(broken.language)).toThrow(RangeError);

    guardLocale(broken);

    expect(broken.languages).toEqual(["en"]);
    expect(new Intl.DateTimeFormat(broken.language).format(0)).not.toBe("");
  });

  it("leaves a usable language alone", () => {
    const fine = { language: "fr", languages: ["fr", "en"] } as unknown as Navigator;
    guardLocale(fine);
    expect(fine.languages).toEqual(["fr", "en"]);
  });
});
