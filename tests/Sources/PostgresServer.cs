using System.Diagnostics;
using Carelake.Tests.Sources;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Carelake.Tests.Sources;

/// <summary>
/// A PostgreSQL server of the test run's own, started when a test first asks for it: take it as a constructor argument and ask for
/// <see cref="DatabaseAsync"/>. The test is skipped where PostgreSQL is not installed (with CI=true: fails).
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string? _programs = Programs();
    private string? _folder;
    private int _port;
    private int _databases;

    /// <summary>A new, empty database; the connection string has no password (the server trusts this machine).</summary>
    public async Task<string> DatabaseAsync()
    {
        if (_programs is null)
            LocalServer.Missing("PostgreSQL");
        await StartAsync();
        var name = $"db{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Ends every connection to a database, as a crash of its server would.</summary>
    public async Task KillConnectionsAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1");
        command.Parameters.AddWithValue(new NpgsqlConnectionStringBuilder(connectionString).Database!);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await LocalServer.RunAsync(Command("pg_ctl", "-D", _folder, "-m", "immediate", "-w", "stop"));
            Directory.Delete(_folder, recursive: true);
        }

        _turn.Dispose();
    }

    // ./test finds or installs the programs and says where.
    private static string? Programs()
    {
        if (Environment.GetEnvironmentVariable("CARELAKE_PG_BIN") is { Length: > 0 } given)
            return given;
        const string root = "/usr/lib/postgresql";
        return !Directory.Exists(root)
            ? null
            : Directory.EnumerateDirectories(root).Select(folder => Path.Combine(folder, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
                .Order(StringComparer.Ordinal).LastOrDefault();
    }

    private async Task StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_folder is not null)
                return;
            var folder = await LocalServer.RunAsync(LocalServer.Command("postgres", "mktemp", "-d", "/tmp/carelake-pg-XXXXXXXX"));
            await LocalServer.RunAsync(Command("initdb", "-D", folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"));
            _port = LocalServer.FreePort();
            // Durability is of no use to a server that lives as long as a test run.
            var options = $"-p {_port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200";
            await LocalServer.RunAsync(Command("pg_ctl", "-D", folder, "-o", options, "-l", Path.Combine(folder, "server.log"), "-w", "start"));
            _folder = folder;
        }
        finally
        {
            _turn.Release();
        }
    }

    private ProcessStartInfo Command(string program, params string[] arguments) =>
        LocalServer.Command("postgres", Path.Combine(_programs ?? "", program), arguments);

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Pooling=false";
}
