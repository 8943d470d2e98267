import { expect, type Page } from "@playwright/test";

/** What the menu holds for each kind of person. */
export const menus: Record<string, string[]> = {
  grace: ["Group overview", "Beds", "Patient flow", "Patients", "Catalog"],
  noor: ["Group overview", "Beds", "Patient flow", "Catalog"],
  cody: ["Group overview", "Patients", "Revenue", "Catalog"],
  bill: ["Group overview", "Patients", "Revenue", "Catalog"],
  bea: ["Group overview", "Beds", "Patient flow", "Patients", "Catalog"],
  ana: ["Group overview", "Patient flow", "Revenue", "Data quality", "Pipelines", "Catalog"],
  dev: ["Group overview", "Data quality", "Pipelines", "Catalog", "Access"],
  rhea: ["Group overview", "Patients", "Catalog"],
  colm: ["Group overview", "Patients", "Revenue", "Data quality", "Catalog", "Access", "Audit"],
  ada: ["Group overview", "Beds", "Patient flow", "Data quality", "Pipelines", "Catalog", "Access", "Administration"],
};

export async function signIn(page: Page, userName: string) {
  const answer = await page.context().request.post("/api/v1/session", { data: { userName, password: `demo-${userName}` }, headers: { "x-carelake-request": "1" } });
  expect(answer.status(), `${userName} signs in`).toBe(200);
}

/** Until nothing is being fetched that the page waits for. */
export async function settled(page: Page) {
  await page.locator("h1").first().waitFor();
  await expect(page.locator('[data-state="loading"]')).toHaveCount(0);
}

/** What broke in the page itself; answers of the server other than 2xx are the server's. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", error => faults.push(error.message));
  page.on("console", message => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text());
  });
  return faults;
}
