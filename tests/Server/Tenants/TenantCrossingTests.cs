using System.Net;
using System.Text.Json;
using Carelake.Core;
using Carelake.Server;
using Carelake.Server.Hosting;
using Carelake.Server.Identity;

namespace Carelake.Tests.Server.Tenants;

/// <summary>Whatever opens one organisation opens nothing of another: every route is tried.</summary>
public sealed class TenantCrossingTests
{
    [Fact]
    public async Task What_opens_one_organisation_is_nothing_to_another_at_any_address()
    {
        await using var served = await ServedLake.StartAsync(with: null, "north", "south");
        var ada = await served.AddUserAsync("ada", isAdministrator: true);
        await served.AddUserAsync("sue", isAdministrator: true, tenant: 1);
        using var browser = await served.SignedInAsync("ada", "t/north/");
        var cookie = browser.Cookies.GetCookies(new Uri(served.Address, "t/north/"))["carelake"]!.Value;
        var (key, secret) = await (await served.AccountsAsync()).AddKeyAsync(ada.Id, "all", ApiKey.AllScopes, TimeSpan.FromDays(1), CancellationToken.None);
        (await browser.GetAsync("api/v1/session")).Body.GetProperty("tenant").GetProperty("id").GetString().ShouldBe("north");

        using var byCookie = served.Browser("t/south/");
        byCookie.Cookies.Add(served.Address, new Cookie("carelake", cookie));
        using var byKey = served.Machine(SecretToken.ApiKey(key.Id, secret), "t/south/");
        var tried = 0;
        foreach (var (method, path) in await RoutesAsync(served))
        {
            foreach (var thief in new[] { byCookie, byKey })
            {
                var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method is "GET" or "DELETE" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
                var answer = await thief.SendAsync(request);
                ((int)answer.Status).ShouldBeOneOf([401, 403], $"{method} {path}");
                tried++;
            }
        }

        tried.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task An_address_that_names_no_organisation_has_nothing()
    {
        await using var served = await ServedLake.StartAsync(with: null, "north", "south");
        using var browser = served.Browser();

        (await browser.GetAsync("api/v1/session/methods")).Code.ShouldBe("SRV-0202");
        (await browser.GetAsync("t/west/api/v1/session/methods")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("t/north/../south/api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("t/north/api/v1/session/methods")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("t/north/t/south/api/v1/session/methods")).Body.ValueKind.ShouldNotBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task A_host_name_of_one_organisation_leads_to_no_other()
    {
        await using var served = await ServedLake.StartAsync(
            setup => setup with { Tenants = [setup.Tenants[0] with { Hosts = ["north.example"] }, setup.Tenants[1] with { Hosts = ["south.example"] }] }, "north", "south");
        await served.AddUserAsync("ada", isAdministrator: true);
        using var browser = served.Browser();

        browser.Http.DefaultRequestHeaders.Host = "north.example";
        (await browser.PostAsync("api/v1/session", new { userName = "ada", password = ServedLake.Password })).Body.GetProperty("tenant").GetProperty("id").GetString().ShouldBe("north");
        browser.Http.DefaultRequestHeaders.Host = "south.example";
        (await browser.PostAsync("api/v1/session", new { userName = "ada", password = ServedLake.Password })).Code.ShouldBe("SRV-0101");
        browser.Http.DefaultRequestHeaders.Host = "north.example";
        (await browser.PostAsync("t/south/api/v1/session", new { userName = "ada", password = ServedLake.Password })).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_organisations_never_share_a_lake_or_a_database()
    {
        await using var served = await ServedLake.StartAsync(with: null, "north", "south");
        var (north, south) = (served.Tenants[0], served.Tenants[1]);

        foreach (var twin in new[] { south with { Id = "north" }, south with { Lake = north.Lake }, south with { Accounts = north.Accounts } })
            (await Should.ThrowAsync<CarelakeException>(() => CarelakeServer.StartAsync(new ServerSetup { Url = "http://127.0.0.1:0", Tenants = [north, twin] }, null, CancellationToken.None)))
                .Code.ShouldBe("SRV-0201");
    }

    // Every operation that the description has, with something in the place of each parameter.
    private static async Task<List<(string Method, string Path)>> RoutesAsync(ServedLake served)
    {
        using var browser = served.Browser();
        var paths = (await browser.GetAsync("api/v1/openapi.json")).Body.GetProperty("paths");
        string[] open = ["/api/v1/session/methods", "/api/v1/session/open-id", "/api/v1/setup", "/oauth/token", "/health/live", "/health/ready", "/fhir/R4/metadata"];
        return
        [
            .. from path in paths.EnumerateObject()
               where !open.Contains(path.Name)
               from operation in path.Value.EnumerateObject()
               where !(path.Name == "/api/v1/session" && operation.Name == "post")
               select (operation.Name.ToUpperInvariant(), System.Text.RegularExpressions.Regex.Replace(path.Name, "{[^}]*}", "00000000-0000-0000-0000-000000000001")[1..]),
        ];
    }
}
