using System.Net;
using System.Text;

namespace Carelake.Tests.Server.Hosting;

public sealed class HostTests(HostTests.OneServer shared) : IClassFixture<HostTests.OneServer>
{
    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_other_sites_away()
    {
        using var browser = shared.Served.Browser();

        foreach (var path in new[] { "", "api/v1/session", "health/live", "nowhere/at/all", "api/v1/nowhere" })
        {
            var headers = (await browser.GetAsync(path)).Response.Headers;
            headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
            headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
            headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
            headers.Contains("Server").ShouldBeFalse();
            headers.CacheControl!.Public.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Errors_are_problem_details_with_a_code()
    {
        using var browser = shared.Served.Browser();
        (string Method, string Path, int Status, string Code)[] cases =
        [
            ("GET", "api/v1/nowhere", 404, "SRV-0003"), ("GET", "health/nowhere", 404, "SRV-0003"), ("PATCH", "api/v1/session/purpose", 405, "SRV-0004"), ("POST", "beds", 405, "SRV-0004"),
            ("GET", "api/v1/users", 401, "SRV-0401"), ("GET", "api/v1/tables", 401, "SRV-0401"), ("GET", "metrics", 401, "SRV-0401"), ("POST", "api/v1/sql", 401, "SRV-0401"),
        ];

        foreach (var (method, path, status, code) in cases)
        {
            var answer = await browser.SendAsync(new(new HttpMethod(method), path));
            ((int)answer.Status, answer.Code).ShouldBe((status, code), $"{method} {path}");
            answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            answer.Body.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task Bodies_that_are_no_json_too_long_or_of_another_kind_are_refused_with_a_code()
    {
        using var browser = shared.Served.Browser();

        (await PostAsync("{", "application/json")).ShouldBe((HttpStatusCode.BadRequest, "SRV-0002"));
        (await PostAsync("<a/>", "application/xml")).ShouldBe((HttpStatusCode.UnsupportedMediaType, "SRV-0009"));
        (await PostAsync($"{{\"userName\":\"{new string('x', 2_000_000)}\"}}", "application/json")).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "SRV-0005"));

        async Task<(HttpStatusCode, string)> PostAsync(string body, string type)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/session") { Content = new StringContent(body, Encoding.UTF8, type) };
            // The server refuses by the length alone and closes: the body waits until it is asked for.
            request.Headers.ExpectContinue = true;
            var answer = await browser.SendAsync(request);
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task A_request_from_another_sites_page_changes_nothing()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = await served.SignedInAsync("bea");
        browser.Http.DefaultRequestHeaders.Remove("X-Carelake-Request");

        (await browser.DeleteAsync("api/v1/session")).Code.ShouldBe("SRV-0006");
        (await browser.PostAsync("api/v1/session", new { userName = "bea", password = ServedLake.Password })).Code.ShouldBe("SRV-0006");
        (await browser.PostAsync("api/v1/setup", new { })).Code.ShouldBe("SRV-0006");
        (await browser.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again()
    {
        await using var served = await ServedLake.StartAsync(setup => setup with { Limits = setup.Limits with { SignInsPerMinute = 2 } });
        using var browser = served.Browser();

        for (var attempt = 0; attempt < 2; attempt++)
            (await browser.PostAsync("api/v1/session", new { userName = $"user{attempt}", password = "wrong" })).Code.ShouldBe("SRV-0101");
        var refused = await browser.PostAsync("api/v1/session", new { userName = "user3", password = "wrong" });

        refused.Code.ShouldBe("SRV-0010");
        refused.Response.Headers.RetryAfter.ShouldNotBeNull();
        (await browser.GetAsync("api/v1/session/methods")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_says_what_works()
    {
        await using var served = await ServedLake.StartAsync();
        using var browser = served.Browser();

        (await browser.GetAsync("health/live")).Body.GetProperty("status").GetString().ShouldBe("live");
        (await browser.GetAsync("health/ready")).Body.GetProperty("status").GetString().ShouldBe("ready");
        Directory.Delete(served.Tenants[0].Lake.Root, recursive: true);
        var broken = await browser.GetAsync("health/ready");
        broken.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        broken.Body.GetProperty("checks").EnumerateArray().ShouldContain(check => !check.GetProperty("isReady").GetBoolean() && check.GetProperty("reason").GetString()!.Length > 0);
    }

    [Fact]
    public async Task Metrics_are_prometheus_text_for_keys_of_their_scope()
    {
        await using var served = await ServedLake.StartAsync();
        var ada = await served.AddUserAsync("ada", isAdministrator: true);
        var (key, secret) = await (await served.AccountsAsync()).AddKeyAsync(ada.Id, "prometheus", ["metrics"], TimeSpan.FromDays(1), CancellationToken.None);
        using var machine = served.Machine(Carelake.Server.Identity.SecretToken.ApiKey(key.Id, secret));
        await machine.GetAsync("health/live");

        var text = await machine.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken);

        text.ShouldContain("# TYPE http_server_request_duration_seconds histogram");
    }

    [Fact]
    public async Task The_dashboard_answers_its_own_addresses_and_no_file_outside_is_served()
    {
        var folder = Directory.CreateTempSubdirectory("carelake-web-");
        try
        {
            var web = Path.Combine(folder.FullName, "dist");
            Directory.CreateDirectory(Path.Combine(web, "assets"));
            await File.WriteAllTextAsync(Path.Combine(web, "index.html"), "<!doctype html><title>page</title>");
            await File.WriteAllTextAsync(Path.Combine(web, "assets", "main-1a2b3c.js"), "export {}");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "secret.txt"), "secret");
            await using var served = await ServedLake.StartAsync(setup => setup with { WebFolder = web });
            using var browser = served.Browser();

            (await browser.Http.GetStringAsync("beds/main?ward=1", TestContext.Current.CancellationToken)).ShouldContain("page");
            (await browser.Http.GetStringAsync("catalog/silver.patient", TestContext.Current.CancellationToken)).ShouldContain("page");
            (await browser.GetAsync("assets/main-1a2b3c.js")).Response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
            (await browser.GetAsync("assets/gone.js")).Response.Headers.CacheControl!.MaxAge.ShouldBeNull();
            foreach (var path in new[] { "..%2fsecret.txt", "assets/..%2f..%2fsecret.txt", "%2e%2e/secret.txt", "assets/%2e%2e/%2e%2e/secret.txt", "..%5csecret.txt", "%252e%252e/secret.txt" })
                (await (await browser.GetAsync(path)).Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("secret");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Every_endpoint_stands_in_the_api_description_with_a_summary_and_answers()
    {
        using var browser = shared.Served.Browser();

        var paths = (await browser.GetAsync("api/v1/openapi.json")).Body.GetProperty("paths");

        foreach (var path in paths.EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
            {
                operation.Value.TryGetProperty("summary", out _).ShouldBeTrue($"{operation.Name} {path.Name}");
                operation.Value.GetProperty("responses").EnumerateObject().ShouldNotBeEmpty($"{operation.Name} {path.Name}");
            }
        paths.EnumerateObject().Select(path => path.Name).ShouldContain("/api/v1/session");
    }

    /// <summary>A server for the tests that change nothing of it.</summary>
    public sealed class OneServer : IAsyncLifetime
    {
        internal ServedLake Served { get; private set; } = null!; // Set before any test.

        public async ValueTask InitializeAsync() => Served = await ServedLake.StartAsync();

        public ValueTask DisposeAsync() => Served.DisposeAsync();
    }
}
