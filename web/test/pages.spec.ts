import { expect, test } from "@playwright/test";
import { faultsOf, menus, settled, signIn } from "./people";

for (const [person, menu] of Object.entries(menus))
  test(`${person} finds the pages of that work, and each answers`, async ({ page }) => {
    const faults = faultsOf(page);
    await signIn(page, person);
    await page.goto("/");
    const links = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
    await expect(links).toHaveText(menu);

    for (const title of menu) {
      await links.filter({ hasText: new RegExp(`^${title}$`) }).click();
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await settled(page);
      await expect(page.locator('[data-state="failed"], [data-state="forbidden"]'), `${title}: nothing on a page of one's own is refused`).toHaveCount(0);
    }
    expect(faults).toEqual([]);
  });

test("nobody sees anything before signing in", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", request => asked.push(new URL(request.url()).pathname));
  for (const path of ["/", "/beds", "/audit", "/catalog/silver.patient"]) {
    await page.goto(path);
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  }
  expect(asked.filter(path => path.startsWith("/api/") && !path.startsWith("/api/v1/session"))).toEqual([]);
});

for (const person of ["grace", "bill", "dev", "ada"])
  test(`the audit log is not open to ${person}, and the page says what to do`, async ({ page }) => {
    await signIn(page, person);
    await page.goto("/audit");
    await expect(page.locator('[data-state="forbidden"]').first()).toContainText("Not open to you");
    await expect(page.getByRole("cell")).toHaveCount(0);
  });

for (const person of ["noor", "ana", "colm"])
  test(`accounts and keys are not open to ${person}`, async ({ page }) => {
    const asked: string[] = [];
    page.on("request", request => asked.push(new URL(request.url()).pathname));
    await signIn(page, person);
    await page.goto("/administration");
    await expect(page.locator('[data-state="forbidden"]')).toContainText("managed by administrators");
    expect(asked).not.toContain("/api/v1/users");
  });

test("a researcher finds no name among the patients", async ({ page }) => {
  await signIn(page, "rhea");
  const answered = page.waitForResponse(response => response.url().endsWith("/patients/search"));
  await page.goto("/patients");
  const answer = (await (await answered).json()) as { rows?: Record<string, unknown>[]; columns?: { name: string; shown: string }[] };
  await settled(page);
  const shown = new Map((answer.columns ?? []).map(column => [column.name, column.shown]));
  for (const row of answer.rows ?? [])
    for (const name of ["family_name", "given_name", "mrn"]) if (shown.get(name) !== "hash" && shown.get(name) !== "mask") expect(row[name] ?? null).toBeNull();
});

test("who may not see patients sees the beds without names", async ({ page }) => {
  await signIn(page, "ada");
  await page.goto("/beds");
  await settled(page);
  await expect(page.locator(".bed").first()).toBeVisible();
  await expect(page.locator(".bed.occupied .masked").first()).toBeVisible();
  await expect(page.locator(".bed-name a")).toHaveCount(0);
});

test("a bed manager sees who is where", async ({ page }) => {
  await signIn(page, "bea");
  await page.goto("/beds");
  await expect(page.locator(".live.on")).toBeVisible();
  await expect(page.locator(".bed-name a").first()).toBeVisible();
});
