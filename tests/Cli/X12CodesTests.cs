using Carelake.Cli;

namespace Carelake.Tests.Cli;

/// <summary><c>carelake x12 validate --codes</c>: what is looked up, and what is said of the rest.</summary>
public sealed class X12CodesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-codes-").FullName;
    private static string Claims => SharedData.Path("corpora/x12/authored/p-837-valid.edi");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_tables_the_sets_that_nothing_looked_at_are_named()
    {
        var (exit, output, _) = await RunAsync("x12", "validate", Claims);

        exit.ShouldBe(ExitCode.Done);
        output.ShouldContain("Not checked, for want of a table of codes (--codes): ");
        output.ShouldContain("ICD-10-CM diagnoses (icd10cm)");
    }

    [Fact]
    public async Task A_code_that_the_table_lacks_is_told_and_the_set_is_no_longer_unchecked()
    {
        Put("cpt.csv", "code,description\n00000,none\n");

        var (exit, output, _) = await RunAsync("x12", "validate", Claims, "--codes", _folder);

        exit.ShouldBe(ExitCode.DoneWithQuarantine);
        output.ShouldContain("holds a code that is not in the table of CPT procedures.");
        output.ShouldNotContain("(cpt)");
    }

    [Fact]
    public async Task ICD_codes_may_have_their_dot()
    {
        var codes = File.ReadAllText(Claims).Split('~').Where(segment => segment.Trim().StartsWith("HI*", StringComparison.Ordinal))
            .SelectMany(segment => segment.Trim().Split('*').Skip(1)).Select(code => code.Split(':')[1]).Select(code => code.Length > 3 ? code.Insert(3, ".") : code);
        Put("icd10cm.txt", string.Join('\n', codes));

        var (exit, output, _) = await RunAsync("x12", "validate", Claims, "--codes", Path.Combine(_folder, "icd10cm.txt"));

        exit.ShouldBe(ExitCode.Done, output);
        output.ShouldNotContain("(icd10cm)");
    }

    [Fact]
    public async Task The_project_says_where_its_tables_are()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tables"));
        Put("tables/cpt.csv", "code\n00000\n");
        Put("carelake.yaml", "name: test\ncodes: tables\n");

        var (exit, output, error) = await RunAsync("x12", "validate", Claims, "--config", _folder);

        exit.ShouldBe(ExitCode.DoneWithQuarantine, error);
        output.ShouldContain("holds a code that is not in the table of CPT procedures.");
    }

    [Theory]
    [InlineData("diagnoses.csv", "A00\n", "CLI-0022")]
    [InlineData("carc.csv", "code\n", "CLI-0023")]
    public async Task A_file_that_is_no_table_is_refused(string name, string text, string code)
    {
        Put(name, text);

        var (exit, _, error) = await RunAsync("x12", "validate", Claims, "--codes", _folder);

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldStartWith(code);
    }

    private void Put(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(args, new Terminal(output, error, isInteractive: false), TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
