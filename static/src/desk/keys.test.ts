import { expect, test } from "vitest";
import { meaning, step } from "./keys";

const FREE = { isTyping: false, isModified: false, isOn: true };

test("a key means something on the page, nothing while somebody types or holds Ctrl", () => {
  expect(meaning("j", FREE)).toBe("next");
  expect(meaning("j", { ...FREE, isTyping: true })).toBeUndefined();
  expect(meaning("a", { ...FREE, isModified: true })).toBeUndefined();
  expect(meaning("q", FREE)).toBeUndefined();
});

test("switched off, only the legend answers, where they are switched on again", () => {
  expect(meaning("a", { ...FREE, isOn: false })).toBeUndefined();
  expect(meaning("?", { ...FREE, isOn: false })).toBe("legend");
  expect(meaning("?", { ...FREE, isTyping: true })).toBeUndefined();
});

test("the first step goes to the first row, and the ends hold", () => {
  expect(step(-1, -1, 3)).toBe(0);
  expect(step(2, 1, 3)).toBe(2);
  expect(step(1, -1, 3)).toBe(0);
});
