using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Lake.Pipeline;

namespace Carelake.Tests.Lake.Pipeline;

public sealed class QuarantineTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly TestLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_mended_row_enters_history_at_its_own_time()
    {
        _lake.Source.Csv("people", "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\np1,Ashe,soon,2024-02-01\np1,Asher,1980-01-01,2024-03-01\n");
        await _lake.RunWellAsync();
        var row = (await QuarantineAsync()).List("silver.person", waitingOnly: true, 10, Ct).ShouldHaveSingleItem();

        var result = await (await QuarantineAsync()).ReplayAsync(
            Project(), "silver.person", [row.Id], """{"id":"p1","name":"Ashe","born":"1980-01-01","changed":"2024-02-01"}""", Ct);

        result.ShouldBe(new ReplayResult(1, 1, 0));
        _lake.Query("select family_name, cast(valid_from as date), cast(valid_to as date), is_current, _position from silver.person order by valid_from")
            .Select(line => string.Join('|', line.Split('|').Where((_, i) => i is 0 or 3 or 4))).ShouldBe(["Ash|False|1", "Ashe|False|2", "Asher|True|3"]);
        _lake.One("select status from quarantine.person").ShouldBe("replayed");
        (await QuarantineAsync()).List("silver.person", waitingOnly: true, 10, Ct).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_are_mapped_again_by_the_mapping_of_today_and_those_still_broken_go_on_waiting()
    {
        _lake.Source.Csv("people", "id,name,born,changed\np1,Ash,01/02/1980,2024-01-01\np2,Birch,never,2024-01-01\n");
        await _lake.RunWellAsync();
        var mapping = await File.ReadAllTextAsync(Path.Combine(_lake.Folder, "mappings/emr/people.sql"));
        _lake.Write("mappings/emr/people.sql", mapping.Replace(
            "try_cast(born as date)", "try_cast(split_part(born, '/', 3) || '-' || split_part(born, '/', 2) || '-' || split_part(born, '/', 1) as date)", StringComparison.Ordinal));

        var result = await (await QuarantineAsync()).ReplayAsync(Project(), "silver.person", [], null, Ct);

        result.ShouldBe(new ReplayResult(2, 1, 1));
        _lake.One("select person_id, month(birth_date) from silver.person").ShouldBe("p1|2");
        _lake.One("select _position, status from quarantine.person where status = 'waiting'").ShouldBe("2|waiting");
    }

    [Fact]
    public async Task A_replay_killed_half_way_takes_effect_once()
    {
        _lake.Source.Csv("people", "id,name,born,changed\np1,Ash,soon,2024-01-01\n");
        await _lake.RunWellAsync();
        var id = (await QuarantineAsync()).List(null, waitingOnly: true, 10, Ct).Single().Id;
        const string mended = """{"id":"p1","name":"Ash","born":"1980-01-01","changed":"2024-01-01"}""";

        await Should.ThrowAsync<SimulatedKill>(async () => await (await QuarantineAsync("replay-merged")).ReplayAsync(Project(), "silver.person", [id], mended, Ct));
        await (await QuarantineAsync()).ReplayAsync(Project(), "silver.person", [id], mended, Ct);

        _lake.One("select count(*), count(distinct person_id) from silver.person").ShouldBe("1|1");
        _lake.One("select status from quarantine.person").ShouldBe("replayed");
    }

    [Fact]
    public async Task A_record_that_is_no_row_can_be_mended_too()
    {
        _lake.Source.Csv("people", "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\np2,Birch\n");
        await _lake.RunWellAsync();
        var row = (await QuarantineAsync()).List("bronze.emr_people", waitingOnly: true, 10, Ct).ShouldHaveSingleItem();
        row.Reason.ShouldBe("fewer fields than the header");
        row.Position.ShouldBe(3);

        await (await QuarantineAsync()).ReplayAsync(
            Project(), "bronze.emr_people", [row.Id], """{"id":"p2","name":"Birch","born":"1990-01-01","changed":"2024-01-01"}""", Ct);

        _lake.Query("select person_id from silver.person order by all").ShouldBe(["p1", "p2"]);
    }

    [Fact]
    public async Task Replaying_nothing_is_a_clear_error()
    {
        _lake.Source.Csv("people", "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\n");
        await _lake.RunWellAsync();

        (await Should.ThrowAsync<CarelakeException>(async () => await (await QuarantineAsync()).ReplayAsync(Project(), "silver.person", [], null, Ct)))
            .Code.ShouldBe("LAKE-0505");
    }

    private Project Project() => ProjectLoader.Load(Path.Combine(_lake.Folder, "carelake.yaml"));

    private async Task<Quarantine> QuarantineAsync(string? killAt = null) => new(await _lake.ServicesAsync(killAt));
}
