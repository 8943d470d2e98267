using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Carelake.Tests.Server.Identity;

public sealed class RightsTests
{
    [Fact]
    public async Task Only_administrators_keep_accounts_and_nobody_makes_oneself_one()
    {
        await using var served = await ServedLake.StartAsync();
        var bea = await served.AddUserAsync("bea", "bed_manager");
        await served.AddUserAsync("ada", isAdministrator: true);
        using var browser = await served.SignedInAsync("bea");

        (await browser.GetAsync("api/v1/users")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PutAsync($"api/v1/users/{bea.Id}", new { isAdministrator = true })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync("api/v1/users", new { userName = "eve", isAdministrator = true })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync("api/v1/api-keys", new { name = "mine", scopes = new[] { "admin" } })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync("api/v1/api-keys", new { name = "hers", scopes = new[] { "api" }, userId = "ada-id" })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Administrators_make_change_and_remove_accounts_but_not_the_last_of_their_own()
    {
        await using var served = await ServedLake.StartAsync();
        var ada = await served.AddUserAsync("ada", isAdministrator: true);
        using var browser = await served.SignedInAsync("ada");

        var made = await browser.PostAsync("api/v1/users", new { userName = "Rhea", name = "Rhea", roles = new[] { "researcher" }, password = "a very long secret" });
        made.Status.ShouldBe(HttpStatusCode.Created);
        made.Body.GetProperty("purposes")[0].GetString().ShouldBe("research");
        (await browser.PostAsync("api/v1/users", new { userName = "rhea", name = "Again" })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await browser.PostAsync("api/v1/users", new { userName = "x", name = "Short" })).Code.ShouldBe("SRV-0114");
        (await browser.PostAsync("api/v1/users", new { userName = "root", name = "Root", roles = new[] { "root" } })).Code.ShouldBe("SRV-0114");
        var id = made.Body.GetProperty("id").GetString();
        (await browser.PutAsync($"api/v1/users/{id}", new { isLocked = true })).Body.GetProperty("isLocked").GetBoolean().ShouldBeTrue();
        (await browser.DeleteAsync($"api/v1/users/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await browser.GetAsync($"api/v1/users/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.DeleteAsync($"api/v1/users/{ada.Id}")).Code.ShouldBe("SRV-0113");
        (await browser.PutAsync($"api/v1/users/{ada.Id}", new { isLocked = true })).Code.ShouldBe("SRV-0113");
    }

    [Fact]
    public async Task A_key_opens_the_parts_of_its_scopes_until_it_runs_out_or_is_removed()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = await served.SignedInAsync("bea");
        var made = await browser.PostAsync("api/v1/api-keys", new { name = "board", scopes = new[] { "api" }, expiresInDays = 1 });
        var secret = made.Body.GetProperty("secret").GetString()!;
        var other = (await browser.PostAsync("api/v1/api-keys", new { name = "feed", scopes = new[] { "ingest" } })).Body.GetProperty("secret").GetString()!;

        using var machine = served.Machine(secret);
        (await machine.GetAsync("api/v1/session")).Body.GetProperty("user").GetProperty("userName").GetString().ShouldBe("bea");
        (await machine.PostAsync("api/v1/api-keys", new { name = "child", scopes = new[] { "api" } })).Code.ShouldBe("SRV-0111");
        (await machine.PutAsync("api/v1/session/purpose", new { purpose = "operations" })).Code.ShouldBe("SRV-0111");
        using var feed = served.Machine(other);
        (await feed.GetAsync("api/v1/session")).Code.ShouldBe("SRV-0007");
        using var forged = served.Machine(secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'));
        (await forged.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        served.Time.Turn(TimeSpan.FromDays(1));
        (await machine.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await served.SignedInAsync("bea");
        var third = await again.PostAsync("api/v1/api-keys", new { name = "short", scopes = new[] { "api" } });
        using var brief = served.Machine(third.Body.GetProperty("secret").GetString()!);
        (await brief.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.OK);
        (await again.DeleteAsync($"api/v1/api-keys/{third.Body.GetProperty("key").GetProperty("id").GetString()}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await brief.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Client_credentials_give_a_token_of_an_hour()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = await served.SignedInAsync("bea");
        var made = await browser.PostAsync("api/v1/api-keys", new { name = "board", scopes = new[] { "api" } });
        var (id, secret) = (made.Body.GetProperty("key").GetProperty("id").GetString()!, made.Body.GetProperty("clientSecret").GetString()!);

        (await TokenAsync("client_credentials", "wrong")).Body.GetProperty("error").GetString().ShouldBe("invalid_client");
        (await TokenAsync("password", secret)).Body.GetProperty("error").GetString().ShouldBe("unsupported_grant_type");
        var given = await TokenAsync("client_credentials", secret);
        given.Body.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        using var machine = served.Machine(given.Body.GetProperty("access_token").GetString()!);
        (await machine.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.OK);
        served.Time.Turn(TimeSpan.FromHours(1));
        (await machine.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        async Task<Answer> TokenAsync(string grant, string with)
        {
            using var anyone = served.Browser();
            var request = new HttpRequestMessage(HttpMethod.Post, "oauth/token") { Content = new FormUrlEncodedContent([new("grant_type", grant)]) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{with}")));
            return await anyone.SendAsync(request);
        }
    }

    [Fact]
    public async Task Every_change_of_an_account_is_in_the_audit_log()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("ada", isAdministrator: true);
        using var browser = await served.SignedInAsync("ada");
        var before = served.Tenants[0].Governed.Audit.Read(trail => trail.Log.Size);

        await browser.PostAsync("api/v1/users", new { userName = "rhea", name = "Rhea" });

        // That it may be done, and that it is.
        served.Tenants[0].Governed.Audit.Read(trail => trail.Log.Size).ShouldBe(before + 2);
    }
}
