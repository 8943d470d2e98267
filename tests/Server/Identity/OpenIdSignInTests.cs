using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Carelake.Server.Identity;
using Carelake.Tests.Sources;

namespace Carelake.Tests.Server.Identity;

/// <summary>Sign-in with a certified provider, run by the test, which is asked as a browser asks it.</summary>
[Trait("Speed", "Slow")]
public sealed partial class OpenIdSignInTests : IDisposable
{
    private readonly int _providerPort = LocalServer.FreePort();
    private readonly int _port = LocalServer.FreePort();
    private Process? _provider;

    public void Dispose()
    {
        if (_provider is null) return;
        _provider.StandardInput.Close();
        if (!_provider.WaitForExit(10_000)) _provider.Kill();
        _provider.Dispose();
    }

    [Fact]
    public async Task A_person_of_a_known_group_gets_in_and_no_other_and_no_answer_counts_twice()
    {
        if (!Directory.Exists(Repository.Path("tests", "node_modules", "oidc-provider"))) LocalServer.Missing("oidc-provider");
        await StartProviderAsync();
        await using var served = await ServedLake.StartAsync(setup => setup with
        {
            Url = $"http://127.0.0.1:{_port}",
            OpenId = new()
            {
                Name = "The group", Authority = new Uri($"http://127.0.0.1:{_providerPort}"), ClientId = "carelake", ClientSecret = "a secret of this test alone", IsPlain = true, Facilities = ["main"],
                Groups = new Dictionary<string, string> { ["bed-managers"] = "bed_manager", ["it-administrators"] = "administrator" },
            },
        });
        using var bea = served.Browser();
        (await bea.GetAsync("api/v1/session/methods")).Body.GetProperty("openId").GetProperty("url").GetString().ShouldBe(OpenIdSetup.SignInPath);

        var back = await ToCallbackAsync(bea, "bea");
        back.Query.ShouldContain("code=");
        (await bea.GetAsync(back.PathAndQuery)).Response.Headers.Location!.ToString().ShouldBe("/");
        var session = await bea.GetAsync("api/v1/session");
        session.Body.GetProperty("user").GetProperty("roles")[0].GetString().ShouldBe("bed_manager");
        session.Body.GetProperty("user").GetProperty("name").GetString().ShouldBe("bea of the provider");
        // The same answer again, and the same answer in another browser, open nothing.
        (await bea.GetAsync(back.PathAndQuery)).Code.ShouldBe("SRV-0120");
        using var thief = served.Browser();
        (await thief.GetAsync(back.PathAndQuery)).Code.ShouldBe("SRV-0120");
        (await thief.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        using var stranger = served.Browser();
        (await stranger.GetAsync((await ToCallbackAsync(stranger, "stranger")).PathAndQuery)).Code.ShouldBe("SRV-0120");
        (await stranger.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await (await served.AccountsAsync()).UsersAsync(CancellationToken.None)).Count.ShouldBe(1);
    }

    // As a browser would: to the provider, through its pages, until it sends one back.
    private async Task<Uri> ToCallbackAsync(Browser browser, string name)
    {
        var next = (await browser.GetAsync("api/v1/session/open-id")).Response.Headers.Location!;
        // The provider takes no request without PKCE.
        next.Port.ShouldBe(_providerPort);
        for (var step = 0; step < 10; step++)
        {
            using var answer = await browser.Http.GetAsync(next, TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                next = new Uri(next, answer.Headers.Location!);
                if (next.AbsolutePath == OpenIdSetup.CallbackPath) return next;
                continue;
            }

            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var prompt = Prompt().Match(page).Groups[1].Value;
            var form = new FormUrlEncodedContent([new("prompt", prompt), new("login", name), new("password", "any")]);
            using var sent = await browser.Http.PostAsync(new Uri(next, Action().Match(page).Groups[1].Value), form, TestContext.Current.CancellationToken);
            next = new Uri(next, sent.Headers.Location!);
        }

        throw new InvalidOperationException("The provider sent nobody back.");
    }

    private async Task StartProviderAsync()
    {
        _provider = Process.Start(new ProcessStartInfo("node", [Repository.Path("tests", "readers", "oidc.mjs"), $"{_providerPort}", $"http://127.0.0.1:{_port}{OpenIdSetup.CallbackPath}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        _provider.BeginErrorReadLine();
        (await _provider.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("ready");
    }

    [GeneratedRegex("""name="prompt" value="([a-z]+)""")]
    private static partial Regex Prompt();

    [GeneratedRegex("""action="([^"]+)""")]
    private static partial Regex Action();
}
