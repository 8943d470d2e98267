using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-cli-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_unknown_verb_is_wrong_use()
    {
        (await RunAsync("bogus")).ShouldBe(ExitCode.WrongUse);
        _error.ToString().ShouldContain("bogus");
    }

    [Fact]
    public async Task A_missing_project_is_one_line_with_code_and_remedy()
    {
        (await RunAsync("run", "--config", Path.Combine(_folder, "nowhere.yaml"))).ShouldBe(ExitCode.WrongUse);

        var lines = _error.ToString().Trim().Split('\n');
        lines.Length.ShouldBe(1);
        lines[0].ShouldStartWith("LAKE-");
        lines[0].ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_new_project_runs_as_it_stands()
    {
        (await RunAsync("init", _folder)).ShouldBe(ExitCode.Done);
        // One of the three sample patients has no birth date.
        (await RunAsync("run", "--config", Config)).ShouldBe(ExitCode.DoneWithQuarantine, _error.ToString());
        (await RunAsync("sql", "select given_name from silver.patient where is_current order by given_name nulls last", "--format", "csv", "--config", Config))
            .ShouldBe(ExitCode.Done, _error.ToString());

        _out.ToString().ReplaceLineEndings("\n").ShouldContain("given_name\nFelix\nImani\n");
    }

    [Fact]
    public async Task A_second_project_in_one_folder_is_refused()
    {
        (await RunAsync("init", _folder)).ShouldBe(ExitCode.Done);
        (await RunAsync("init", _folder)).ShouldBe(ExitCode.Failed);
        _error.ToString().ShouldContain("CLI-0005");
    }

    [Theory]
    [InlineData("delete from silver.patient")]
    [InlineData("copy (select 1) to 'x.csv'")]
    [InlineData("select 1; select 2")]
    [InlineData("selec 1")]
    public async Task Only_one_select_is_run(string sql)
    {
        await RunAsync("init", _folder);
        (await RunAsync("sql", sql, "--config", Config)).ShouldBeOneOf(ExitCode.Failed, ExitCode.WrongUse);
        _error.ToString().ShouldContain("CLI-0006");
    }

    private string Config => Path.Combine(_folder, "carelake.yaml");

    private Task<int> RunAsync(params string[] args) =>
        CommandLine.RunAsync(args, new Terminal(_out, _error, isInteractive: false), TestContext.Current.CancellationToken);
}
