using System.Net;

namespace Carelake.Tests.Server.Tenants;

public sealed class AdministrationTests
{
    [Fact]
    public async Task An_administrator_switches_sources_and_makes_a_new_key_and_others_do_not()
    {
        await using var served = await ServedLake.ProjectAsync("sources:\n  files:\n    connector: files\n    path: '*.csv'\n    facility: main\n    tables:\n      visits: {load: append}\n");
        await served.AddUserAsync("ada", isAdministrator: true);
        await served.AddUserAsync("bea", "bed_manager");
        using var bea = await served.SignedInAsync("bea");
        (await bea.PutAsync("api/v1/sources/files/active", new { isActive = false })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await bea.PostAsync("api/v1/keys/rotate", null)).Status.ShouldBe(HttpStatusCode.Forbidden);

        using var ada = await served.SignedInAsync("ada");
        (await ada.GetAsync("api/v1/sources")).Body[0].GetProperty("isActive").GetBoolean().ShouldBeTrue();
        (await ada.PutAsync("api/v1/sources/files/active", new { isActive = false })).Body.GetProperty("isActive").GetBoolean().ShouldBeFalse();
        (await ada.PutAsync("api/v1/sources/none/active", new { isActive = false })).Code.ShouldBe("SRV-0203");
        (await served.Tenants[0].Operations.SwitchesAsync(CancellationToken.None))["files"].ShouldBeFalse();

        var before = (await ada.GetAsync("api/v1/keys")).Body;
        var after = (await ada.PostAsync("api/v1/keys/rotate", null)).Body;
        after.GetArrayLength().ShouldBe(before.GetArrayLength() + 1);
        after[1].GetProperty("name").GetString().ShouldBe(before[0].GetProperty("name").GetString());
    }
}
