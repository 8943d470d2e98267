using System.Text.Json.Nodes;
using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class Hl7ToFhirVerbTests : IDisposable
{
    private const string Message = "MSH|^~\\&|ADT|HOSP|LAKE|GROUP|20250115103000+0100||ADT^A01^ADT_A01|M1|P|2.5.1\rPID|1||123^^^HOSP^MR||Doe^Jane\rZZ1|1|local\r";
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-v2fhir-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_message_becomes_a_bundle()
    {
        (await RunAsync("hl7", "to-fhir", File("a.hl7", Message))).ShouldBe(ExitCode.Done, _error.ToString());
        var bundle = JsonNode.Parse(_out.ToString())!;
        ((string?)bundle["type"]).ShouldBe("transaction");
        bundle["entry"]!.AsArray().ShouldContain(entry => (string?)entry!["resource"]!["resourceType"] == "Patient");
    }

    [Fact]
    public async Task Every_message_of_a_file_is_a_line()
    {
        (await RunAsync("hl7", "to-fhir", File("a.hl7", Message + Message), "--ndjson")).ShouldBe(ExitCode.Done, _error.ToString());
        _out.ToString().Trim().Split('\n').Length.ShouldBe(2);
    }

    [Fact]
    public async Task Json_holds_the_bundle_the_issues_and_what_is_not_mapped()
    {
        (await RunAsync("hl7", "to-fhir", File("a.hl7", Message), "--json")).ShouldBe(ExitCode.Done, _error.ToString());
        var message = JsonNode.Parse(_out.ToString())!.AsArray().ShouldHaveSingleItem()!;
        message["unmapped"]!.AsArray().Select(path => (string?)path).ShouldContain("ZZ1[1]");
        message["bundle"]!["entry"]!.AsArray().Count.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Coverage_counts_what_no_table_maps()
    {
        (await RunAsync("hl7", "to-fhir", File("a.hl7", Message), "--coverage")).ShouldBe(ExitCode.Done, _error.ToString());
        _out.ToString().ShouldContain("ZZ1");
    }

    [Fact]
    public async Task A_users_tables_are_used()
    {
        var file = File("a.hl7", Message);
        File("maps/zz1.map", "message *\n  ZZ1 into ZZ1.Patient\nmap ZZ1.Patient makes Patient\n  ZZ1-2 -> extension{https://example.org/zz1}.valueString\n");
        (await RunAsync("hl7", "to-fhir", file, "--maps", Path.Combine(_folder, "maps"), "--ndjson")).ShouldBe(ExitCode.Done, _error.ToString());
        _out.ToString().ShouldContain("https://example.org/zz1");
    }

    [Fact]
    public async Task Tables_with_faults_are_refused_by_line()
    {
        var file = File("a.hl7", Message);
        File("maps/bad.map", "map A\n  PID-3 = x\n");
        (await RunAsync("hl7", "to-fhir", file, "--maps", Path.Combine(_folder, "maps"))).ShouldBe(ExitCode.Failed);
        _error.ToString().ShouldContain("FHIR-0500 bad.map:2");
    }

    [Fact]
    public async Task What_holds_no_message_is_done_but_rejected()
    {
        (await RunAsync("hl7", "to-fhir", File("a.hl7", "nothing here"))).ShouldBe(ExitCode.DoneWithQuarantine);
        _error.ToString().ShouldContain("a.hl7");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        (await RunAsync("hl7", "to-fhir", Path.Combine(_folder, "none.hl7"))).ShouldBe(ExitCode.Failed);
        _error.ToString().ShouldStartWith("CLI-0012");
    }

    [Fact]
    public async Task A_zone_is_an_offset() =>
        (await RunAsync("hl7", "to-fhir", File("a.hl7", Message), "--zone", "CET")).ShouldBe(ExitCode.WrongUse);

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private Task<int> RunAsync(params string[] args) =>
        CommandLine.RunAsync(args, new Terminal(_out, _error, isInteractive: false), TestContext.Current.CancellationToken);
}
