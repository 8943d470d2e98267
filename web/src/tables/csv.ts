import { save } from "../api/client";
import type { Value } from "../api/types";

/** RFC 4180. A text that a spreadsheet would run as a formula is given a leading apostrophe. */
export function csvField(value: Value): string {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function saveCsv(name: string, header: string[], rows: Value[][]) {
  const text = [header, ...rows].map(row => row.map(csvField).join(",")).join("\r\n") + "\r\n";
  save(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
}
