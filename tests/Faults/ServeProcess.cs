using System.Diagnostics;

namespace Carelake.Tests.Faults;

/// <summary><c>carelake serve</c> as a process of its own, which a test can kill.</summary>
internal sealed class ServeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private ServeProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it said.</summary>
    public string Said
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts it and waits until its one listener listens.</summary>
    public static async Task<ServeProcess> StartAsync(string config)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Debug";
        var program = Repository.Path("src", "Cli", "bin", configuration, "net10.0", "carelake.dll");
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { program, "serve", "--roles", "ingest", "--config", config }) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started.");
        var serve = new ServeProcess(process);
        try
        {
            serve.Port = await serve._port.Task.WaitAsync(Patience);
            return serve;
        }
        catch (TimeoutException exception)
        {
            var said = serve.Said;
            serve.Dispose();
            throw new InvalidOperationException($"The server does not listen:\n{said}", exception);
        }
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for a clean end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    // "Listening: ward (mllp) on 127.0.0.1:2575"
    private void Heard(string? line)
    {
        if (line is null)
        {
            if (_process.HasExited) _port.TrySetException(new InvalidOperationException($"The server ended:\n{Said}"));
            return;
        }

        lock (_lines) _lines.Add(line);
        if (line.StartsWith("Listening: ", StringComparison.Ordinal)) _port.TrySetResult(int.Parse(line[(line.LastIndexOf(':') + 1)..]));
    }
}
