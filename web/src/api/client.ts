import type { Problem } from "./types";

/** The server's answer when it is not the one asked for; `status` 0 when there was no answer at all. */
export class ApiError extends Error {
  constructor(readonly problem: Problem, readonly retryAfterSeconds: number | null = null) {
    super(problem.detail ?? problem.title);
  }

  get status() {
    return this.problem.status;
  }
}

/** The server does not have this part: older than the page, or started without it. */
export const isNotServed = (error: unknown) => error instanceof ApiError && error.problem.code === "SRV-0003";

export type Parameters = Record<string, string | number | boolean | null | undefined>;

// In the key of a row, and in a filter by column, nothing is a value: the server reads it as NULL.
const meansNull = (path: string, name: string) => path.startsWith("why/") || name.startsWith("where.");

export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== null && value !== undefined && (value !== "" || meansNull(path, name))) query.set(name, String(value));
  const text = query.toString();
  return `/api/v1/${path}${text ? `?${text}` : ""}`;
}

export async function get<T>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<T> {
  return (await (await ask("GET", address(path, parameters), undefined, signal)).json()) as T;
}

export async function send<T = void>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  const response = await ask(method, address(path), body);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Fetches a file and hands it to the browser, so that a refusal is shown on the page and not in place of it. */
export async function download(path: string, parameters: Parameters, fileName: string): Promise<void> {
  const response = await ask("GET", address(path, { ...parameters, format: "csv" }), undefined, undefined, "text/csv");
  save(await response.blob(), fileName);
}

export function save(content: Blob, fileName: string) {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

async function ask(method: string, url: string, body?: unknown, signal?: AbortSignal, accept = "application/json"): Promise<Response> {
  const headers: Record<string, string> = { accept };
  // The server refuses a change that a page of another origin could have asked for: those cannot set this header.
  if (method !== "GET") headers["x-carelake-request"] = "1";
  if (body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(url, { method, headers, credentials: "same-origin", signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError({ status: 0, title: "No answer", detail: "The server did not answer.", remedy: "Check the connection and try again." });
  }
  if (!response.ok) throw new ApiError(await problemOf(response), Number(response.headers.get("retry-after")) || null);
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Problem;
    return { ...problem, title: problem.title ?? response.statusText, status: response.status };
  } catch {
    return { status: response.status, title: response.statusText || `Status ${response.status}` };
  }
}
