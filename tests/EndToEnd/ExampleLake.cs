using System.Globalization;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Sources;

namespace Carelake.Tests.EndToEnd;

/// <summary>A copy of one of <c>examples/</c> in a temporary folder, with a lake of its own, run by the whole product.</summary>
internal sealed class ExampleLake : IDisposable
{
    private static readonly EngineOptions Small = new() { Threads = 2, MemoryBytes = 1L << 30, Parallelism = 2 };
    private readonly Dictionary<string, string> _secrets = [];

    public ExampleLake(string example)
    {
        Folder = Directory.CreateTempSubdirectory($"carelake-{example}-").FullName;
        Lake = new LakeFolder(Path.Combine(Folder, "lake"));
        foreach (var file in Repository.Files($"examples/{example}"))
            CopyTo(Path.GetRelativePath(Repository.Path("examples", example), file), file);
    }

    public string Folder { get; }

    public LakeFolder Lake { get; }

    /// <summary>Sets what <c>env:NAME</c> stands for in this project.</summary>
    public void SetSecret(string name, string value) => _secrets[$"env:{name}"] = value;

    /// <summary>Puts a copy of a file into the project, as old as a file that nobody is still writing.</summary>
    public string CopyTo(string path, string source)
    {
        var target = PathOf(path);
        File.Copy(source, target, overwrite: true);
        File.SetAttributes(target, FileAttributes.Normal);
        File.SetLastWriteTimeUtc(target, DateTime.UnixEpoch.AddYears(50));
        return target;
    }

    /// <summary>Writes the rows of a query over a CSV file, all text, as a CSV file of the project.</summary>
    public string WriteCsv(string path, string source, string? where)
    {
        var target = PathOf(path);
        using var connection = DuckDbConnection.Connect("Data Source=:memory:");
        connection.Execute(
            $"copy (select * from read_csv({DuckDbSql.Literal(source)}, all_varchar = true, header = true) where {where ?? "true"}) " +
            $"to {DuckDbSql.Literal(target)} (format csv, header)");
        File.SetLastWriteTimeUtc(target, DateTime.UnixEpoch.AddYears(50));
        return target;
    }

    /// <summary>One run that must do all it had to do, and reconcile.</summary>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        var services = new PipelineServices(
            Lake, await OperationsAsync(cancellationToken), new LandingZone(Lake.Root, FileKeyProvider.ForLake(Lake.Root), TimeProvider.System),
            new Secrets(_secrets), ConnectorCatalog.Create, TimeProvider.System)
        {
            Engine = Small,
        };
        var project = ProjectLoader.Load(Path.Combine(Folder, ProjectFile.Name));
        var result = await new PipelineRunner(services).RunAsync(project, new RunOptions(), progress: null, cancellationToken);
        result.Failures.ShouldBeEmpty();
        result.Audit.ShouldAllBe(line => line.Reconciles);
        return result;
    }

    public Task<OperationsStore> OperationsAsync(CancellationToken cancellationToken) =>
        OperationsStore.OpenAsync(new OperationsDialect.SqliteFile(Lake.OperationsFile), TimeProvider.System, cancellationToken);

    /// <summary>Rows as text, columns separated by bars, NULL as an empty field.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var session = LakeSession.Open(Lake, Small);
        session.BindAll();
        using var command = session.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(
                i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>The only row of a query.</summary>
    public string One(string sql) => Query(sql).ShouldHaveSingleItem();

    /// <summary>A number and a sum that two lakes share exactly when the rows of a query are the same, in any order.</summary>
    public string Fingerprint(string sql) =>
        One($"select count(*), coalesce(sum(cast(md5_number_lower(cast(r as varchar)) as hugeint)), 0) from ({sql}) as r");

    /// <summary>Every file that belongs to a table.</summary>
    public IReadOnlyList<string> TableFiles() =>
    [
        .. LakeFolder.Layers.Select(layer => Path.Combine(Lake.Root, layer)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string PathOf(string path)
    {
        var target = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!); // It is below the project's folder.
        return target;
    }

    private sealed class Secrets(Dictionary<string, string> values) : ISecretResolver
    {
        public ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken ct) =>
            values.TryGetValue(reference.ToString(), out var value)
                ? ValueTask.FromResult(value)
                : throw new CarelakeException("LAKE-0207", "There is no such secret.", reference.ToString(), "Set it.");
    }
}
