using System.Text.Json;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.FormatBench;

/// <summary>FHIR bundles, from their bytes: an item is a resource.</summary>
internal static class FhirWork
{
    /// <summary>R4 alone: what the peers look at, and more.</summary>
    public static Workload Core(string[] files) => Of(files, new FhirValidator(options: new FhirValidationOptions { ChecksClaimedProfiles = false }));

    /// <summary>R4 and the profiles that the resources claim (US Core), and the vital signs.</summary>
    public static Workload Profiles(string[] files) => Of(files, new FhirValidator());

    private static Workload Of(string[] files, FhirValidator validator)
    {
        var texts = files.Select(File.ReadAllBytes).ToArray();
        return new Workload(texts.Sum(Resources), texts.Sum(text => (long)text.Length), () => texts.Sum(text => (long)validator.Validate(text).Length));
    }

    // The bundle itself is one.
    private static long Resources(byte[] text)
    {
        using var document = FhirDocument.Parse(text).Value!;
        return 1 + document.Root.Children("entry").Count(entry => entry["resource"].Json.ValueKind == JsonValueKind.Object);
    }
}
