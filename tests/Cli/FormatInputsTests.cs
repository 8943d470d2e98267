using Carelake.Cli;

namespace Carelake.Tests.Cli;

/// <summary>What the verbs of the formats take out of a folder, and what they say of the rest.</summary>
public sealed class FormatInputsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-formats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_of_a_folder_that_are_of_another_format_are_left_out_and_counted()
    {
        File.Copy(SharedData.Path("corpora/x12/authored/p-837-valid.edi"), Path.Combine(_folder, "claims.txt"));
        Put("index.json", "{}");

        var (exit, output, error) = await RunAsync("x12", "validate", _folder);

        exit.ShouldBe(ExitCode.Done);
        output.ShouldContain("1 transaction set, 0 errors, 0 warnings");
        error.Trim().ShouldBe($"{_folder}: 1 file is not X12 and is left out: index.json.");
    }

    [Theory]
    [InlineData("x12", "X12")]
    [InlineData("hl7", "HL7 v2")]
    [InlineData("fhir", "FHIR in JSON")]
    public async Task A_folder_without_any_file_of_the_format_is_an_error(string format, string name)
    {
        Put("index.csv", "a,b");

        var (exit, _, error) = await RunAsync(format, "validate", _folder);

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldStartWith($"CLI-0013: The folder holds no file that is {name}");
    }

    [Fact]
    public async Task A_broken_file_with_the_ending_of_its_format_is_not_passed_over()
    {
        Put("claims.x12", "no interchange at all");

        var (exit, output, _) = await RunAsync("x12", "validate", _folder);

        exit.ShouldBe(ExitCode.DoneWithQuarantine);
        output.ShouldContain("X12-0002");
    }

    [Fact]
    public async Task HL7_and_FHIR_find_their_own_in_one_folder()
    {
        Put("a.txt", "\vMSH|^~\\&|A|B|C|D|20250101||ADT^A01|1|P|2.5\rPID|1||1^^^H||Doe^Jo\r");
        Put("b.json", "{\"id\":\"1\",\n \"resourceType\":\"Patient\"}");
        Put("c.json", "{\"name\":\"package\"}");

        var hl7 = await RunAsync("hl7", "validate", _folder);
        var fhir = await RunAsync("fhir", "validate", _folder);

        hl7.Error.ShouldContain("2 files are not HL7 v2 and are left out: b.json, c.json.");
        hl7.Error.ShouldContain("1 message:");
        fhir.Error.ShouldContain("2 files are not FHIR in JSON and are left out: a.txt, c.json.");
        fhir.Error.ShouldContain("1 document");
    }

    private void Put(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(args, new Terminal(output, error, isInteractive: false), TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
