using Carelake.Lake.Landing;

namespace Carelake.Tests.Lake.Pipeline;

/// <summary>What sources do without warning: each is one clear failure, or none, and nothing is lost or half-written.</summary>
public sealed class SourceChangesTests : IDisposable
{
    private const string People = "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\n";
    private const string Bills = "id,person,amount\nb1,p1,10.50\n";

    private readonly TestLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_new_column_is_taken_in()
    {
        _lake.Source.Csv("people", People).Csv("people", "id,name,born,changed,Pet name\np2,Birch,1990-01-01,2024-02-01,Rex\n");
        await _lake.RunWellAsync();

        await _lake.RunWellAsync();

        _lake.Query("select id, Pet_name from bronze.emr_people order by all").ShouldBe(["p1|", "p2|Rex"]);
        _lake.One("select count(*) from silver.person").ShouldBe("2");
    }

    [Fact]
    public async Task A_renamed_column_stops_its_table_and_no_other_and_the_batch_gets_in_once_the_mapping_knows_the_name()
    {
        _lake.Source.Csv("people", People).Csv("people", "id,name,date_of_birth,changed\np2,Birch,1990-01-01,2024-02-01\n");
        await _lake.RunWellAsync();
        _lake.Source.Csv("bills", Bills, isFull: true);

        var result = await _lake.RunAsync();

        var failure = result.Failures.ShouldHaveSingleItem();
        failure.Code.ShouldBe("LAKE-0311");
        failure.Message.ShouldContain("born");
        _lake.One("select count(*) from bronze.emr_people").ShouldBe("1");
        _lake.One("select count(*) from gold.fact_bill").ShouldBe("1");

        var mapping = await File.ReadAllTextAsync(Path.Combine(_lake.Folder, "mappings/emr/people.sql"));
        _lake.Write("mappings/emr/people.sql", mapping.Replace("try_cast(born as date)", "try_cast(date_of_birth as date)", StringComparison.Ordinal));
        await _lake.RunWellAsync();
        _lake.Query("select person_id, birth_date is not null from silver.person order by all").ShouldBe(["p1|True", "p2|True"]);
    }

    [Fact]
    public async Task A_missing_key_column_stops_its_table()
    {
        _lake.Source.Csv("people", "number,name,born,changed\np1,Ash,1980-01-01,2024-01-01\n").Csv("bills", Bills, isFull: true);

        var result = await _lake.RunAsync();

        result.Failures.ShouldContain(failure => failure.Code == "LAKE-0310");
        _lake.Lake.Table("bronze.emr_people").Exists().ShouldBeFalse();
        _lake.One("select count(*) from gold.fact_bill").ShouldBe("1");
    }

    [Fact]
    public async Task A_later_batch_passes_one_that_cannot_be_loaded_and_that_one_is_not_lost()
    {
        _lake.Source.Csv("people", "number,name,born,changed\np1,Ash,1980-01-01,2024-01-01\n");
        await _lake.RunAsync();
        _lake.Source.Csv("people", "id,name,born,changed\np2,Birch,1990-01-01,2024-02-01\n");

        (await _lake.RunAsync()).Failures.ShouldHaveSingleItem().Code.ShouldBe("LAKE-0310");

        _lake.One("select person_id from silver.person").ShouldBe("p2");
        var pending = await (await _lake.OperationsAsync()).PendingBatchesAsync("emr", "people", CancellationToken.None);
        pending.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_damaged_parquet_file_is_one_failure()
    {
        _lake.Source.Bytes("people", [.. "PAR1"u8, 1, 2, 3, 4, .. "PAR1"u8], ExtractFormat.Parquet).Csv("bills", Bills, isFull: true);

        var result = await _lake.RunAsync();

        result.Failures.ShouldHaveSingleItem().Code.ShouldBe("LAKE-0313");
        _lake.One("select count(*) from gold.fact_bill").ShouldBe("1");
    }

    [Fact]
    public async Task Records_that_are_no_rows_go_to_quarantine_with_their_number_and_their_text()
    {
        _lake.Source.Csv("people", People + "p2,Birch\np3,\"Ce\ndar\",1970-01-01,2024-01-01\np4,a,b,c,d\n");

        var result = await _lake.RunWellAsync();

        result.RowsQuarantined.ShouldBe(2);
        _lake.Query("select _position, reason, payload from quarantine.emr_people order by all").ShouldBe(
            ["3|fewer fields than the header|p2,Birch", "5|more fields than the header|p4,a,b,c,d"]);
        _lake.Query("select id, _position from bronze.emr_people order by all").ShouldBe(["p1|1", "p3|2"]);
    }

    [Fact]
    public async Task Lines_of_json_are_text_columns_and_broken_lines_wait()
    {
        _lake.Source.Bytes(
            "people",
            "{\"id\":\"p1\",\"name\":{\"family\":\"Ash\"},\"born\":\"1980-01-01\",\"changed\":\"2024-01-01\"}\n{broken\n{\"id\":\"p2\",\"name\":\"Birch\",\"born\":\"1990-01-01\",\"changed\":\"2024-01-01\",\"extra\":7}\n"u8.ToArray(),
            ExtractFormat.Ndjson);

        await _lake.RunWellAsync();

        _lake.Query("select id, name, extra, _position from bronze.emr_people order by all").ShouldBe(["p1|{\"family\":\"Ash\"}||1", "p2|Birch|7|3"]);
        _lake.One("select _position, payload from quarantine.emr_people").ShouldBe("2|{broken");
    }

    [Fact]
    public async Task An_empty_file_loads_nothing_and_fails_nothing_but_its_keys()
    {
        _lake.Source.Csv("people", "id,name,born,changed\n");

        await _lake.RunWellAsync();

        _lake.One("select count(*) from bronze.emr_people").ShouldBe("0");
    }

    [Fact]
    public async Task Silver_dropped_and_rebuilt_has_the_same_content()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);
        await _lake.RunWellAsync();
        var before = _lake.Content();
        Directory.Delete(_lake.Lake.PathOf("silver.person"), recursive: true);
        Directory.Delete(_lake.Lake.PathOf("gold.kpi_billed"), recursive: true);

        await _lake.RunWellAsync();

        _lake.Content().ShouldBe(before);
    }
}
