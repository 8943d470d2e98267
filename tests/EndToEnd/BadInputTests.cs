using System.Security.Cryptography;
using System.Text;
using Carelake.Cli;
using Carelake.DuckDb;
using Carelake.Lake.Operations;
using Carelake.Tests.Sources;
using Microsoft.Data.Sqlite;

namespace Carelake.Tests.EndToEnd;

/// <summary>
/// What a person sees and keeps when input is bad or the world fails, through the command line: one clear line, the exit code, nothing
/// lost, nothing half-written, other sources unharmed; and once the cause is mended, the next run catches up.
/// </summary>
public sealed class BadInputTests(PostgresServer postgres)
{
    private const string Files = "connector: files\npath: in/*\ntables:\n  people: {load: append}";

    [Fact]
    public async Task A_missing_file()
    {
        using var project = new SmallProject(Files);

        await project.FailsAsync("SRC-0020", "No file is there to read", "Correct `path`");
        (await project.PeopleAsync()).ShouldBe(["Zelkova"]);

        project.Write("in/a.csv", "id,name,weight\n1,Ash,70\n");
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Zelkova"]);
    }

    [Fact]
    public async Task An_empty_file()
    {
        using var project = new SmallProject(Files);
        project.Write("in/a.csv", "");
        project.Write("in/b.csv", "id,name,weight\n2,Birch,80\n");

        await project.FailsAsync("SRC-0021", "The file is empty", "Ask the sender for the file");
        (await project.PeopleAsync()).ShouldBe(["Birch", "Zelkova"]);

        project.Write("in/a.csv", "id,name,weight\n1,Ash,70\n");
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Zelkova"]);
    }

    [Fact]
    public async Task Encodings_are_found_out()
    {
        using var project = new SmallProject(Files);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        project.Write("in/a.csv", Encoding.GetEncoding(1252).GetBytes("id,name,weight\n1,Zoë,70\n"));
        project.Write("in/b.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id,name,weight\n2,Ångström,80\n")]);

        await project.SucceedsAsync();

        (await project.PeopleAsync()).ShouldBe(["Zelkova", "Zoë", "Ångström"]);
    }

    [Fact]
    public async Task A_file_that_is_not_in_the_encoding_its_settings_say()
    {
        using var project = new SmallProject("connector: files\npath: in/*\noptions: {encoding: utf-8}\ntables:\n  people: {load: append}");
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        project.Write("in/a.csv", Encoding.GetEncoding(1252).GetBytes("id,name,weight\n1,Zoë,70\n2,Birch,80\n"));

        await project.FailsAsync("SRC-0025", "not in the encoding", "Correct `encoding`");
        (await project.PeopleAsync()).ShouldBe(["Zelkova"]);

        project.Configure("utf-8", "windows-1252");
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Birch", "Zelkova", "Zoë"]);
    }

    [Fact]
    public async Task Ragged_lines()
    {
        using var project = new SmallProject(Files);
        project.Write("in/a.csv", "id,name,weight\n1,Ash,70\n2,Birch\n3,Cedar,60,too,many\n4,Damson,90\n");

        (await project.RunAsync()).ShouldBe(ExitCode.DoneWithQuarantine, project.Error);

        project.Error.ShouldContain("2 rows in quarantine");
        project.Error.ShouldContain("carelake quarantine list");
        (await project.PeopleAsync()).ShouldBe(["Ash", "Damson", "Zelkova"]);
        (await project.QueryAsync("select _position, rule from quarantine.emr_people order by 1")).ShouldBe(["3,readable", "4,readable"]);

        project.Write("in/b.csv", "id,name,weight\n2,Birch,80\n3,Cedar,60\n");
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Cedar", "Damson", "Zelkova"]);
    }

    [Fact]
    public async Task A_column_that_the_source_renamed()
    {
        using var project = Sqlite("create table people (id integer, name text, weight integer); insert into people values (1, 'Ash', 70)");
        await project.SucceedsAsync();
        Execute(project, "alter table people rename column name to full_name; insert into people values (2, 'Birch', 80)");

        await project.FailsAsync("LAKE-0311", "no longer has name", "name it so in the mapping");
        (await project.PeopleAsync()).ShouldBe(["Ash", "Zelkova"]);

        // Bronze has the new column only once the batch is in: the mapping names both, as the remedy says.
        project.WriteMapping("coalesce(full_name, name)");
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Zelkova"]);
    }

    [Fact]
    public async Task A_column_that_the_source_dropped()
    {
        using var project = Sqlite("create table people (id integer, name text, weight integer, note text); insert into people values (1, 'Ash', 70, 'x')");
        await project.SucceedsAsync();

        // Nothing reads this one: it is reported and the load goes on.
        Execute(project, "alter table people drop column note; insert into people values (2, 'Birch', 80)");
        await project.SucceedsAsync();
        project.Error.ShouldContain("columns no longer sent: note");

        Execute(project, "alter table people drop column weight; insert into people values (3, 'Cedar')");
        await project.FailsAsync("LAKE-0311", "no longer has", "ask the source's owner");
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Zelkova"]);

        Execute(project, "alter table people add column weight integer");
        project.Write("mappings/emr/people.sql", (await File.ReadAllTextAsync(project.PathOf("mappings/emr/people.sql"), TestContext.Current.CancellationToken))
            .Replace("try_cast(weight as int)", "cast(null as int)", StringComparison.Ordinal));
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Cedar", "Zelkova"]);
    }

    [Fact]
    public async Task A_column_that_the_source_retyped()
    {
        using var project = Sqlite("create table people (id integer, name text, weight integer); insert into people values (1, 'Ash', 70)");
        await project.SucceedsAsync();
        Execute(project, "drop table people; create table people (id integer, name text, weight text); insert into people values (1, 'Ash', '70'), (2, 'Birch', 'heavy')");

        await project.FailsAsync("LAKE-0312", "weight", "move the bronze table aside");
        (await project.PeopleAsync()).ShouldBe(["Ash", "Zelkova"]);

        Directory.Move(Path.Combine(project.LakeFolder, "bronze", "emr_people"), Path.Combine(project.Folder, "aside"));
        (await project.RunAsync("--full")).ShouldBe(ExitCode.Done, project.Error);
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Zelkova"]);
    }

    [Fact]
    public async Task A_batch_that_bronze_refuses_can_be_given_up()
    {
        using var project = Sqlite("create table people (id integer, name text, weight integer); insert into people values (1, 'Ash', 70)");
        await project.SucceedsAsync();
        Execute(project, "drop table people; create table people (id integer, name text, weight text); insert into people values (1, 'Ash', '70'), (2, 'Birch', 'heavy')");
        await project.FailsAsync("LAKE-0312", "weight", "carelake quarantine dismiss");
        var batch = (await project.JsonAsync("quarantine", "batches"))[0]!["batch_id"]!.GetValue<string>(); // One batch waits, or the test fails here.
        project.Error.ShouldBeEmpty();

        (await project.CommandAsync("quarantine", "dismiss", batch)).ShouldBe(ExitCode.WrongUse);
        (await project.CommandAsync("quarantine", "dismiss", batch, "--reason", " ")).ShouldBe(ExitCode.Failed);
        project.Error.ShouldStartWith("CLI-0041");
        (await project.CommandAsync("quarantine", "dismiss", "none", "--reason", "x")).ShouldBe(ExitCode.Failed);
        project.Error.ShouldStartWith("LAKE-0507");
        (await project.CommandAsync("quarantine", "dismiss", batch, "--reason", "weights in words, by mistake")).ShouldBe(ExitCode.Done, project.Error);
        project.Error.ShouldContain("emr.people, 2 rows");

        (await project.JsonAsync("quarantine", "batches")).AsArray().ShouldBeEmpty();
        var given = (await project.JsonAsync("quarantine", "batches", "--all")).AsArray().ShouldHaveSingleItem()!;
        (given["status"]!.GetValue<string>(), given["rows_dismissed"]!.GetValue<long>(), given["dismissed_reason"]!.GetValue<string>())
            .ShouldBe(("dismissed", 2, "weights in words, by mistake"));
        var line = (await project.JsonAsync("runs", "last"))["steps"]!.AsArray().ShouldHaveSingleItem()!;
        (line["table"]!.GetValue<string>(), line["rows_read"]!.GetValue<long>(), line["rows_dismissed"]!.GetValue<long>(), line["reconciles"]!.GetValue<bool>())
            .ShouldBe(("bronze.emr_people", 2, 2, true));

        // What is given up stays so, and nothing stands in the way of what comes next.
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Zelkova"]);
        Execute(project, "drop table people; create table people (id integer, name text, weight integer); insert into people values (1, 'Ash', 70), (3, 'Cedar', 80)");
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Cedar", "Zelkova"]);
    }

    [Fact]
    public async Task A_database_that_goes_away_in_mid_read()
    {
        var connection = await postgres.DatabaseAsync();
        await PostgresServer.ExecuteAsync(connection, """
            create table fault (is_near boolean);
            insert into fault values (true);
            create function reach(id int) returns int language plpgsql volatile as $$
            begin
                if id = 40000 and exists (select 1 from fault where is_near) then
                    perform pg_terminate_backend(pg_backend_pid());
                    perform pg_sleep(0.1);
                end if;
                return id;
            end $$;
            create view people as select reach(id) as id, 'name ' || id as name, 70 as weight from generate_series(1, 50000) as g(id);
            """);
        using var project = new SmallProject("connector: postgresql\nconnection: file:connection.txt\ntables:\n  people: {load: full, keys: [id]}");
        project.Write("connection.txt", connection);

        await project.FailsAsync("SRC-0003", "went away", "Run again");
        (await project.PeopleAsync()).ShouldBe(["Zelkova"]);
        Directory.EnumerateFiles(Path.Combine(project.LakeFolder, "landing"), "*", SearchOption.AllDirectories).Count().ShouldBe(1);

        await PostgresServer.ExecuteAsync(connection, "update fault set is_near = false");
        await project.SucceedsAsync();
        (await project.QueryAsync("select count(*) from silver.person")).ShouldBe(["50001"]);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_disk_that_fills_up_while_a_file_is_landed() =>
        await DiskFullAsync(rows: 60_000, firstMegabytes: 2);

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_disk_that_fills_up_while_a_table_is_written() =>
        await DiskFullAsync(rows: 60_000, firstMegabytes: 7);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_Parquet_file(bool isCutOff)
    {
        using var project = new SmallProject(Files);
        var good = Parquet(project, "select 'a' || i as id, 'name ' || i as name, 70 as weight from range(5000) as r(i)");
        var bad = good.ToArray();
        if (isCutOff) bad = bad[..(bad.Length / 2)];
        else Array.Fill(bad, (byte)0xA5, 64, bad.Length / 2);
        project.Write("in/a.parquet", bad);
        project.Write("in/b.parquet", Parquet(project, "select 'b1' as id, 'Birch' as name, 80 as weight"));

        (await project.RunAsync()).ShouldBe(ExitCode.Failed, project.Error);
        var line = project.Failures.ShouldHaveSingleItem(project.Error);
        line.ShouldStartWith(isCutOff ? "SRC-0022: " : "LAKE-0313: ");
        line.ShouldContain("Ask the sender for the file again");
        project.Error.ShouldNotContain("   at ");
        (await project.PeopleAsync()).ShouldBe(["Birch", "Zelkova"]);

        project.Write("in/a.parquet", good);
        await project.SucceedsAsync();
        (await project.QueryAsync("select count(*) from silver.person")).ShouldBe(["5002"]);
    }

    [Fact]
    public async Task Two_runs_at_once()
    {
        using var project = new SmallProject(Files);
        project.Write("in/a.csv", "id,name,weight\n1,Ash,70\n");
        using (RunLock.Take(new Carelake.Lake.Catalog.LakeFolder(project.LakeFolder).LockFile))
            await project.FailsAsync("LAKE-0601", "Another run is going on", "Wait until it ends");
        Directory.Exists(Path.Combine(project.LakeFolder, "bronze")).ShouldBeFalse();

        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Zelkova"]);
    }

    private static async Task DiskFullAsync(int rows, int firstMegabytes)
    {
        using var disk = SmallDisk.Mount(firstMegabytes);
        using var project = new SmallProject(Files) { LakeFolder = Path.Combine(disk.Folder, "lake") };
        var text = new StringBuilder("id,name,weight\n");
        using var random = RandomNumberGenerator.Create();
        for (var row = 0; row < rows; row++) text.Append(row).Append(',').Append(Convert.ToHexString(RandomNumberGenerator.GetBytes(32))).Append(",70\n");
        project.Write("in/a.csv", text.ToString());

        (await project.RunAsync()).ShouldBe(ExitCode.Failed, project.Error);
        project.Failures.ShouldNotBeEmpty();
        project.Failures.ShouldAllBe(line => line.StartsWith("LAKE-0304: ", StringComparison.Ordinal));
        project.Failures[0].ShouldContain("Free some space and run again");
        project.Error.ShouldNotContain("   at ");

        disk.Grow(200);
        await project.SucceedsAsync();
        (await project.QueryAsync("select count(*), count(distinct family_name) from silver.person")).ShouldBe([$"{rows + 1},{rows + 1}"]);
        (await project.QueryAsync("select count(*) from bronze.emr_people")).ShouldBe([$"{rows}"]);
    }

    private static SmallProject Sqlite(string sql)
    {
        var project = new SmallProject("connector: sqlite\npath: emr.db\ntables:\n  people: {load: full, keys: [id]}");
        Execute(project, sql);
        return project;
    }

    private static void Execute(SmallProject project, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={project.PathOf("emr.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static byte[] Parquet(SmallProject project, string sql)
    {
        var file = project.PathOf("made.parquet");
        using var connection = DuckDbConnection.Connect("Data Source=:memory:");
        connection.Execute($"copy ({sql}) to {DuckDbSql.Literal(file)} (format parquet)");
        return File.ReadAllBytes(file);
    }
}
