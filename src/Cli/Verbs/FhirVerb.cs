using System.CommandLine;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Profiles;
using Carelake.Fhir.Validation;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake fhir</c>: FHIR R4 resources, alone.</summary>
internal static class FhirVerb
{
    public static Command Create(Terminal terminal) => new("fhir", "Works with FHIR R4 resources in JSON: resources, bundles and NDJSON.")
    {
        CreateValidate(terminal),
        FhirPathVerb.Create(terminal),
        FhirFromCcdaVerb.Create(terminal),
        FhirFlattenVerb.Create(terminal),
    };

    private static Command CreateValidate(Terminal terminal)
    {
        var inputs = FormatInput.Argument("Resources or bundles in JSON, or NDJSON with one resource a line");
        var profiles = new Option<string[]>("--profile")
        {
            Description = "Canonical address of a profile that the resources of its type must satisfy, beside those they claim; may be given several times.",
            HelpName = "URL",
        };
        var packages = new Option<string[]>("--package")
        {
            Description = "A FHIR package (.tgz), or a file or folder of StructureDefinitions, ValueSets and CodeSystems, to know beside R4, US Core and UK Core; may be given several times.",
            HelpName = "FILE",
        };
        var all = new Option<bool>("--all") { Description = "Shows notes too, not only errors and warnings." };
        var json = CommonOptions.Json();
        var command = new Command("validate", "Checks resources against FHIR R4 and profiles, and says what is wrong, where and by which rule. Ends with 3 when one is not valid.")
        {
            inputs, profiles, packages, all, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var known = await KnownAsync(parsed.GetValue(packages) ?? [], terminal, cancellationToken);
            var asked = parsed.GetValue(profiles) ?? [];
            foreach (var url in asked)
                if (known.Profile(url.Split('|')[0]) is null)
                    throw new CarelakeException("CLI-0014", "There is no such profile.", url, "Name the package that holds it with --package.");
            var report = new FhirReport(terminal, parsed.GetValue(json), parsed.GetValue(all));
            var validator = new FhirValidator(known, new FhirValidationOptions { Profiles = [.. asked.Select(url => url.Split('|')[0])] });
            using var files = FormatInputs.Of(parsed.GetValue(inputs)!, terminal, FormatKind.Fhir, parsed.GetValue(json));
            foreach (var input in files)
                await ValidateAsync(input, validator, report, cancellationToken);
            report.Finish();
            return report.InvalidCount > 0 ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static async Task<FhirProfiles> KnownAsync(string[] packages, Terminal terminal, CancellationToken cancellationToken)
    {
        var known = FhirProfiles.Standard;
        using var files = FormatInputs.Aside(packages, terminal);
        foreach (var input in files)
        {
            var package = FhirPackage.Read(await input.ReadAsync(cancellationToken));
            if (!package.IsUsable || package.Value.Count == 0)
                throw new CarelakeException("CLI-0015", "This is no FHIR package.", input.Name, "Give a .tgz package, or JSON files with StructureDefinitions, ValueSets or CodeSystems.");
            known = known.With(package.Value);
        }
        return known;
    }

    private static async Task ValidateAsync(FormatInput input, FhirValidator validator, FhirReport report, CancellationToken cancellationToken)
    {
        if (IsNdjson(input.Name))
        {
            await using var stream = input.Open();
            await LinesAsync(input.Name, stream, validator, report, cancellationToken);
            return;
        }
        var bytes = await input.ReadAsync(cancellationToken);
        var issues = validator.Validate(bytes);
        // Standard input has no name that says what it is: what is no JSON as a whole may be lines of it.
        if (input.Name == "-" && issues is [{ Expression: "" }] && bytes.AsSpan().IndexOf("\n{"u8) >= 0)
            await LinesAsync(input.Name, new MemoryStream(bytes), validator, report, cancellationToken);
        else
            report.Add(input.Name, null, issues);
    }

    private static bool IsNdjson(string name) => name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);

    private static async Task LinesAsync(string name, Stream stream, FhirValidator validator, FhirReport report, CancellationToken cancellationToken)
    {
        await foreach (var line in NdjsonReader.ReadAsync(stream, validator.Options.Limits, cancellationToken))
        {
            using var document = line.Parsed.Value;
            report.Add(name, line.Number, validator.Validate(line.Parsed));
        }
    }
}
