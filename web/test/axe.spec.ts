import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test, type Page } from "@playwright/test";
import { settled, signIn } from "./people";

// WCAG 2.2 AA and what axe recommends beyond, on every page in both schemes.
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const views: [string, string | null, string[]][] = [
  ["the sign-in", null, ["/", "/setup?token=made-up"]],
  ["a bed manager", "bea", ["/", "/beds", "/flow", "/patients"]],
  ["a biller", "bill", ["/revenue", "/catalog", "/catalog/silver.claim", "/catalog/silver.claim?tab=rows", "/why/gold.kpi_denial_rate?key=%7B%22slice%22%3A%22group%22%7D"]],
  ["a data engineer", "dev", ["/quality", "/quality?view=rules", "/quality?view=quarantine", "/pipelines", "/catalog/silver.claim?tab=lineage", "/catalog/silver.claim?tab=history"]],
  ["a compliance officer", "colm", ["/access", "/access?view=matrix", "/access?view=policies", "/audit"]],
  ["an administrator", "ada", ["/administration", "/administration?view=sources", "/administration?view=keys", "/account", "/no-such-page"]],
];

for (const [who, user, paths] of views)
  test(`axe finds nothing on the pages of ${who}, light and dark`, async ({ page }) => {
    if (user) await signIn(page, user);
    const found: string[] = [];
    for (const path of paths) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(path);
      await settled(page);
      // By the debugger: the content policy of the pages lets no other script in.
      await page.evaluate(axe);
      found.push(...(await run(page, path, "light")));
      await page.emulateMedia({ colorScheme: "dark" });
      await expect(page.locator('html[data-mantine-color-scheme="dark"]')).toHaveCount(1);
      // Colours of controls fade over.
      await page.waitForTimeout(400);
      found.push(...(await run(page, path, "dark", ["color-contrast", "link-in-text-block"])));
    }
    expect(found).toEqual([]);
  });

async function run(page: Page, path: string, scheme: string, rules?: string[]): Promise<string[]> {
  return page.evaluate(
    async ([path, scheme, rules]) => {
      type Result = { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] };
      const { axe } = window as unknown as { axe: { run: (context: Document, options: object) => Promise<Result> } };
      const options = rules ? { runOnly: { type: "rule", values: rules } } : { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
      const { violations } = await axe.run(document, options);
      return violations.flatMap(violation => violation.nodes.slice(0, 3).map(node => `${path} (${scheme}): ${violation.id} at ${node.target.join(" ")}: ${node.failureSummary.split("\n").slice(1).join(" ").trim()}`));
    },
    [path, scheme, rules] as const,
  );
}
