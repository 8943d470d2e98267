using Carelake.Cli;
using Carelake.Tests.Sources;
using Microsoft.Data.Sqlite;

namespace Carelake.Tests.EndToEnd;

/// <summary>What happens to a source from day to day, through the command line.</summary>
public sealed class SourceLifeTests(PostgresServer postgres)
{
    private const string Day1 = """
        create table people (id integer, name varchar(40), weight integer, changed timestamp);
        insert into people values (1, 'Ash', 70, '2024-01-01 08:00:00'), (2, 'Birch', 80, '2024-01-02 08:00:00');
        """;

    // One row that was there changes, another is new: both at the very time that the last load has seen.
    private const string Day2 = """
        update people set name = 'Birches' where id = 2;
        insert into people values (3, 'Cedar', 90, '2024-01-02 08:00:00');
        """;

    private const string Table = "tables:\n  people: {load: incremental, watermark: changed, keys: [id]}";

    [Fact]
    public async Task A_change_stamped_with_the_very_watermark_of_the_last_load_is_seen_in_SQLite()
    {
        using var project = new SmallProject($"connector: sqlite\npath: emr.db\n{Table}");
        await SameWatermarkAsync(project, sql =>
        {
            using var connection = new SqliteConnection($"Data Source={project.PathOf("emr.db")};Pooling=false");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_change_stamped_with_the_very_watermark_of_the_last_load_is_seen_in_PostgreSQL()
    {
        var connection = await postgres.DatabaseAsync();
        using var project = new SmallProject($"connector: postgresql\nconnection: file:connection.txt\n{Table}");
        project.Write("connection.txt", connection);
        await SameWatermarkAsync(project, sql => PostgresServer.ExecuteAsync(connection, sql));
    }

    [Fact]
    public async Task A_source_switched_off_stops_its_loads_and_nothing_else()
    {
        using var project = new SmallProject("connector: files\npath: in/*\nis_active: true\ntables:\n  people: {load: append}");
        project.Write("in/a.csv", "id,name,weight\n1,Ash,70\n");
        await project.SucceedsAsync();
        project.Configure("is_active: true", "is_active: false");
        project.Write("in/b.csv", "id,name,weight\n2,Birch,80\n");
        project.Write("other/more.csv", "id,name,weight\nz2,Zinnia,1\n");

        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Zelkova", "Zinnia"]);

        project.Configure("is_active: false", "is_active: true");
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Zelkova", "Zinnia"]);
    }

    [Fact]
    public async Task Operational_state_lives_in_PostgreSQL_when_the_project_says_so()
    {
        var connection = await postgres.DatabaseAsync();
        using var project = new SmallProject("connector: files\npath: in/*\ntables:\n  people: {load: append}") { Extra = "operations: file:operations.txt" };
        project.Write("operations.txt", connection);
        project.Write("in/a.csv", "id,name,weight\n1,Ash,70\n");

        await project.SucceedsAsync();
        await project.SucceedsAsync();

        project.Error.ShouldContain("Nothing new");
        File.Exists(new Carelake.Lake.Catalog.LakeFolder(project.LakeFolder).OperationsFile).ShouldBeFalse();
        await using var source = Npgsql.NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("select count(*) from carelake_batch where status = 'loaded'");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(2L);
    }

    [Fact]
    public void Keys_and_secrets_come_from_the_vault_that_the_project_names()
    {
        using var project = new SmallProject("connector: files\npath: in/*\ntables:\n  people: {load: append}");
        Composition.Keys(ProjectContext.Open(project.PathOf("carelake.yaml"), project.LakeFolder)).ShouldBeOfType<Carelake.Lake.Landing.FileKeyProvider>();

        project.Extra = "keys: {vault: \"https://hospital.vault.example/\", name: landing}";

        Composition.Keys(ProjectContext.Open(project.PathOf("carelake.yaml"), project.LakeFolder)).ShouldBeOfType<Carelake.Access.AzureKeyVaultKeyProvider>();
    }

    private static async Task SameWatermarkAsync(SmallProject project, Func<string, Task> executeAsync)
    {
        await executeAsync(Day1);
        await project.SucceedsAsync();
        (await project.PeopleAsync()).ShouldBe(["Ash", "Birch", "Zelkova"]);

        await executeAsync(Day2);
        await project.SucceedsAsync();

        (await project.PeopleAsync()).ShouldBe(["Ash", "Birches", "Cedar", "Zelkova"]);
        (await project.QueryAsync("select count(*) from silver.person")).ShouldBe(["5"]);
        await project.SucceedsAsync();
        project.Error.ShouldContain("Nothing new");
    }
}
