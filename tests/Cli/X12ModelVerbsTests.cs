using System.Text;
using Carelake.Cli;

namespace Carelake.Tests.Cli;

/// <summary><c>carelake x12 split</c>, <c>to-json</c> and <c>flatten</c>, as a person runs them.</summary>
public sealed class X12ModelVerbsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-x12-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_is_split_into_its_claims()
    {
        var (code, _, error) = await RunAsync("x12", "split", SharedData.Path("corpora/x12/authored/p-837-valid.edi"), "--by", "claim", "--output", In("parts"));

        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("2 parts");
        Directory.GetFiles(In("parts")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["p-837-valid-000001.x12", "p-837-valid-000002.x12"]);
    }

    [Fact]
    public async Task JSON_comes_back_as_the_same_bytes()
    {
        var source = SharedData.Path("corpora/x12/authored/p-837-valid-crlf.edi");
        (await RunAsync("x12", "to-json", source, "--output", In("json"))).Code.ShouldBe(ExitCode.Done);
        (await RunAsync("x12", "to-json", In("json"), "--back", "--output", In("back"))).Code.ShouldBe(ExitCode.Done);

        (await File.ReadAllBytesAsync(In("back/p-837-valid-crlf.x12"), TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Other_JSON_is_told_in_one_line()
    {
        await File.WriteAllTextAsync(In("a.json"), "{}", Encoding.UTF8, TestContext.Current.CancellationToken);

        var (code, _, error) = await RunAsync("x12", "to-json", In("a.json"), "--back");

        code.ShouldBe(ExitCode.DoneWithQuarantine);
        error.ShouldStartWith("X12-0560: ");
    }

    [Fact]
    public async Task Tables_are_counted_and_written()
    {
        var file = SharedData.Path("corpora/x12/authored/p-835-valid.edi");
        var summary = await RunAsync("x12", "flatten", file);
        var rows = await RunAsync("x12", "flatten", file, "--table", "claim_payment", "--json");

        summary.Output.ShouldContain("claim_payment");
        rows.Output.Trim().Split('\n').Length.ShouldBe(2);
        rows.Output.ShouldContain("\"patient_control_number\":\"PCN1001\"");
        (await RunAsync("x12", "flatten", file, "--output", In("csv"))).Code.ShouldBe(ExitCode.Done);
        (await File.ReadAllLinesAsync(In("csv/adjustment.csv"), TestContext.Current.CancellationToken)).Length.ShouldBe(5);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_told_with_those_that_are()
    {
        var (code, _, error) = await RunAsync("x12", "flatten", SharedData.Path("corpora/x12/authored/p-835-valid.edi"), "--table", "payments");

        code.ShouldNotBe(ExitCode.Done);
        error.ShouldContain("CLI-0032");
        error.ShouldContain("claim_payment");
    }

    private string In(string path) => Path.Combine(_folder, path);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, new Terminal(output, error, isInteractive: false), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
