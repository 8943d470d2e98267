using System.Text;
using Carelake.Cli;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Access.Subjects;

/// <summary>The tests that share the project, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SubjectTests : ICollectionFixture<SubjectProject>
{
    public const string Name = "subjects";
}

/// <summary>A small simulated group of its own, made when it is first asked for, since what is erased is gone for every test that follows.</summary>
public sealed class SubjectProject : IDisposable
{
    private bool _isMade;

    public SubjectProject() => Folder = Directory.CreateTempSubdirectory("carelake-subject-").FullName;

    public string Folder { get; }

    public string Config => Path.Combine(Folder, "carelake.yaml");

    public LakeFolder Lake => new(Path.Combine(Folder, "lake"));

    public string Error { get; private set; } = "";

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public async Task MakeAsync()
    {
        if (!_isMade) await MustAsync("demo", "--no-serve", "--lake", Folder, "--scale", "0.05");
        _isMade = true;
    }

    /// <summary>A verb over the project, which must succeed.</summary>
    public async Task<string> VerbAsync(params string[] words) => await MustAsync([.. words, "--config", Config]);

    /// <summary>Runs a command; gives its exit code and what it wrote as the result.</summary>
    public async Task<(int Exit, string Output)> RunAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(words, new Terminal(output, error, isInteractive: false), TestContext.Current.CancellationToken);
        Error = error.ToString();
        return (exit, output.ToString());
    }

    /// <summary>Changes the database of the first hospital.</summary>
    public void Sqlite(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Folder, "data", "emr", "hospital-a.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }

    /// <summary>One value of a query over the lake.</summary>
    public T Scalar<T>(string sql)
    {
        using var session = LakeSession.Open(Lake, new EngineOptions());
        session.BindAll();
        return session.Connection.Scalar<T>(sql);
    }

    public long Count(string from) => Scalar<long>($"select count(*) from {from}");

    /// <summary>Files below the lake that hold one of some texts: as they are, decrypted where they are landed objects, and as rows where they are Parquet.</summary>
    public async Task<IReadOnlyList<string>> FilesWithAsync(IReadOnlyList<string> texts)
    {
        var found = new List<string>();
        var landing = new LandingZone(Lake.Root, FileKeyProvider.ForLake(Lake.Root), TimeProvider.System);
        foreach (var file in Directory.EnumerateFiles(Lake.Root, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Lake.Root, file);
            var bytes = await PlainAsync(landing, file);
            if (IsParquet(bytes) ? InParquet(bytes, texts) : In(bytes, texts)) found.Add(name);
        }

        return found;
    }

    private async Task<string> MustAsync(params string[] words)
    {
        var (exit, output) = await RunAsync(words);
        exit.ShouldBe(ExitCode.Done, Error);
        return output;
    }

    private static async Task<byte[]> PlainAsync(LandingZone landing, string file)
    {
        if (!file.EndsWith(".enc", StringComparison.Ordinal)) return await File.ReadAllBytesAsync(file);
        await using var plain = await landing.OpenPlainAsync(Path.GetFileNameWithoutExtension(file), CancellationToken.None);
        using var all = new MemoryStream();
        await plain.CopyToAsync(all);
        return all.ToArray();
    }

    private static bool IsParquet(byte[] bytes) => bytes.AsSpan().StartsWith("PAR1"u8);

    private static bool In(byte[] bytes, IReadOnlyList<string> texts) => texts.Any(text => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    // Pages are compressed: the values are searched, and so is what the file says of itself.
    private static bool InParquet(byte[] bytes, IReadOnlyList<string> texts)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.parquet");
        File.WriteAllBytes(copy, bytes);
        try
        {
            using var connection = DuckDbConnection.Connect("Data Source=:memory:");
            var hits = string.Join(" or ", texts.Select(text => $"contains(line, {DuckDbSql.Literal(text)})"));
            return In(bytes, texts) || connection.Scalar<bool>($"select coalesce(bool_or({hits}), false) from (select cast(to_json(r) as varchar) as line from read_parquet({DuckDbSql.Literal(copy)}) r)");
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
