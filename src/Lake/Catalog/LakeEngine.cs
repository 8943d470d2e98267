using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Catalog;

/// <summary>
/// One engine in memory for all steps of a run: they share its threads, its memory and its knowledge of Spark's spellings, so that a step
/// begins at once and two at a time want no more threads than the machine has. Each session has a catalog of its own in it. Opened when
/// it is first needed. Safe for any number of threads.
/// </summary>
/// <param name="lake">The lake.</param>
/// <param name="options">What it may use.</param>
public sealed class LakeEngine(LakeFolder lake, EngineOptions options) : IDisposable
{
    private const string Shared = "memory.main";

    private readonly Lock _lock = new();
    private readonly string _scratch = Path.Combine(options.ScratchFolder ?? lake.Scratch, Guid.CreateVersion7().ToString("N"));
    private DuckDbConnection? _root;
    private bool _knowsPrelude;
    private int _lastCatalog;

    /// <summary>Opens a session with no tables; it ends before the engine does.</summary>
    public LakeSession OpenSession() => new(lake, Connect(), this);

    /// <summary>A connection without names of its own, for reading logs.</summary>
    public DuckDbConnection Connect()
    {
        lock (_lock)
        {
            return (_root ??= Open()).Duplicate();
        }
    }

    /// <summary>A connection without names of its own that knows Spark's spellings.</summary>
    public DuckDbConnection ConnectToRead()
    {
        var connection = Connect();
        LearnSpellings(connection);
        return connection;
    }

    /// <summary>Opens a database in a file that goes with the engine, for what is worth keeping between sessions; memory holds what is asked for often.</summary>
    /// <param name="catalog">Name of its catalog, in lower-case letters.</param>
    public void OpenStore(string catalog)
    {
        using var connection = Connect();
        // A look at few rows passes over whole groups of rows: the smaller they are, the less is read in vain.
        connection.Execute($"attach {DuckDbSql.Literal(Path.Combine(_scratch, $"{catalog}.db"))} as {DuckDbSql.Identifier(catalog)} (storage_version 'latest', row_group_size 8192)");
    }

    /// <summary>Closes the engine and removes what it spilled.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _root?.Dispose();
            _root = null;
        }

        if (Directory.Exists(_scratch)) Directory.Delete(_scratch, recursive: true);
    }

    /// <summary>Gives a connection a catalog of its own; Spark's spellings are found behind it.</summary>
    /// <returns>The catalog's name.</returns>
    internal string Enter(DuckDbConnection connection)
    {
        LearnSpellings(connection);
        var catalog = string.Create(CultureInfo.InvariantCulture, $"session_{Interlocked.Increment(ref _lastCatalog)}");
        connection.Execute($"attach ':memory:' as {catalog}; set search_path = '{catalog}.main,{Shared}'");
        return catalog;
    }

    /// <summary>Drops a session's catalog.</summary>
    internal static void Leave(DuckDbConnection connection, string catalog)
    {
        try
        {
            connection.Execute($"set search_path = '{Shared}'; detach {catalog}");
        }
        catch (DuckDbException)
        {
            // A session that was interrupted may still hold it: a few views, gone with the engine.
        }
    }

    private void LearnSpellings(DuckDbConnection connection)
    {
        lock (_lock)
        {
            if (!_knowsPrelude) Prelude.Apply(connection);
            _knowsPrelude = true;
        }
    }

    private DuckDbConnection Open()
    {
        Directory.CreateDirectory(_scratch);
        return DuckDbConnection.Connect(
            $"Data Source=:memory:;threads={options.Threads};memory_limit={options.MemoryBytes >> 20}MiB;temp_directory=\"{_scratch}\";preserve_insertion_order={(options.KeepsOrder ? "true" : "false")}");
    }
}
