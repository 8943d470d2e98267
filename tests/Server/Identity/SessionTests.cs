using System.Net;
using Carelake.Server.Identity;
using OtpNet;

namespace Carelake.Tests.Server.Identity;

public sealed class SessionTests
{
    [Fact]
    public void Passwords_are_kept_with_the_rounds_that_owasp_asks_for()
    {
        var kept = new Passwords().Hash(ServedLake.Password);

        // Format 3 of ASP.NET Core Identity: marker, function (2 is HMAC-SHA512), rounds.
        var bytes = Convert.FromBase64String(kept);
        bytes[..5].ShouldBe([1, 0, 0, 0, 2]);
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(5)).ShouldBeGreaterThanOrEqualTo(210_000);
        new Passwords().Fits(kept, ServedLake.Password, out _).ShouldBeTrue();
        new Passwords().Fits(kept, "another", out _).ShouldBeFalse();
        new Passwords().Fits(null, "another", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_person_signs_in_is_known_and_signs_out()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = served.Browser();
        (await browser.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var signedIn = await browser.PostAsync("api/v1/session", new { userName = "BEA", password = ServedLake.Password });

        signedIn.Status.ShouldBe(HttpStatusCode.OK);
        signedIn.Body.GetProperty("purpose").GetString().ShouldBe("operations");
        var cookie = signedIn.Response.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        (await browser.GetAsync("api/v1/session")).Body.GetProperty("user").GetProperty("userName").GetString().ShouldBe("bea");
        (await browser.DeleteAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await browser.GetAsync("api/v1/session")).Code.ShouldBe("SRV-0401");
    }

    [Fact]
    public async Task A_token_from_before_a_sign_in_or_after_a_sign_out_opens_nothing()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = await served.SignedInAsync("bea");
        var first = browser.Cookies.GetCookies(served.Address)["carelake"]!.Value;

        await browser.PostAsync("api/v1/session", new { userName = "bea", password = ServedLake.Password });
        var second = browser.Cookies.GetCookies(served.Address)["carelake"]!.Value;
        second.ShouldNotBe(first);
        await browser.DeleteAsync("api/v1/session");

        foreach (var token in new[] { first, second, "chosen-by-an-attacker" })
        {
            using var thief = served.Browser();
            thief.Cookies.Add(served.Address, new Cookie("carelake", token));
            (await thief.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
            using var machine = served.Machine(token);
            (await machine.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_browsers_token_is_no_access_token()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = await served.SignedInAsync("bea");
        using var machine = served.Machine(browser.Cookies.GetCookies(served.Address)["carelake"]!.Value);

        (await machine.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_idle_session_ends_and_so_does_one_that_has_lasted_a_shift()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var idle = await served.SignedInAsync("bea");
        served.Time.Turn(UserSession.IdleTime + TimeSpan.FromSeconds(1));
        (await idle.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        using var busy = await served.SignedInAsync("bea");
        for (var passed = TimeSpan.Zero; passed + TimeSpan.FromMinutes(25) < UserSession.LongestTime; passed += TimeSpan.FromMinutes(25))
        {
            (await busy.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.OK);
            served.Time.Turn(TimeSpan.FromMinutes(25));
        }

        served.Time.Turn(TimeSpan.FromMinutes(25));
        (await busy.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Wrong_names_and_wrong_passwords_get_the_same_answer_until_both_are_locked_out()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = served.Browser();

        for (var attempt = 1; attempt <= IdentityStore.MostFailures; attempt++)
        {
            var known = await browser.PostAsync("api/v1/session", new { userName = "bea", password = "wrong" });
            var unknown = await browser.PostAsync("api/v1/session", new { userName = "nobody", password = "wrong" });
            (known.Status, known.Code).ShouldBe((unknown.Status, unknown.Code));
            known.Code.ShouldBe(attempt < IdentityStore.MostFailures ? "SRV-0101" : "SRV-0103");
        }

        var locked = await browser.PostAsync("api/v1/session", new { userName = "bea", password = ServedLake.Password });
        locked.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        locked.Response.Headers.RetryAfter.ShouldNotBeNull();
        served.Time.Turn(IdentityStore.LockOut);
        (await browser.PostAsync("api/v1/session", new { userName = "bea", password = ServedLake.Password })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_one_time_code_is_asked_for_once_it_is_set_up_and_counts_once()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("ada", isAdministrator: true);
        using var browser = await served.SignedInAsync("ada");
        var secret = (await browser.PostAsync("api/v1/session/totp", null)).Body.GetProperty("secret").GetString()!;
        (await browser.PutAsync("api/v1/session/totp", new { code = "000000" })).Code.ShouldBe("SRV-0108");
        (await browser.PutAsync("api/v1/session/totp", new { code = Code() })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await browser.PostAsync("api/v1/session/totp", null)).Status.ShouldBe(HttpStatusCode.Conflict);

        using var again = served.Browser();
        (await again.PostAsync("api/v1/session", new { userName = "ada", password = ServedLake.Password })).Code.ShouldBe("SRV-0102");
        // The code that confirmed the secret is used up.
        (await again.PostAsync("api/v1/session", new { userName = "ada", password = ServedLake.Password, code = Code() })).Code.ShouldBe("SRV-0101");
        served.Time.Turn(TimeSpan.FromSeconds(30));
        (await again.PostAsync("api/v1/session", new { userName = "ada", password = ServedLake.Password, code = Code() })).Status.ShouldBe(HttpStatusCode.OK);

        string Code() => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(served.Time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task The_first_administrator_is_made_by_a_link_that_works_once()
    {
        await using var served = await ServedLake.StartAsync();
        served.Said.Single().ShouldContain("/setup?token=");
        var token = served.Said.Single().Split("token=")[1];
        using var browser = served.Browser();
        (await browser.GetAsync("api/v1/session/methods")).Body.GetProperty("needsSetup").GetBoolean().ShouldBeTrue();

        (await browser.PostAsync("api/v1/setup", new { token = "wrong", userName = "ada", name = "Ada", password = ServedLake.Password })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.PostAsync("api/v1/setup", new { token, userName = "ada", name = "Ada", password = "short" })).Code.ShouldBe("SRV-0110");
        (await browser.PostAsync("api/v1/setup", new { token, userName = "ada", name = "Ada", password = ServedLake.Password })).Status.ShouldBe(HttpStatusCode.Created);
        (await browser.PostAsync("api/v1/setup", new { token, userName = "eve", name = "Eve", password = ServedLake.Password })).Status.ShouldBe(HttpStatusCode.Unauthorized);

        using var ada = await served.SignedInAsync("ada");
        (await ada.GetAsync("api/v1/users")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("api/v1/session/methods")).Body.GetProperty("demoUsers").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Emergency_access_is_for_clinicians_with_a_reason_for_minutes_and_security_reads_of_it()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("grace", "clinician");
        await served.AddUserAsync("bill", "billing_administrator");
        using var bill = await served.SignedInAsync("bill");
        (await bill.PostAsync("api/v1/session/break-glass", new { reason = "I would like to see it" })).Code.ShouldBe("SRV-0106");

        using var grace = await served.SignedInAsync("grace");
        (await grace.PostAsync("api/v1/session/break-glass", new { reason = "why not" })).Code.ShouldBe("SRV-0112");
        (await grace.PostAsync("api/v1/session/break-glass", new { reason = "Unconscious in the emergency department", minutes = 10_000 })).Code.ShouldBe("SRV-0112");
        var granted = await grace.PostAsync("api/v1/session/break-glass", new { reason = "Unconscious in the emergency department", minutes = 10 });
        granted.Body.GetProperty("breakGlass").GetProperty("until").GetDateTimeOffset().ShouldBe(served.Time.GetUtcNow().AddMinutes(10), TimeSpan.FromMinutes(1));
        served.Tenants[0].Governed.Audit.Read(trail => trail.Emergencies.Size).ShouldBe(1);

        served.Time.Turn(TimeSpan.FromMinutes(11));
        (await grace.GetAsync("api/v1/session")).Body.GetProperty("breakGlass").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_changed_password_or_role_ends_every_session()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("ada", isAdministrator: true);
        var bea = await served.AddUserAsync("bea", "bed_manager");
        using var first = await served.SignedInAsync("bea");
        using var second = await served.SignedInAsync("bea");

        (await first.PutAsync("api/v1/session/password", new { current = "wrong", password = "another long secret" })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await first.PutAsync("api/v1/session/password", new { current = ServedLake.Password, password = ServedLake.Password + "!" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await second.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        using var third = served.Browser();
        (await third.PostAsync("api/v1/session", new { userName = "bea", password = ServedLake.Password + "!" })).Status.ShouldBe(HttpStatusCode.OK);
        using var ada = await served.SignedInAsync("ada");
        (await ada.PutAsync($"api/v1/users/{bea.Id}", new { roles = new[] { "analyst" } })).Body.GetProperty("purposes")[0].GetString().ShouldBe("operations");
        (await third.GetAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
