// Pictures of every page, for people to look at: node test/screenshots.mjs FOLDER [page …]
// CARELAKE_URL is the server (default: npm run preview), CARELAKE_CHROMIUM the browser's program.
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";

const [folder = "screens", ...only] = process.argv.slice(2);
const url = process.env.CARELAKE_URL ?? "http://localhost:5181";
const pages = [
  ["sign-in", null, "/"],
  ["overview", "ada", "/"],
  ["overview-billing", "bill", "/?facility=st_albans"],
  ["beds", "bea", "/beds"],
  ["beds-masked", "ana", "/beds"],
  ["flow", "bea", "/flow"],
  ["patients", "grace", "/patients"],
  ["patient", "grace", "/patients/:patient"],
  ["patient-billing", "bill", "/patients/:patient"],
  ["patient-refused", "grace", "/patients/00000000000000000000000000000000"],
  ["revenue", "bill", "/revenue?facility=hospital_a"],
  ["quality", "dev", "/quality"],
  ["quarantine", "dev", "/quality?view=quarantine&table=silver.patient"],
  ["pipelines", "dev", "/pipelines"],
  ["run", "dev", "/pipelines/runs/:run"],
  ["catalog", "dev", "/catalog"],
  ["table", "dev", "/catalog/silver.patient"],
  ["table-rows", "cody", "/catalog/silver.patient?tab=rows"],
  ["why", "bill", "/why/gold.kpi_denial_rate?key=%7B%22slice%22%3A%22group%22%2C%22currency_code%22%3A%22USD%22%7D"],
  ["access", "colm", "/access"],
  ["matrix", "colm", "/access?view=matrix"],
  ["policies", "colm", "/access?view=policies"],
  ["audit", "colm", "/audit"],
  ["users", "ada", "/administration"],
  ["sources", "ada", "/administration?view=sources"],
  ["keys", "ada", "/administration?view=keys"],
  ["account", "grace", "/account"],
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CARELAKE_CHROMIUM ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox"] });
const looks = (process.env.LOOKS ?? "light dark phone").split(" ");
for (const look of looks) {
  const options = { viewport: look.startsWith("phone") ? { width: 390, height: 844 } : { width: 1440, height: 900 }, colorScheme: look.includes("dark") ? "dark" : "light", locale: "en-GB", baseURL: url };
  let user;
  let context;
  for (const [name, wanted, path] of pages.filter(([page]) => only.length === 0 || only.includes(page))) {
    if (!context || wanted !== user) {
      await context?.close();
      context = await browser.newContext(options);
      user = wanted;
      if (wanted) {
        const answer = await context.request.post("/api/v1/session", { data: { userName: wanted, password: `demo-${wanted}` }, headers: { "x-carelake-request": "1" } });
        if (!answer.ok()) throw new Error(`${wanted} could not sign in: ${answer.status()}`);
      }
    }
    const page = await context.newPage();
    page.on("pageerror", error => console.error(`${name} ${look}: ${error.message}`));
    page.on("console", message => message.type() === "error" && console.error(`${name} ${look}: ${message.text()}`));
    await page.goto(await found(path, context.request));
    await page.locator("h1").first().waitFor();
    await page.waitForFunction(() => !document.querySelector('[data-state="loading"]'), undefined, { timeout: 15_000 }).catch(() => console.error(`${name} ${look}: still loading`));
    await page.waitForTimeout(250);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) console.error(`${name} ${look}: ${wide} px wider than the screen`);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: process.env.FULL === "1" });
    await page.close();
  }
  await context?.close();
}
await browser.close();

/** The first patient whom this user finds, and the oldest run, in place of their names. */
async function found(path, request) {
  if (path.endsWith(":patient")) {
    const answer = await request.post("/api/v1/patients/search", { data: { query: "" }, headers: { "x-carelake-request": "1" } });
    return path.replace(":patient", (await answer.json()).rows[0].patient_key);
  }
  if (!path.endsWith(":run")) return path;
  const { runs } = await (await request.get("/api/v1/runs?pageSize=100")).json();
  return path.replace(":run", runs.at(-1).id);
}
