namespace Carelake.DuckDb.Native;

/// <summary>An open database that several connections share; closed when the last one lets go.</summary>
internal sealed class Engine
{
    private static readonly Lock s_cacheLock = new();
    private static nint s_cache;

    private readonly Lock _lock = new();
    private readonly DatabaseHandle _database;
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private int _users;

    private Engine(DatabaseHandle database) => _database = database;

    /// <summary>Opens a database. A file opened twice in this process is one database; every in-memory one is its own.</summary>
    /// <exception cref="DuckDbException">The file cannot be opened, or a setting is wrong.</exception>
    internal static Engine Open(string path, IEnumerable<KeyValuePair<string, string>> settings)
    {
        NativeLoader.EnsureInstalled();
        _ = Api.duckdb_create_config(out var address);
        using var config = new ConfigHandle(address);
        foreach (var (name, value) in settings)
        {
            if (Api.duckdb_set_config(config, name, value) != 0)
                throw new DuckDbException(DuckDbErrorType.InvalidConfiguration, $"The connection string sets {name}, which the engine refuses.");
        }

        var isMemory = path.Length == 0 || path == ":memory:";
        var state = isMemory
            ? Api.duckdb_open_ext(":memory:", out var database, config, out var error)
            : Api.duckdb_get_or_create_from_cache(Cache(), Path.GetFullPath(path), out database, config, out error);
        var message = Utf8Text.Owned(error);
        return state == 0 ? new Engine(new DatabaseHandle(database)) : throw new DuckDbException(DuckDbErrorType.IO, message);
    }

    /// <summary>A new connection; <see cref="Release"/> is owed for it.</summary>
    internal ConnectionHandle Connect()
    {
        lock (_lock)
        {
            if (Api.duckdb_connect(_database, out var connection) != 0)
                throw new DuckDbException(DuckDbErrorType.Connection, "The engine gave no connection.");
            _users++;
            return new ConnectionHandle(connection);
        }
    }

    /// <summary>Makes a function known, once.</summary>
    internal void Define(ConnectionHandle connection, string name, TextFunction body)
    {
        lock (_lock)
        {
            if (!_functions.Contains(name)) Functions.Register(connection, name, body);
            _functions.Add(name);
        }
    }

    internal void Release()
    {
        lock (_lock)
        {
            if (--_users == 0) _database.Dispose();
        }
    }

    // Lives as long as the process: it only remembers which files are open.
    private static nint Cache()
    {
        lock (s_cacheLock)
        {
            if (s_cache == 0) s_cache = Api.duckdb_create_instance_cache();
            return s_cache;
        }
    }
}
