using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class FhirToolsTests : IDisposable
{
    private const string Patient = """{"resourceType":"Patient","id":"p1","name":[{"use":"official","family":"Test","given":["Ada"]}]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-fhir-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_path_shows_where_each_item_stands_and_its_value()
    {
        (await RunAsync("fhir", "path", "name.where(use = 'official').family", Write("p.json", Patient))).ShouldBe(ExitCode.Done, _error.ToString());

        _out.ToString().ShouldContain("Patient.name[0].family");
    }

    [Fact]
    public async Task A_malformed_path_is_one_line_with_its_code()
    {
        (await RunAsync("fhir", "path", "name.", Write("p.json", Patient))).ShouldNotBe(ExitCode.Done);

        _error.ToString().ShouldContain("FHIR-0600");
    }

    [Fact]
    public async Task Resources_become_a_file_of_rows_a_table()
    {
        (await RunAsync("fhir", "flatten", Write("p.ndjson", Patient + "\n{\n" + Patient), "--output", Path.Combine(_folder, "out"))).ShouldBe(ExitCode.DoneWithQuarantine);

        File.ReadAllLines(Path.Combine(_folder, "out", "patient.ndjson")).ShouldBe(Enumerable.Repeat("""{"patient_id":"p1","given_name":"Ada","family_name":"Test"}""", 2));
    }

    [Fact]
    public async Task A_clinical_document_becomes_a_transaction()
    {
        const string Document = "<ClinicalDocument xmlns='urn:hl7-org:v3'><id root='1.2.3'/><recordTarget><patientRole><id root='1.2' extension='m'/></patientRole></recordTarget></ClinicalDocument>";

        (await RunAsync("fhir", "from-ccda", Write("d.xml", Document))).ShouldBe(ExitCode.Done, _error.ToString());
        _out.ToString().ShouldContain("\"transaction\"");
        (await RunAsync("fhir", "from-ccda", Write("e.xml", "<a/>"))).ShouldBe(ExitCode.DoneWithQuarantine);
        _error.ToString().ShouldContain("FHIR-0702");
    }

    [Fact]
    public async Task Profiles_come_from_a_package_that_is_an_archive_or_a_folder()
    {
        const string Url = "http://example.org/StructureDefinition/named";
        const string Profile = $$$"""{"resourceType":"StructureDefinition","url":"{{{Url}}}","type":"Patient","derivation":"constraint","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","differential":{"element":[{"id":"Patient.photo","path":"Patient.photo","min":1}]}}""";
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "package")).FullName;
        File.WriteAllText(Path.Combine(folder, "StructureDefinition-named.json"), Profile);
        var archive = Path.Combine(_folder, "package.tgz");
        using (var zip = new System.IO.Compression.GZipStream(File.Create(archive), System.IO.Compression.CompressionLevel.Fastest))
            System.Formats.Tar.TarFile.CreateFromDirectory(folder, zip, includeBaseDirectory: true);

        foreach (var package in new[] { archive, folder })
        {
            (await RunAsync("fhir", "validate", "--package", package, "--profile", Url, Write("p.json", Patient))).ShouldBe(ExitCode.DoneWithQuarantine, _error.ToString());
            _out.ToString().ShouldContain("Patient.photo", customMessage: package);
            _out.GetStringBuilder().Clear();
        }

        (await RunAsync("fhir", "validate", "--package", Write("none.tgz", "no archive"), Write("p.json", Patient))).ShouldNotBe(ExitCode.Done);
        _error.ToString().ShouldContain("CLI-0015");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<int> RunAsync(params string[] args) =>
        CommandLine.RunAsync(args, new Terminal(_out, _error, isInteractive: false), TestContext.Current.CancellationToken);
}
