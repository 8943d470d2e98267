using System.Text.Json;
using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class Hl7VerbTests : IDisposable
{
    private const string Admission =
        "MSH|^~\\&|ADT|HOSP|LAKE|HOSP|20250115103000+0530||ADT^A01^ADT_A01|C1|P|2.5.1\rEVN||20250115\r"
        + "PID|1||M1^^^HOSP^MR||DOE^JANE||19800101|F|||\"\"\rPV1|1|I\r";

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-hl7-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<int> RunAsync(params string[] arguments) =>
        await CommandLine.RunAsync(["hl7", .. arguments], new Terminal(_out, _error, isInteractive: false));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public async Task Parse_names_every_value_and_what_codes_mean()
    {
        (await RunAsync("parse", Write("a.hl7", Admission))).ShouldBe(ExitCode.Done, _error.ToString());

        var lines = _out.ToString().Split('\n').Select(line => string.Join(' ', line.Split((char[])['|', ' '], StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.ShouldContain("PID PATIENT IDENTIFICATION");
        lines.ShouldContain("PID-5.1 Patient Name / Family Name DOE");
        lines.ShouldContain("PID-8 Administrative Sex F Female");
        lines.ShouldContain("PID-11 Patient Address \"\" (delete)");
    }

    [Fact]
    public async Task Parse_as_json_keeps_null_apart()
    {
        (await RunAsync("parse", "--json", "--segments", "PID", Write("a.hl7", Admission))).ShouldBe(ExitCode.Done);

        var message = JsonDocument.Parse(_out.ToString()).RootElement[0].GetProperty("messages")[0];
        message.GetProperty("type").GetString().ShouldBe("ADT^A01");
        var values = message.GetProperty("segments").EnumerateArray().Single().GetProperty("values").EnumerateArray().ToDictionary(value => value.GetProperty("path").GetString()!);
        values["PID-3.4"].GetProperty("value").GetString().ShouldBe("HOSP");
        values["PID-11"].GetProperty("is_null").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Validate_says_place_and_code_and_ends_with_three_only_on_errors()
    {
        (await RunAsync("validate", Write("good.hl7", Admission.Replace("PV1|1|I", "PV1|1|Q", StringComparison.Ordinal)))).ShouldBe(ExitCode.Done);
        _out.ToString().ShouldContain("HL7-0103");

        var profile = Write("profile.json", """{ "fields": { "PV1-2": { "table": "0004" }, "PV1-19": { "required": true } } }""");
        (await RunAsync("validate", "--profile", profile, Path.Combine(_folder, "good.hl7"))).ShouldBe(ExitCode.DoneWithQuarantine);
        _out.ToString().ShouldContain("PV1-19");
        _error.ToString().ShouldContain("1 message: 0 without errors, 1 with");
    }

    [Fact]
    public async Task A_wrong_profile_is_one_line()
    {
        (await RunAsync("validate", "--profile", Write("profile.json", """{ "feilds": {} }"""), Write("a.hl7", Admission))).ShouldNotBe(ExitCode.Done);
        _error.ToString().ShouldStartWith("HL7-0121");
    }

    [Fact]
    public async Task Ack_answers_each_message()
    {
        (await RunAsync("ack", Write("a.hl7", Admission + Admission.Replace("ADT^A01^ADT_A01", "QQQ^Z01", StringComparison.Ordinal)))).ShouldBe(ExitCode.DoneWithQuarantine);

        var answers = _out.ToString();
        answers.ShouldContain("\rMSA|AA|C1\r");
        answers.ShouldContain("\rMSA|AR|C1\rERR||MSH^1^9|200^Unsupported message type^HL70357|E|HL7-0108|||");
    }

    [Fact]
    public async Task A_file_without_header_is_shown_and_rejected()
    {
        (await RunAsync("parse", Write("a.hl7", "PID|1||M1\r"))).ShouldBe(ExitCode.DoneWithQuarantine);
        _out.ToString().ShouldContain("M1");
        _error.ToString().ShouldContain("HL7-0001");
    }
}
