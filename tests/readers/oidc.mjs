// A certified OpenID provider for one test: node oidc.mjs PORT REDIRECT_URI. Whoever signs in is who they say; their groups are by name.
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const groups = { bea: ["bed-managers", "staff"], ada: ["it-administrators"], stranger: ["visitors"] };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "carelake", client_secret: "a secret of this test alone", redirect_uris: [redirect] }],
  pkce: { required: () => true },
  claims: { openid: ["sub", "groups"], profile: ["name"], email: ["email"] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id} of the provider`, email: `${id}@example.org`, groups: groups[id] ?? [] }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
process.stdin.on("end", () => process.exit(0)).resume();
