import { expect, test } from "@playwright/test";
import { faultsOf, settled, signIn } from "./people";

test("one signs in by form or as a demo user, and out", async ({ page }) => {
  await page.goto("/catalog");
  await page.getByLabel("User name").fill("dev");
  await page.getByRole("textbox", { name: "Password" }).fill("not this one");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("wrong");
  await page.getByRole("button", { name: /Dev / }).click();
  // At the page that was asked for.
  await expect(page.getByRole("heading", { level: 1, name: "Catalog" })).toBeVisible();
  await page.getByRole("button", { name: /account and settings/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});

test("facility and period stand in the address and go along", async ({ page }) => {
  await signIn(page, "bill");
  await page.goto("/revenue");
  await settled(page);
  const facility = page.getByLabel("Facility");
  await facility.selectOption({ index: 1 });
  const chosen = await facility.inputValue();
  await expect(page).toHaveURL(new RegExp(`facility=${chosen}`));
  await page.getByRole("button", { name: /^Period/ }).click();
  await page.getByRole("button", { name: "Last 12 months" }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d\d/);
  await page.getByRole("link", { name: "Group overview" }).click();
  await expect(page).toHaveURL(new RegExp(`facility=${chosen}`));
  await page.reload();
  await expect(page.getByLabel("Facility")).toHaveValue(chosen);
});

test("a figure says what it means and leads to its rows", async ({ page }) => {
  await signIn(page, "bill");
  await page.goto("/");
  await settled(page);
  await page.getByRole("button", { name: "What “Denial rate” means" }).click();
  await expect(page.getByRole("dialog")).toContainText("Formula");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Rows behind Denial rate" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Why this figure" })).toBeVisible();
  await settled(page);
  await expect(page.locator(".why-row").first()).toBeVisible();
});

test("a chart has its words and its table", async ({ page }) => {
  await signIn(page, "bill");
  await page.goto("/revenue");
  const chart = page.locator("section.panel", { has: page.getByRole("heading", { name: "Denial rate", exact: true }) });
  await expect(chart.getByRole("img", { name: /Denial rate.*highest/ })).toBeVisible();
  await chart.getByRole("button", { name: "As a table" }).click();
  await expect(chart.getByRole("rowheader").first()).toBeVisible();
});

test("a table sorts, filters and exports", async ({ page }) => {
  await signIn(page, "dev");
  await page.goto("/catalog");
  await settled(page);
  const table = page.getByRole("table", { name: "Tables" });
  await table.getByRole("button", { name: "Rows" }).click();
  await expect(table.getByRole("columnheader", { name: "Rows" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByLabel("Filter Tables").fill("kpi_denial");
  await expect(table.getByRole("rowheader")).toHaveText(["gold.kpi_denial_rate"]);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).first().click()]);
  expect(file.suggestedFilename()).toBe("tables.csv");
});

test("the keyboard reaches the content first, and a new page is moved to", async ({ page }) => {
  await signIn(page, "bea");
  await page.goto("/");
  await settled(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "To the page's content" })).toBeFocused();
  await page.getByRole("link", { name: "Beds", exact: true }).press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

test("dates and numbers follow the reader's choice", async ({ page }) => {
  await signIn(page, "dev");
  await page.goto("/catalog");
  await page.getByRole("button", { name: /account and settings/ }).click();
  await page.getByRole("menuitem", { name: "English (US)" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en-US");
  await page.getByRole("menuitem", { name: "English (India)" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en-IN");
});

test("a failed answer says so, keeps its code and can be tried again", async ({ page }) => {
  await signIn(page, "dev");
  let isBroken = true;
  await page.route("**/api/v1/tables", route =>
    isBroken ? route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ title: "It failed", status: 500, detail: "The lake cannot be read.", code: "LAKE-9999", remedy: "Look at the disk." }) }) : route.continue(),
  );
  await page.goto("/catalog");
  const state = page.locator('[data-state="failed"]');
  await expect(state).toContainText("LAKE-9999");
  await expect(state).toContainText("Look at the disk.");
  isBroken = false;
  await state.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table", { name: "Tables" })).toBeVisible();
});

test("an empty answer says what would fill it", async ({ page }) => {
  await signIn(page, "dev");
  await page.route("**/api/v1/quarantine", route => route.fulfill({ status: 200, contentType: "application/json", body: "[]" }));
  await page.goto("/quality?view=quarantine");
  await expect(page.locator('[data-state="empty"]')).toContainText("Nothing waits");
});

test("break-glass asks for a reason, says that it is on, and ends", async ({ page }) => {
  await signIn(page, "grace");
  // Of nobody's: the page offers break-glass where a record is not found or not open.
  await page.goto("/patients/00000000000000000000000000000000");
  await page.getByRole("button", { name: /Break-glass/ }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("Unconscious in the emergency department, allergies needed");
  await page.getByRole("button", { name: "Open in an emergency" }).click();
  await expect(page.locator(".banner")).toContainText("Break-glass until");
  await page.getByRole("button", { name: "End now" }).click();
  await expect(page.locator(".banner")).toHaveCount(0);
});

test("why may not a biller read a psychiatric narrative is answered with the policies", async ({ page }) => {
  await signIn(page, "colm");
  await page.goto("/access");
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.locator(".said")).toContainText("No");
});

test("the log is verified from the page", async ({ page }) => {
  const faults = faultsOf(page);
  await signIn(page, "colm");
  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByText("Intact")).toBeVisible();
  expect(faults).toEqual([]);
});

test("on a phone the pages are behind one button, and nothing is wider than the screen", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, "bea");
  await page.goto("/beds");
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Patients" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Patients" })).toBeVisible();
});
