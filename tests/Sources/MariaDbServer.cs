using System.Diagnostics;
using Carelake.Tests.Sources;
using MySql.Data.MySqlClient;

[assembly: AssemblyFixture(typeof(MariaDbServer))]

namespace Carelake.Tests.Sources;

/// <summary>A MariaDB server of the test run's own, started when a test first asks for it; see <see cref="PostgresServer"/>.
/// Without root or sudo it cannot be installed, so its tests are skipped there.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private const string User = "mysql";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Process? _server;
    private string? _folder;
    private int _port;
    private int _databases;

    /// <summary>A new, empty database.</summary>
    public async Task<string> DatabaseAsync()
    {
        if (!File.Exists("/usr/sbin/mariadbd"))
            Assert.Skip("MariaDB is not installed (package mariadb-server; ./test installs it where it may).");
        await StartAsync();
        var name = $"db{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionString("mysql"), $"CREATE DATABASE {name} CHARACTER SET utf8mb4");
        return ConnectionString(name);
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends every connection to a database.</summary>
    public async Task KillConnectionsAsync(string connectionString)
    {
        var ids = new List<long>();
        await using var connection = new MySqlConnection(ConnectionString("mysql"));
        await connection.OpenAsync();
        await using (var command = new MySqlCommand("SELECT id FROM information_schema.processlist WHERE db = @db", connection))
        {
            command.Parameters.AddWithValue("@db", new MySqlConnectionStringBuilder(connectionString).Database);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                ids.Add(Convert.ToInt64(reader.GetValue(0)));
        }

        foreach (var id in ids)
        {
            await using var kill = new MySqlCommand($"KILL {id}", connection);
            await kill.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await ExecuteAsync(ConnectionString("mysql"), "SHUTDOWN");
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        _turn.Dispose();
    }

    private async Task StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_server is not null)
                return;
            _folder = await LocalServer.RunAsync(LocalServer.Command(User, "mktemp", "-d", "/tmp/carelake-my-XXXXXXXX"));
            var data = Path.Combine(_folder, "data");
            await LocalServer.RunAsync(LocalServer.Command(
                User, "mariadb-install-db", "--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"));
            _port = LocalServer.FreePort();
            var info = LocalServer.Command(
                User, "/usr/sbin/mariadbd", "--no-defaults", $"--datadir={data}", $"--port={_port}", "--bind-address=127.0.0.1",
                $"--socket={_folder}/s", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M", "--sql-mode=");
            (info.RedirectStandardOutput, info.RedirectStandardError) = (false, false);
            info.ArgumentList.Add($"--log-error={_folder}/error.log");
            var server = Process.Start(info) ?? throw new InvalidOperationException("mariadbd");
            await WaitAsync(server);
            _server = server;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WaitAsync(Process server)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync(ConnectionString("mysql"), "SELECT 1");
                return;
            }
            catch (MySqlException) when (attempt < 150 && !server.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    private string ConnectionString(string database) =>
        $"Server=127.0.0.1;Port={_port};User ID=root;Database={database};Pooling=false;SslMode=None;CharacterSet=utf8mb4";
}
