import { expect, test } from "@playwright/test";
import { address } from "../src/api/client";
import type { BedBoard } from "../src/api/types";
import { Format, words } from "../src/format/format";
import { withChange } from "../src/pages/beds/board";
import { figuresOf, keyOf } from "../src/pages/overview/kpis";
import { csvField } from "../src/tables/csv";
import { boardOf } from "./fixtures/hospital";
import { kpis, kpiRows } from "./fixtures/lake";

// Parts that need no browser.

test("a cell that a spreadsheet would run is exported as text", () => {
  expect(csvField("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
  expect(csvField("@sum")).toBe("'@sum");
  expect(csvField(-12.5)).toBe("-12.5");
  expect(csvField('a "b", c')).toBe('"a ""b"", c"');
  expect(csvField(null)).toBe("");
});

test("money, rates and dates are written as the reader's locale does", () => {
  expect(new Format("en-US").money(1234567.5, "USD")).toBe("$1,234,567.50");
  expect(new Format("en-GB").money(1234567.5, "GBP", true)).toBe("£1.23m");
  expect(new Format("en-IN").money(1234567.5, "INR")).toBe("₹12,34,567.50");
  expect(new Format("en-US").rate(0.1497)).toBe("15.0%");
  expect(new Format("en-US").date("2024-12-31")).toBe("Dec 31, 2024");
  expect(new Format("en-GB").date("2024-12-31")).toBe("31 Dec 2024");
  expect(new Format("en-GB").money(null, "GBP")).toBe("–");
  expect(words("ar_over_90_days")).toBe("AR over 90 days");
});

test("no key of a figure is left out: an empty one means all", () => {
  const row = { slice: "group", facility_id: null, service_month: null, currency_code: "GBP", denial_rate: 0.15 };
  expect(keyOf(row)).toEqual({ slice: "group", facility_id: "", service_month: "", currency_code: "GBP" });
  expect(address("why/gold.kpi_denial_rate", keyOf(row))).toBe("/api/v1/why/gold.kpi_denial_rate?slice=group&facility_id=&service_month=&currency_code=GBP");
  expect(address("audit", { user: "", page: 1 })).toBe("/api/v1/audit?page=1");
});

test("currencies are never added up, and a period shows its last month", () => {
  const kpi = kpis.find(one => one.name === "charges");
  if (!kpi) throw new Error("no such figure");
  const rows = kpiRows("charges", new URLSearchParams({ slice: "group" }), "billing_administrator");
  const all = figuresOf(kpi, rows, false);
  expect(all.map(figure => figure.currency)).toEqual(["GBP", "USD"]);
  expect(all.every(figure => figure.month === null)).toBe(true);
  expect(figuresOf(kpi, rows, true)[0]?.month).toBe(all[0]?.course.at(-1)?.month);
});

test("a change of a bed leaves the other wards as they are", () => {
  const board: BedBoard = boardOf("hospital_a", false);
  const ward = board.wards[1];
  if (!ward) throw new Error("no second ward");
  const { name: _, kind: __, beds, ward: code, ...counts } = ward;
  const changed = withChange(board, { ward: code, room: "B1", bed: "1", state: "cleaning", since: null, asOf: "2026-01-01T00:00:00Z", counts: { ...counts, cleaning: 99 } });
  expect(changed.wards[0]).toBe(board.wards[0]);
  expect(changed.wards[1]?.cleaning).toBe(99);
  expect(changed.wards[1]?.beds[0]?.state).toBe("cleaning");
  expect(changed.wards[1]?.beds[1]).toBe(beds[1]);
});
