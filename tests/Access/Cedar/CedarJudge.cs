using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Tests.Access.Cedar;

/// <summary>The official implementation of Cedar in one long-lived node process: a line asked, a line answered.</summary>
internal sealed class CedarJudge : IDisposable
{
    private readonly Process _process;

    public CedarJudge()
    {
        var start = new ProcessStartInfo("node", [Repository.Path("tests", "readers", "cedar.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
    }

    /// <summary>It is installed.</summary>
    public static bool IsThere => Directory.Exists(Repository.Path("tests", "node_modules", "@cedar-policy", "cedar-wasm"));

    public JsonNode Ask(JsonObject question)
    {
        _process.StandardInput.WriteLine(question.ToJsonString(Compact));
        _process.StandardInput.Flush();
        return JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The judge has ended."))!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000)) _process.Kill();
        _process.Dispose();
    }

    private static readonly JsonSerializerOptions Compact = new() { WriteIndented = false };
}
