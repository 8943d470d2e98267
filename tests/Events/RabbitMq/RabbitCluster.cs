using System.Diagnostics;
using System.Text.Json;
using Carelake.Tests.Sources;

namespace Carelake.Tests.Events.RabbitMq;

/// <summary>
/// Three nodes of RabbitMQ on this machine, of the operating system's package, in a folder of their own and with an own Erlang port mapper: real copies, and nodes that can be killed. Started when
/// it is made, all at once; whoever needs it waits.
/// </summary>
public sealed class RabbitCluster : IAsyncDisposable
{
    private const int NodeCount = 3;
    private static readonly string[] Installed = Directory.Exists("/usr/lib/rabbitmq/lib") ? Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*") : [];
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-mq-").FullName;
    private readonly int _mapperPort = LocalServer.FreePort();
    private readonly int[] _ports = [.. Enumerable.Range(0, NodeCount).Select(_ => LocalServer.FreePort())];
    private readonly int[] _distribution = [.. Enumerable.Range(0, NodeCount).Select(_ => LocalServer.FreePort())];
    private readonly Process?[] _nodes = new Process?[NodeCount];
    private readonly Lazy<Task> _started;
    private Process? _mapper;

    public RabbitCluster()
    {
        _started = new(() => Task.Run(StartAsync));
        if (Installed.Length > 0) _ = _started.Value;
    }

    /// <summary>Where the nodes listen.</summary>
    public IReadOnlyList<string> Servers => [.. _ports.Select(port => $"127.0.0.1:{port}")];

    /// <summary>Waits until the three are one cluster; ends the test where RabbitMQ is missing.</summary>
    public async Task ReadyAsync()
    {
        if (Installed.Length == 0) LocalServer.Missing("RabbitMQ (package rabbitmq-server; ./test installs it where it may)");
        await _started.Value;
    }

    /// <summary>Kills the node that leads a stream.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> KillLeaderAsync(string stream)
    {
        var leader = await LeaderAsync(stream);
        var node = _nodes[leader]!;
        node.Kill(entireProcessTree: true);
        await node.WaitForExitAsync();
        return leader;
    }

    /// <summary>Starts a node that was killed; does not wait for it.</summary>
    public void Restart(int node) => _nodes[node] = Start(node);

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated) await _started.Value.ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var process in _nodes.Append(_mapper).OfType<Process>())
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        _mapper = Process.Start(Configure(new ProcessStartInfo("epmd", ["-port", $"{_mapperPort}", "-address", "127.0.0.1"]), 0));
        for (var node = 0; node < NodeCount; node++) _nodes[node] = Start(node);
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await ControlAsync("await_startup", "--timeout", "60");
                await ControlAsync("await_online_nodes", $"{NodeCount}", "--timeout", "60");
                return;
            }
            catch (InvalidOperationException) when (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
            {
                // The first node is not there yet.
                await Task.Delay(500);
            }
        }
    }

    private Process Start(int node)
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, $"{node}")).FullName;
        File.WriteAllText(
            Path.Combine(home, "rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{_ports[node]}
            cluster_formation.peer_discovery_backend = classic_config
            {string.Concat(Enumerable.Range(0, NodeCount).Select(other => $"cluster_formation.classic_config.nodes.{other + 1} = {Name(other)}\n"))}
            """);
        File.WriteAllText(Path.Combine(home, "enabled_plugins"), "[].");
        var info = Configure(new ProcessStartInfo(Path.Combine(Installed[0], "sbin", "rabbitmq-server")), node);
        (info.RedirectStandardOutput, info.RedirectStandardError) = (true, true);
        var process = Process.Start(info) ?? throw new InvalidOperationException(info.FileName);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<int> LeaderAsync(string stream)
    {
        using var queues = JsonDocument.Parse(await ControlAsync("list_queues", "name", "leader", "--formatter", "json", "--silent"));
        var leader = queues.RootElement.EnumerateArray().First(queue => queue.GetProperty("name").GetString() == stream).GetProperty("leader").GetString()!;
        return Enumerable.Range(0, NodeCount).First(node => Name(node) == leader);
    }

    private Task<string> ControlAsync(params string[] arguments)
    {
        var info = Configure(new ProcessStartInfo(Path.Combine(Installed[0], "sbin", "rabbitmqctl"), ["-n", Name(0), .. arguments]), 0);
        (info.RedirectStandardOutput, info.RedirectStandardError) = (true, true);
        return LocalServer.RunAsync(info);
    }

    private string Name(int node) => $"carelake{node}-{_mapperPort}@localhost";

    // The nodes and their tools find each other by a cookie in the home folder, which is one for all.
    private ProcessStartInfo Configure(ProcessStartInfo info, int node)
    {
        var home = Path.Combine(_folder, $"{node}");
        info.UseShellExecute = false;
        info.WorkingDirectory = _folder;
        foreach (var (name, value) in new[]
        {
            ("HOME", _folder), ("RABBITMQ_NODENAME", Name(node)), ("RABBITMQ_DIST_PORT", $"{_distribution[node]}"), ("RABBITMQ_MNESIA_BASE", Path.Combine(home, "data")),
            ("RABBITMQ_LOG_BASE", Path.Combine(home, "log")), ("RABBITMQ_CONFIG_FILE", Path.Combine(home, "rabbitmq.conf")), ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(home, "enabled_plugins")),
            ("RABBITMQ_CONF_ENV_FILE", "/dev/null"), ("ERL_EPMD_ADDRESS", "127.0.0.1"), ("ERL_EPMD_PORT", $"{_mapperPort}"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none"),
        })
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
