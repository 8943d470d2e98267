using System.Diagnostics;
using System.Text.Json;

namespace Carelake.Tests.Lake.Sql;

/// <summary>Spark's grammar, asked in one node process for many texts.</summary>
internal static class SparkGrammar
{
    public sealed record Error(int Line, int Column, string Message);

    public static bool IsInstalled => Directory.Exists(Repository.Path("tests", "node_modules", "dt-sql-parser"));

    /// <summary>For each text, what Spark's parser would not take.</summary>
    public static async Task<IReadOnlyList<Error[]>> CheckAsync(IReadOnlyList<string> texts, CancellationToken ct)
    {
        var start = new ProcessStartInfo("node", [Repository.Path("tests", "readers", "spark-grammar.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!; // Null only with the shell.
        var output = node.StandardOutput.ReadToEndAsync(ct);
        var errors = node.StandardError.ReadToEndAsync(ct);
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        await node.WaitForExitAsync(ct);
        node.ExitCode.ShouldBe(0, await errors);
        return JsonSerializer.Deserialize<Error[][]>(await output, JsonSerializerOptions.Web)!; // The script writes an array.
    }
}
