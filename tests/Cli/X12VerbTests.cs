using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class X12VerbTests
{
    [Fact]
    public async Task Validation_says_what_a_biller_understands()
    {
        var (exit, output) = await RunAsync("validate", SharedData.Path("corpora/x12/authored/p-clm02-not-sum-of-lines.edi"));

        exit.ShouldBe(ExitCode.DoneWithQuarantine);
        output.ShouldContain("1 transaction set, 1 error, 0 warnings");
        output.ShouldContain("Loop 2300, CLM02 (total charge): claim total 251.00 but service lines add to 250.00.");
    }

    [Theory]
    [InlineData("p-837-valid.edi", ExitCode.Done)]
    [InlineData("p-n3-repeated.edi", ExitCode.DoneWithQuarantine)]
    public async Task The_exit_code_says_whether_there_are_errors(string file, int expected)
    {
        var (exit, output) = await RunAsync("validate", "--json", SharedData.Path($"corpora/x12/authored/{file}"));

        exit.ShouldBe(expected);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            System.Text.Json.JsonDocument.Parse(line).RootElement.TryGetProperty("file", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Levels_above_the_one_asked_for_are_not_checked()
    {
        var (exit, _) = await RunAsync("validate", "--snip", "2", SharedData.Path("corpora/x12/authored/p-clm02-not-sum-of-lines.edi"));

        exit.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task A_level_that_does_not_exist_is_wrong_use()
    {
        var (exit, _) = await RunAsync("validate", "--snip", "9", "-");

        exit.ShouldBe(ExitCode.WrongUse);
    }

    [Fact]
    public async Task Segments_are_shown_with_their_loops_and_names()
    {
        var (_, output) = await RunAsync("parse", SharedData.Path("corpora/x12/authored/p-837-valid.edi"));

        output.ShouldContain("2300");
        output.ShouldContain("CLM claim");
        output.ShouldContain("CLM02 total charge: 250");
    }

    [Fact]
    public async Task An_answer_is_written_for_each_interchange()
    {
        var (exit, output) = await RunAsync("ack", "--control-number", "7", SharedData.Path("corpora/x12/authored/p-bht02-invalid-code.edi"));

        exit.ShouldBe(ExitCode.DoneWithQuarantine);
        output.ShouldContain("*000000007*");
        output.ShouldContain("IK3*BHT*2**8~");
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, isInteractive: false);
        var exit = await CommandLine.RunAsync(["x12", .. args], terminal, TestContext.Current.CancellationToken);
        return (exit, output.ToString());
    }
}
